/** Whom to look at closer: the processes, events and links that stand out in what was read so far. */
@NullMarked
package ergodiag.capture.suspects;

import org.jspecify.annotations.NullMarked;
