/** Metrics that a site has of its nodes, read beside the questions to the cluster. */
@NullMarked
package ergodiag.capture.metrics;

import org.jspecify.annotations.NullMarked;
