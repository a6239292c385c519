package ergodiag.playbooks.memory;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** From when playbook 4 says that memory is kept. */
final class MemoryLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold LIVE = LIMITS.ours(
            "memory-growth.live-bytes",
            16 << 20,
            "bytes",
            "Healthy nodes of a few megabytes move by some megabytes from collection to collection.");
    static final Threshold SHARE =
            LIMITS.ours("memory-growth.live-share", 5, "%", "Large heaps move by more than that of themselves.");
    static final Threshold CHANCE = LIMITS.ours(
            "memory-growth.by-chance",
            0.01,
            "1",
            "Mann-Kendall over the live levels, where there are five collections.");
    static final Threshold CHANCE_HEAP = LIMITS.ours(
            "memory-growth.heap-by-chance",
            0.001,
            "1",
            "The heap between collections rises anyway: a trend over it says less, so it has to be clearer, and a heap profile has to agree.");
    static final Threshold AGE = LIMITS.ours(
            "memory-growth.age",
            60,
            "s",
            "A cache that fills and work that begins grow like a leak at first: what has not grown for a minute, seen or reckoned back to nothing, may be either.");
    static final Threshold CHURN = LIMITS.ours(
            "memory-growth.gc-cpu", 25, "%", "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold ROOM = LIMITS.ours(
            "memory-growth.room",
            10,
            "%",
            "Go leaves room for as much again as lives; a tenth of that is left only where a memory limit takes the rest, or somebody set GOGC as low.");
    static final Threshold WORTH = LIMITS.ours(
            "memory-growth.collection",
            0.1,
            "cores",
            "A tenth of a core takes nothing from anybody, however large a share of an idle node's CPU time it is.");
    static final Threshold OFTEN = LIMITS.ours(
            "memory-growth.collections",
            1,
            "1/s",
            "Where a node does not tell what collection costs: a node of any size that collects every second does little else.");
    static final Threshold HELD = LIMITS.ours(
            "memory-growth.held",
            50,
            "things",
            "Aliases, names and monitors come and go with requests; a steady gain of fifty within a capture does not go away by itself.");
    static final Threshold MANY = LIMITS.ours(
            "memory-growth.held-between",
            1000,
            "things",
            "Fewer than five readings do not show a steady gain: between them hundreds may have come with requests that go on.");
    static final Threshold GOROUTINES = LIMITS.ours(
            "memory-growth.goroutines",
            50,
            "goroutines",
            "Goroutines come and go with requests; a steady gain of fifty within a capture does not go away by itself.");

    private MemoryLimits() {}
}
