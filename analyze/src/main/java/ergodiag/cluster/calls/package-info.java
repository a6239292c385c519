/** Who waits for whose answer, over all nodes. */
@NullMarked
package ergodiag.cluster.calls;

import org.jspecify.annotations.NullMarked;
