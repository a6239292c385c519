/**
 * An MCP endpoint on loopback that answers from a bundle as the recorded cluster answered: same envelope, same errors, same limits, and
 * recorded time passing as real time passes. What was not recorded is refused, never invented.
 */
@NullMarked
package ergodiag.replay;

import org.jspecify.annotations.NullMarked;
