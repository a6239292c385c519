/** Asks one question: what speaks against it, how many at a time, what became of it, and the ledger of all. */
@NullMarked
package ergodiag.capture.ask;

import org.jspecify.annotations.NullMarked;
