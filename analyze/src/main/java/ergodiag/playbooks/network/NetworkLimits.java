package ergodiag.playbooks.network;

import ergodiag.findings.Threshold;
import java.util.List;

/** From when playbook 8 says that a link loses, flaps or is slow. */
final class NetworkLimits {
    static final Threshold LOST_SHARE = Threshold.ours(
            "network.lost-share",
            1,
            "% of those sent",
            "healthy links lose nothing; below it the count may be of the edges");
    static final Threshold LOST = Threshold.ours(
            "network.lost",
            10,
            "messages",
            "on healthy links the two ends differ by up to 3 messages that are on their way");
    static final Threshold RTT = Threshold.asWritten("network.rtt", 1000, "ms");
    static final Threshold RTT_OUTLIER = Threshold.ours(
            "network.rtt-outlier",
            10,
            "x the median",
            "links of one cluster are alike; a busy MCP worker explains a factor of two or three");
    static final Threshold RTT_FLOOR = Threshold.ours(
            "network.rtt-floor",
            20,
            "ms",
            "below it a factor is noise of a ping that runs through two MCP workers and waits for a busy core");
    static final Threshold RECONNECTIONS = Threshold.asWritten("network.reconnections", 0, "reconnections");
    static final Threshold HANDSHAKES = Threshold.asWritten("network.handshake-errors", 0, "errors");
    static final Threshold FRAGMENTS = Threshold.asWritten("network.fragment-timeouts", 0, "payloads");

    static final List<Threshold> ALL =
            List.of(LOST_SHARE, LOST, RTT, RTT_OUTLIER, RTT_FLOOR, RECONNECTIONS, HANDSHAKES, FRAGMENTS);

    private NetworkLimits() {}
}
