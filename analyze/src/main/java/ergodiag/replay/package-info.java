/**
 * An MCP endpoint on loopback that answers from a bundle as the recorded cluster answered: same envelope, same errors, same limits, and
 * recorded time passing as real time passes. What was not recorded is refused, never invented. Two things differ from a node on purpose:
 * who is not on this machine is turned away ({@code CallerCheck}), and a client gets the version of the protocol that it asks for.
 */
@NullMarked
package ergodiag.replay;

import org.jspecify.annotations.NullMarked;
