/** What the profiler of Go replies: goroutine dumps, CPU and heap profiles. */
@NullMarked
package ergodiag.ergo.pprof;

import org.jspecify.annotations.NullMarked;
