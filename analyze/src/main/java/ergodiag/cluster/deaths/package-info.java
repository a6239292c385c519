/** Which processes ended by a failure, whose failure it was, and whom it took along. */
@NullMarked
package ergodiag.cluster.deaths;

import org.jspecify.annotations.NullMarked;
