package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** From when playbook 10 calls goroutines stuck, queued or leaking. */
final class GoroutineLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold STUCK = LIMITS.asWritten("goroutines.stuck", 5, "s");
    static final Threshold WAITERS = LIMITS.ours(
            "goroutines.waiters",
            3,
            "goroutines",
            "two that meet at a lock are chance; three at every look are a queue");
    static final Threshold LEAK =
            LIMITS.ours("goroutines.leak", 20, "goroutines", "callbacks and the workers of MCP come and go by a dozen");
    static final Threshold LEAK_SHARE = LIMITS.ours(
            "goroutines.leak-share", 10, "%", "on a node with thousands of goroutines twenty more are nothing");
    static final Threshold CHANCE = LIMITS.ours(
            "goroutines.chance",
            0.01,
            "probability",
            "a rise that chance makes more often than this is no trend (Mann-Kendall)");

    private GoroutineLimits() {}
}
