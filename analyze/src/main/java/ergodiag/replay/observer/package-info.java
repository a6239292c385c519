/** The tools and readings of an Observer (ERGO33.md), answered from a bundle. */
@NullMarked
package ergodiag.replay.observer;

import org.jspecify.annotations.NullMarked;
