/** What happens between two readings: samplers and listeners that run on the nodes, and profiles. */
@NullMarked
package ergodiag.capture.watch;

import org.jspecify.annotations.NullMarked;
