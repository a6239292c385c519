package ergodiag.playbooks.cpu;

import ergodiag.findings.Threshold;
import java.util.List;

/** From when playbook 3 calls a function hot and a node busy. */
final class CpuLimits {
    static final Threshold HOT = Threshold.ours(
            "cpu-profiling.hot-function",
            0.5,
            "cores",
            "Half a core in one function is more than any healthy node seen used in all; a busy node may spend it on purpose.");
    static final Threshold SAMPLED = Threshold.ours(
            "cpu-profiling.sampled",
            1,
            "s of CPU",
            "A hundred samples: below that single samples decide which function looks hot.");
    static final Threshold COLLECTION = Threshold.ours(
            "cpu-profiling.collection",
            25,
            "%",
            "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold LOCKS = Threshold.ours(
            "cpu-profiling.locks",
            25,
            "%",
            "A quarter of the CPU spent on waiting for locks is more than the work they protect.");
    static final Threshold BUSY =
            Threshold.ours("cpu-profiling.node-busy", 80, "%", "Above that work waits for a core, whoever uses them.");

    static final List<Threshold> ALL = List.of(HOT, SAMPLED, COLLECTION, LOCKS, BUSY);

    private CpuLimits() {}
}
