package ergodiag.playbooks.network;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** From when playbook 8 says that a link loses, flaps or is slow. */
final class NetworkLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold LOST_SHARE = LIMITS.ours(
            "network.lost-share",
            1,
            "% of those sent",
            "healthy links lose nothing; below it the count may be of the edges");
    static final Threshold LOST = LIMITS.ours(
            "network.lost",
            10,
            "messages",
            "on healthy links the two ends differ by up to 3 messages that are on their way");
    static final Threshold RTT = LIMITS.asWritten("network.rtt", 1000, "ms");
    static final Threshold RTT_OUTLIER = LIMITS.ours(
            "network.rtt-outlier",
            10,
            "x the median",
            "links of one cluster are alike; a busy MCP worker explains a factor of two or three");
    static final Threshold RTT_FLOOR = LIMITS.ours(
            "network.rtt-floor",
            20,
            "ms",
            "below it a factor is noise of a ping that runs through two MCP workers and waits for a busy core");
    static final Threshold RECONNECTIONS = LIMITS.asWritten("network.reconnections", 0, "reconnections");
    static final Threshold HANDSHAKES = LIMITS.asWritten("network.handshake-errors", 0, "errors");
    static final Threshold FRAGMENTS = LIMITS.asWritten("network.fragment-timeouts", 0, "payloads");

    private NetworkLimits() {}
}
