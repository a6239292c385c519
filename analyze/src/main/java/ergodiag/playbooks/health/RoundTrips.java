package ergodiag.playbooks.health;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether the bundle tells anything of the times that messages take between nodes: pings, or where an Observer is asked, which has none, how long a
 * cheap question to each node took through it. Every answer comes over the connection of the Observer to the node, so that none takes longer than the
 * quickest of them (ERGO33.md 10).
 */
final class RoundTrips {
    /** Whoever answers within this is not far. */
    private static final Duration NEAR = Duration.ofMillis(100);

    private RoundTrips() {}

    static boolean areKnown(Cluster cluster) {
        return cluster.nodes().stream().flatMap(node -> node.pings().stream()).anyMatch(PingResult::tells)
                || cluster.answering().stream().allMatch(RoundTrips::isNear);
    }

    private static boolean isNear(Node node) {
        Optional<Duration> quickest = node.infos().readings().stream()
                .map(Timed<NodeInfo>::call)
                .filter(call ->
                        call.dialect() == Dialect.OBSERVER && call.node().equals(node.name()))
                .map(RoundTrips::took)
                .min(Comparator.naturalOrder());
        return quickest.filter(took -> took.compareTo(NEAR) < 0).isPresent();
    }

    private static Duration took(Call call) {
        return call.timing().took();
    }
}
