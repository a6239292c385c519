/** Readings of all nodes: the same questions at the beginning and at the end, and the closer look at suspects. */
@NullMarked
package ergodiag.capture.look;

import org.jspecify.annotations.NullMarked;
