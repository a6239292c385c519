/** What Radar and Prometheus say of Ergo nodes: the text form of metrics, and the metrics that are known (ERGO.md 6). */
@NullMarked
package ergodiag.ergo.metrics;

import org.jspecify.annotations.NullMarked;
