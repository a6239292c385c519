package ergodiag.playbooks.health;

import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The clock of a node minus ours, in seconds: as the capture measured it, or where it did not, as the quickest {@code node_info} with a
 * {@code ServerTime} tells.
 *
 * @param uncertainty by how many seconds it may be wrong
 */
record ClockOffset(Node node, double seconds, double uncertainty) {

    /** Empty where nothing tells it, and where the clock was set meanwhile, which is told by itself. */
    static Optional<ClockOffset> of(Node node) {
        Optional<ClockOffset> measured = node.clockOffset()
                .map(offset -> new ClockOffset(
                        node,
                        seconds(offset),
                        seconds(node.entry().clockUncertainty().orElse(Duration.ZERO))));
        return measured.isPresent() || !node.clockJumps().isEmpty() ? measured : told(node);
    }

    private static Optional<ClockOffset> told(Node node) {
        return node.infos().readings().stream()
                .filter(info -> info.it().serverTime().value().isPresent())
                .min(Comparator.comparing(info -> info.call().timing().took()))
                .flatMap(info -> info.it().serverTime().value().map(clock -> told(node, info, clock)));
    }

    private static ClockOffset told(Node node, Timed<NodeInfo> info, Instant clock) {
        return new ClockOffset(
                node,
                seconds(Duration.between(info.at(), clock)),
                seconds(info.call().timing().took()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
