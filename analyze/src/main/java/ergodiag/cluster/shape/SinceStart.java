package ergodiag.cluster.shape;

import ergodiag.cluster.Node;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.util.Optional;

/**
 * The time of a node before the window: what its counters held at their first reading, over its uptime until then.
 *
 * @param info the first reading
 */
public record SinceStart(NodeInfo info) {
    /** On a node younger than a minute a rate per minute would be an extrapolation. */
    private static final double LEAST_SECONDS = 60;

    /** Empty where the node told no counters. */
    public static Optional<SinceStart> of(Node node) {
        return node.infos().first().map(first -> new SinceStart(first.it()));
    }

    public Duration uptime() {
        return info.uptime();
    }

    /** So many since the start, as a rate per minute of uptime. */
    public double perMinute(double count) {
        return 60 * count / Math.max(LEAST_SECONDS, info.uptime().toSeconds());
    }
}
