package ergodiag.cluster;

import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;

/**
 * The wall clock of a node was set while it ran: uptimes, log times and the node's own timestamps moved with it; counters, timers and what its
 * neighbours say of it went on (ERGO.md 5).
 *
 * @param before the last reading by the clock as it was
 * @param after the first reading by the clock as it is since then
 * @param by how far it was set: ahead, or back where negative
 */
public record ClockJump(Timed<NodeInfo> before, Timed<NodeInfo> after, Duration by) {

    /** Not later than that, our clock. */
    public Instant until() {
        return after.call().started();
    }
}
