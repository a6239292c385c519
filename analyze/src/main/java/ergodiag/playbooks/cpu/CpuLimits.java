package ergodiag.playbooks.cpu;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** From when playbook 3 calls a function hot and a node busy. */
final class CpuLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold HOT = LIMITS.ours(
            "cpu-profiling.hot-function",
            0.5,
            "cores",
            "Half a core in one function is more than any healthy node seen used in all; a busy node may spend it on purpose.");
    static final Threshold SAMPLED = LIMITS.ours(
            "cpu-profiling.sampled",
            1,
            "s of CPU",
            "A hundred samples: below that single samples decide which function looks hot.");
    static final Threshold WORTH = LIMITS.ours(
            "cpu-profiling.overhead",
            0.1,
            "cores",
            "A tenth of a core takes nothing from anybody, however large a share of an idle node's CPU time it is.");
    static final Threshold COLLECTION = LIMITS.ours(
            "cpu-profiling.collection",
            25,
            "%",
            "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold LOCKS = LIMITS.ours(
            "cpu-profiling.locks",
            25,
            "%",
            "A quarter of the CPU spent on waiting for locks is more than the work they protect.");
    static final Threshold BUSY =
            LIMITS.ours("cpu-profiling.node-busy", 80, "%", "Above that work waits for a core, whoever uses them.");

    private CpuLimits() {}
}
