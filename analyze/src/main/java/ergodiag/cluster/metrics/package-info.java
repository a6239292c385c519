/** What metrics of the site say together of one node, and of one process: no judgement. */
@NullMarked
package ergodiag.cluster.metrics;

import org.jspecify.annotations.NullMarked;
