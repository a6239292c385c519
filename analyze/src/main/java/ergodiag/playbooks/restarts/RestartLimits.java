package ergodiag.playbooks.restarts;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** From when playbook 6 takes restarts for a loop. */
final class RestartLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold YOUNG = LIMITS.asWritten("restart-loop.young", 10, "s");
    static final Threshold RESTARTS = LIMITS.ours(
            "restart-loop.restarts",
            3,
            "restarts",
            "one crash in the window is an accident, two may be; that much in a minute or two is a loop");
    static final Threshold NEAR = LIMITS.ours(
            "restart-loop.near-intensity",
            0.8,
            "of the intensity",
            "a little more and the supervisor gives up, which takes its whole tree along");
    static final Threshold NODE_AGE =
            LIMITS.ours("restart-loop.node-age", 60, "s", "on a node that has just started every process is young");
    static final Threshold REPEATED =
            LIMITS.ours("restart-loop.repeated-errors", 10, "messages", "fewer messages of one kind are no pattern");
    static final Threshold EARLIER = LIMITS.ours(
            "restart-loop.before-the-window",
            1,
            "per minute of uptime",
            "healthy nodes were seen with no death that an error was logged for; one a minute since the start was a loop");
    static final Threshold EARLIER_LEAST = LIMITS.ours(
            "restart-loop.before-the-window-least",
            10,
            "restarts",
            "fewer on a node that has just started are the trouble of starting");

    private RestartLimits() {}
}
