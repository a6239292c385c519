/** What a capture will ask and what it costs the cluster, told before anything is asked. */
@NullMarked
package ergodiag.capture.plan;

import org.jspecify.annotations.NullMarked;
