/**
 * The bundle format {@code ergodiag.bundle/1}: reading, writing, and the words for what was read (evidence, gap, reading). Knows nothing
 * of Ergo; {@code capture/FORMAT.md} is its normative page.
 */
@NullMarked
package ergodiag.bundle;

import org.jspecify.annotations.NullMarked;
