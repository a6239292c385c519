package ergodiag.cluster;

import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;

/**
 * A start of a node within the capture: its counters began anew.
 *
 * @param before the last reading of the life that ended
 * @param after the first reading of the life that began
 */
public record Restart(Timed<NodeInfo> before, Timed<NodeInfo> after) {

    /** When it started, our clock. */
    public Instant at() {
        return after.at().minus(after.it().uptime());
    }

    /** It was away no longer than that: from its last answer to its start. */
    public Duration awayAtMost() {
        Duration away = Duration.between(before.at(), at());
        return away.isNegative() ? Duration.ZERO : away;
    }

    /** Whether it came back with another release of its program. */
    public boolean isNewRelease() {
        return !before.it().version().equals(after.it().version());
    }
}
