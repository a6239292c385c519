/** What changed between two captures, finding by finding and value by value. */
@NullMarked
package ergodiag.analyze.compare;

import org.jspecify.annotations.NullMarked;
