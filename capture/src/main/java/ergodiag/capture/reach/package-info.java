/** Arriving: from the endpoints given to the nodes of one cluster, and what could not be reached. */
@NullMarked
package ergodiag.capture.reach;

import org.jspecify.annotations.NullMarked;
