/** The tools a replayed node answers, as Ergo answers them. */
@NullMarked
package ergodiag.replay.tools;

import org.jspecify.annotations.NullMarked;
