/** One line of the ledger: what was asked, when, what became of it, and where the reply is stored. */
@NullMarked
package ergodiag.bundle.ledger;

import org.jspecify.annotations.NullMarked;
