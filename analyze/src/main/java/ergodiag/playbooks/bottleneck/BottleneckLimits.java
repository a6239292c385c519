package ergodiag.playbooks.bottleneck;

import ergodiag.findings.Threshold;
import java.util.List;

/** By what playbook 2 tells a blocked process from a busy one. */
final class BottleneckLimits {
    static final Threshold UPTIME = Threshold.asWritten("performance-bottleneck.uptime", 60, "s");
    static final Threshold STUCK_CALL = Threshold.asWritten("performance-bottleneck.wait-response", 5, "s");
    static final Threshold CALLBACK = Threshold.asWritten("performance-bottleneck.one-callback", 5, "s");
    static final Threshold STILL = Threshold.ours(
            "performance-bottleneck.takes-nothing",
            10,
            "s",
            "Shorter, and a callback that needs some seconds would be called blocked; five times its own earlier pace is asked for besides.");
    static final Threshold BACKLOG = Threshold.ours(
            "performance-bottleneck.backlog-growth",
            10,
            "messages",
            "Healthy mailboxes were never seen to hold more than a few messages at two readings.");
    static final Threshold WAIT = Threshold.ours(
            "performance-bottleneck.oldest-waits",
            1,
            "s",
            "A message that waits milliseconds is a burst; one that waits a second has missed what people expect of a system.");
    static final Threshold CHANCE = Threshold.ours(
            "performance-bottleneck.growth-by-chance",
            0.01,
            "1",
            "Mann-Kendall over all readings of a mailbox, where there are five: one false alarm in a hundred mailboxes without trend.");
    static final Threshold MUCH = Threshold.ours(
            "performance-bottleneck.much-growth",
            1000,
            "messages",
            "At a high rate even a second's delay is thousands of messages: so steady a growth over five readings counts before.");
    static final Threshold SLOW = Threshold.ours(
            "performance-bottleneck.slow-callback",
            0.1,
            "s",
            "Who serves fewer than ten messages a second is slow rather than flooded.");
    static final Threshold ALIVE = Threshold.asWritten("performance-bottleneck.liveness-alive", 0.01, "1/s");
    static final Threshold DEAD = Threshold.asWritten("performance-bottleneck.liveness-blocked", 0.001, "1/s");
    static final Threshold UNHANDLED = Threshold.asWritten("performance-bottleneck.pool-unhandled", 0, "messages");

    static final List<Threshold> ALL =
            List.of(UPTIME, STUCK_CALL, CALLBACK, STILL, BACKLOG, MUCH, WAIT, CHANCE, SLOW, ALIVE, DEAD, UNHANDLED);

    /** So many times its own usual pace a callback lasts before it is called stuck. */
    static final int SLOWER = 5;

    private BottleneckLimits() {}
}
