package ergodiag.cluster;

import ergodiag.ergo.NodeInfo;
import java.time.Instant;
import java.util.List;

/**
 * The time within which the readings of a node may be compared: after its last restart, and before its clock stopped.
 *
 * @param from when the node last started; {@link Instant#MIN} when it was not seen to restart
 * @param until when its clock stopped; {@link Instant#MAX} when it did not
 */
record UsableTime(Instant from, Instant until) {
    /** A clock that stands still for longer has stopped. */
    private static final double STOPPED_SECONDS = 5;

    /** Counters mean nothing across a restart: what came before the last one is left out. */
    static UsableTime of(Series<NodeInfo> infos, List<Restart> restarts) {
        Instant from = restarts.isEmpty()
                ? Instant.MIN
                : restarts.get(restarts.size() - 1).at();
        return new UsableTime(from, clockStopped(infos));
    }

    <T> Series<T> within(Series<T> series) {
        return new Series<>(series.readings().stream()
                .filter(reading -> !reading.at().isBefore(from)
                        && !reading.call().started().isAfter(until))
                .toList());
    }

    /**
     * Readings during which the node's clock stands still are one reading: only the first counts. For a moment every clock stands still: a
     * node that answers twice in the same instant has not stopped.
     */
    private static Instant clockStopped(Series<NodeInfo> infos) {
        int last = infos.size() - 1;
        int first = last;
        while (first > 0
                && sameMoment(
                        infos.readings().get(first - 1).it(),
                        infos.readings().get(last).it())) {
            first--;
        }
        boolean stopped = first < last
                && infos.readings().get(last).secondsSince(infos.readings().get(first)) > STOPPED_SECONDS;
        return stopped ? infos.readings().get(first).call().ended() : Instant.MAX;
    }

    private static boolean sameMoment(NodeInfo one, NodeInfo other) {
        return one.serverTime().isKnown()
                ? one.serverTime().value().equals(other.serverTime().value())
                : one.equals(other);
    }
}
