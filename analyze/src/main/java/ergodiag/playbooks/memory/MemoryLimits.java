package ergodiag.playbooks.memory;

import ergodiag.findings.Threshold;
import java.util.List;

/** From when playbook 4 says that memory is kept. */
final class MemoryLimits {
    static final Threshold LIVE = Threshold.ours(
            "memory-growth.live-bytes",
            16 << 20,
            "bytes",
            "Healthy nodes of a few megabytes move by some megabytes from collection to collection.");
    static final Threshold SHARE =
            Threshold.ours("memory-growth.live-share", 5, "%", "Large heaps move by more than that of themselves.");
    static final Threshold CHANCE = Threshold.ours(
            "memory-growth.by-chance",
            0.01,
            "1",
            "Mann-Kendall over the live levels, where there are five collections.");
    static final Threshold CHANCE_HEAP = Threshold.ours(
            "memory-growth.heap-by-chance",
            0.001,
            "1",
            "The heap between collections rises anyway: a trend over it says less, so it has to be clearer, and a heap profile has to agree.");
    static final Threshold CHURN = Threshold.ours(
            "memory-growth.gc-cpu", 25, "%", "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold GOROUTINES = Threshold.ours(
            "memory-growth.goroutines",
            50,
            "goroutines",
            "Goroutines come and go with requests; a steady gain of fifty within a capture does not go away by itself.");

    static final List<Threshold> ALL = List.of(LIVE, SHARE, CHANCE, CHANCE_HEAP, CHURN, GOROUTINES);

    private MemoryLimits() {}
}
