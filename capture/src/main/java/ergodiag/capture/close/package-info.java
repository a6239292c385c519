/** Closes a bundle: manifest, the last scan for secrets, what the capture itself did; and the same for one that was left open, and for a copy. */
@NullMarked
package ergodiag.capture.close;

import org.jspecify.annotations.NullMarked;
