package ergodiag.playbooks.leak;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** By what playbook 5 tells a pile from the come and go of sessions. */
final class LeakLimits {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold SHARE = LIMITS.ours(
            "process-leak.growth-share",
            1,
            "%",
            "Smaller growth within a capture is the ordinary come and go of sessions.");
    static final Threshold RATE = LIMITS.ours(
            "process-leak.growth-rate",
            10,
            "processes/min",
            "Healthy nodes were seen to gain one or two, which were our own.");
    static final Threshold CHANCE = LIMITS.ours(
            "process-leak.growth-by-chance",
            0.01,
            "1",
            "Mann-Kendall over all readings of spawned minus terminated, where there are five.");

    private LeakLimits() {}
}
