/** Lists of processes, which may be long: rows are kept field by field, and a row is a place among them. */
@NullMarked
package ergodiag.ergo.process;

import org.jspecify.annotations.NullMarked;
