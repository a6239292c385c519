/** What is asked for: the questions there are, and which of them the user chose, for which nodes and how long. */
@NullMarked
package ergodiag.capture.scope;

import org.jspecify.annotations.NullMarked;
