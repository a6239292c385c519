package ergodiag.cluster;

import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a node looked, by its own clock: more exact than the middle of our call where the reply waited for a worker, or was replayed.
 *
 * @param offset the node's clock minus ours; empty where it was not measured, and then our clock counts
 */
record NodeClock(Optional<Duration> offset) {
    /** Further apart, one of the two clocks was set, and ours counts. */
    private static final Duration MOST = Duration.ofSeconds(5);

    /** The same readings at the moments at which the node looked; those between which its clock did not move are one, the first. */
    Series<NodeInfo> timed(Series<NodeInfo> infos) {
        List<Timed<NodeInfo>> timed = new ArrayList<>();
        for (Timed<NodeInfo> info : infos.readings()) {
            Timed<NodeInfo> looked = new Timed<>(moment(info), info.call(), info.it());
            Optional<Instant> clock = info.it().serverTime().value();
            boolean moved = timed.isEmpty()
                    || clock.isEmpty()
                    || !clock.equals(
                            timed.get(timed.size() - 1).it().serverTime().value());
            if (moved) {
                timed.add(looked);
            }
        }
        return new Series<>(timed);
    }

    private Instant moment(Timed<NodeInfo> info) {
        Optional<Instant> clock = info.it().serverTime().value();
        if (clock.isEmpty() || offset.isEmpty()) {
            return info.at();
        }
        Instant moment = clock.get().minus(offset.get());
        return Duration.between(moment, info.at()).abs().compareTo(MOST) <= 0 ? moment : info.at();
    }
}
