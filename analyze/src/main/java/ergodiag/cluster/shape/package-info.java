/** How a series goes: whether it changed and when, goes on or is over, stands still now and then, or uses all there is. No judgement. */
@NullMarked
package ergodiag.cluster.shape;

import org.jspecify.annotations.NullMarked;
