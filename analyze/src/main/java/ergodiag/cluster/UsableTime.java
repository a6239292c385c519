package ergodiag.cluster;

import ergodiag.ergo.NodeInfo;
import java.time.Instant;

/**
 * The time within which the readings of a node may be compared: after its last restart, and before its clock stopped.
 *
 * @param from when the node last started; {@link Instant#MIN} when it was not seen to restart
 * @param until when its clock stopped; {@link Instant#MAX} when it did not
 */
record UsableTime(Instant from, Instant until) {
    /** A clock that stands still for longer has stopped. */
    private static final double STOPPED_SECONDS = 5;

    static UsableTime of(Series<NodeInfo> infos) {
        return new UsableTime(lastStart(infos), clockStopped(infos));
    }

    boolean restarted() {
        return !from.equals(Instant.MIN);
    }

    <T> Series<T> within(Series<T> series) {
        return new Series<>(series.readings().stream()
                .filter(reading -> !reading.at().isBefore(from)
                        && !reading.call().started().isAfter(until))
                .toList());
    }

    /** Counters mean nothing across a restart: what came before the last one is left out. */
    private static Instant lastStart(Series<NodeInfo> infos) {
        Instant start = Instant.MIN;
        for (int i = 1; i < infos.size(); i++) {
            Timed<NodeInfo> now = infos.readings().get(i);
            if (now.it().uptime().compareTo(infos.readings().get(i - 1).it().uptime()) < 0) {
                start = now.at().minus(now.it().uptime());
            }
        }
        return start;
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
