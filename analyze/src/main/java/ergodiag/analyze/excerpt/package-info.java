/** The evidence of chosen findings as a small bundle of its own. */
@NullMarked
package ergodiag.analyze.excerpt;

import org.jspecify.annotations.NullMarked;
