package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;

/**
 * What {@code runtime_stats} says: the Go runtime of one node now.
 *
 * @param at where it was read
 * @param goroutines number of goroutines
 * @param cpus logical CPUs the process may use
 * @param heapAlloc bytes of live and not yet swept objects
 * @param stackInuse bytes of goroutine stacks
 * @param totalAlloc bytes ever allocated, cumulative
 * @param collections garbage collections so far
 * @param gcCpuFraction share of CPU spent in collection since the start, 0 to 1; the field gc_cpu_percent holds 0 to 100
 */
public record RuntimeStats(
        Source at,
        long goroutines,
        long cpus,
        Bytes heapAlloc,
        Bytes stackInuse,
        Counter totalAlloc,
        long collections,
        double gcCpuFraction) {

    /** @throws UnreadableReply when it is not such a reply */
    public static RuntimeStats read(InputStream in, Source at) {
        return Json.object(
                in,
                at,
                f -> new RuntimeStats(
                        f.at(),
                        f.count("goroutines"),
                        f.count("cpus"),
                        f.bytes("heap_alloc"),
                        f.bytes("stack_inuse"),
                        f.counter("total_alloc"),
                        f.count("num_gc"),
                        f.numberOrGap("gc_cpu_percent").orElse(0.0) / 100));
    }
}
