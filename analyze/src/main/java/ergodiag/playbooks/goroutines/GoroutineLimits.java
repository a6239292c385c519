package ergodiag.playbooks.goroutines;

import ergodiag.findings.Threshold;
import java.util.List;

/** From when playbook 10 calls goroutines stuck, queued or leaking. */
final class GoroutineLimits {
    static final Threshold STUCK = Threshold.asWritten("goroutines.stuck", 5, "s");
    static final Threshold WAITERS = Threshold.ours(
            "goroutines.waiters",
            3,
            "goroutines",
            "two that meet at a lock are chance; three at every look are a queue");
    static final Threshold LEAK = Threshold.ours(
            "goroutines.leak", 20, "goroutines", "callbacks and the workers of MCP come and go by a dozen");
    static final Threshold LEAK_SHARE = Threshold.ours(
            "goroutines.leak-share", 10, "%", "on a node with thousands of goroutines twenty more are nothing");
    static final Threshold CHANCE = Threshold.ours(
            "goroutines.chance",
            0.01,
            "probability",
            "a rise that chance makes more often than this is no trend (Mann-Kendall)");

    static final List<Threshold> ALL = List.of(STUCK, WAITERS, LEAK, LEAK_SHARE, CHANCE);

    private GoroutineLimits() {}
}
