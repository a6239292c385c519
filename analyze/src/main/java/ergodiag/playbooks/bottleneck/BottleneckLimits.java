package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** By what playbook 2 tells a blocked process from a busy one. */
final class BottleneckLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold UPTIME = LIMITS.asWritten("performance-bottleneck.uptime", 60, "s");
    static final Threshold STUCK_CALL = LIMITS.asWritten("performance-bottleneck.wait-response", 5, "s");
    static final Threshold TIMEOUTS = LIMITS.ours(
            "performance-bottleneck.call-timeouts",
            3,
            "calls",
            "One call that nobody answers in time is an accident, two may be; more of a process that waits most of the time are its usual lot.");
    static final Threshold CALLBACK = LIMITS.asWritten("performance-bottleneck.one-callback", 5, "s");
    static final Threshold STILL = LIMITS.ours(
            "performance-bottleneck.takes-nothing",
            10,
            "s",
            "Shorter, and a callback that needs some seconds would be called blocked; five times its own earlier pace is asked for besides.");
    static final Threshold STALL = LIMITS.ours(
            "performance-bottleneck.stall",
            2,
            "s",
            "Readings come some seconds apart: a shorter pause is seen by chance only, and few callers give up as early.");
    static final Threshold APART = LIMITS.ours(
            "performance-bottleneck.lists-apart",
            30,
            "s",
            "A capture reads lists every twelve seconds at most: between lists half a minute apart a process may stand still for long and catch up.");
    static final Threshold BACKLOG = LIMITS.ours(
            "performance-bottleneck.backlog-growth",
            10,
            "messages",
            "Healthy mailboxes were never seen to hold more than a few messages at two readings.");
    static final Threshold MUCH = LIMITS.ours(
            "performance-bottleneck.much-growth",
            1000,
            "messages",
            "At a high rate even a second's delay is thousands of messages: so steady a growth over five readings counts before.");
    static final Threshold WAIT = LIMITS.ours(
            "performance-bottleneck.oldest-waits",
            1,
            "s",
            "A message that waits milliseconds is a burst; one that waits a second has missed what people expect of a system.");
    static final Threshold CHANCE = LIMITS.ours(
            "performance-bottleneck.growth-by-chance",
            0.01,
            "1",
            "Mann-Kendall over all readings of a mailbox, where there are five: one false alarm in a hundred mailboxes without trend.");
    static final Threshold SLOW = LIMITS.ours(
            "performance-bottleneck.slow-callback",
            0.1,
            "s",
            "Who serves fewer than ten messages a second is slow rather than flooded.");
    static final Threshold ALIVE = LIMITS.asWritten("performance-bottleneck.liveness-alive", 0.01, "1/s");
    static final Threshold DEAD = LIMITS.asWritten("performance-bottleneck.liveness-blocked", 0.001, "1/s");
    static final Threshold UNHANDLED = LIMITS.asWritten("performance-bottleneck.pool-unhandled", 0, "messages");
    static final Threshold UNHANDLED_BEFORE = LIMITS.ours(
            "performance-bottleneck.pool-unhandled-before-the-window",
            10,
            "messages/min",
            "A pool that dropped a few once may have met a rush; ten a minute since its start is too small a pool.");

    /** So many times its own usual pace a callback lasts before it is called stuck. */
    static final int SLOWER = 5;

    private BottleneckLimits() {}
}
