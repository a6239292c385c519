/** What a bundle recorded of a node, at each moment of the capture. */
@NullMarked
package ergodiag.replay.recording;

import org.jspecify.annotations.NullMarked;
