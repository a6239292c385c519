package ergodiag.ergo;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Source;
import java.io.InputStream;

/**
 * What {@code runtime_stats} says: the Go runtime of one node now.
 *
 * @param at where it was read
 * @param goroutines number of goroutines
 * @param cpus logical CPUs the process may use; 0 where that is not told
 * @param heapAlloc bytes of live and not yet swept objects
 * @param stackInuse bytes of goroutine stacks; 0 where that is not told
 * @param totalAlloc bytes ever allocated, cumulative; 0 where that is not told
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

    /** Evidence for the bytes of live and not yet swept objects. */
    public Evidence heapAllocEvidence() {
        return at.field(named("heap_alloc", "MemoryAlloc"), heapAlloc.count());
    }

    /** Evidence for the number of goroutines. */
    public Evidence goroutinesEvidence() {
        return at.field(named("goroutines", "Goroutines"), goroutines);
    }

    /** Evidence for the number of collections. */
    public Evidence collectionsEvidence() {
        return at.field(named("num_gc", "GCCycles"), collections);
    }

    /** Whether it tells how many bytes were ever allocated: an Observer does not. */
    public boolean tellsAllocated() {
        return at.pointer().isEmpty();
    }

    /** The name of a field: what stands below another place than the root is what an Observer says of a node. */
    private String named(String here, String there) {
        return at.pointer().isEmpty() ? here : there;
    }

    /** @throws UnreadableReply when it is not such a reply */
    public static RuntimeStats read(InputStream in, Source at) {
        return Json.object(in, at, RuntimeStats::of);
    }

    /** The same from its fields; an Observer tells them among those of the node, under other names (ERGO33.md 10). */
    public static RuntimeStats of(Fields f) {
        return !f.at().pointer().isEmpty()
                ? new RuntimeStats(
                        f.at(),
                        f.count("Goroutines"),
                        0,
                        f.bytes("MemoryAlloc"),
                        new Bytes(0),
                        Counter.ZERO,
                        f.count("GCCycles"),
                        collecting(f))
                : new RuntimeStats(
                        f.at(),
                        f.count("goroutines"),
                        f.count("cpus"),
                        f.bytes("heap_alloc"),
                        f.bytes("stack_inuse"),
                        f.counter("total_alloc"),
                        f.count("num_gc"),
                        f.amount("gc_cpu_percent") / 100);
    }

    /** The share of all CPU time; 0 where one of the two is not told. */
    private static double collecting(Fields f) {
        double total = f.amount("CPUTimeTotal");
        return total > 0 ? f.amount("CPUTimeGC") / total : 0;
    }
}
