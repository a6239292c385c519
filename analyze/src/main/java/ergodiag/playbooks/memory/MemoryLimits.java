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
    static final Threshold CHURN = LIMITS.ours(
            "memory-growth.gc-cpu", 25, "%", "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold GOROUTINES = LIMITS.ours(
            "memory-growth.goroutines",
            50,
            "goroutines",
            "Goroutines come and go with requests; a steady gain of fifty within a capture does not go away by itself.");

    private MemoryLimits() {}
}
