package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.UnreadableReply;
import ergodiag.ergo.map.ClusterMap;
import ergodiag.ergo.observer.ObserverTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the map of the cluster says of each node, look by look: counters of that moment, of which the node itself was not asked (ERGO33.md 8). Each
 * snapshot of a node counts once, at the moment at which it was taken.
 */
final class MapReadings {
    private final Map<String, List<Timed<ClusterMap.Seen>>> seen = new LinkedHashMap<>();
    private final Map<String, Evidence> lost = new HashMap<>();

    private MapReadings() {}

    static MapReadings of(Bundle bundle) {
        MapReadings readings = new MapReadings();
        bundle.calls().stream()
                .filter(call -> ObserverTool.CLUSTER_MAP.askedBy(call)
                        && call.outcome().answered()
                        && call.file().isPresent())
                .forEach(call -> map(bundle, call).ifPresent(map -> readings.add(call, map)));
        return readings;
    }

    /** A map that cannot be read tells nothing: that it is lost stands among the lost replies. */
    private static Optional<ClusterMap> map(Bundle bundle, Call call) {
        try {
            Optional<InputStream> reply = bundle.reply(call);
            if (reply.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = reply.get()) {
                return Optional.of(ClusterMap.read(in, Tool.CLUSTER_NODES.in(call)));
            }
        } catch (IOException | UncheckedIOException | UnreadableReply | NotABundle e) {
            return Optional.empty();
        }
    }

    private void add(Call call, ClusterMap map) {
        map.offline().forEach(node -> lost.put(node.name(), node.at().field("Reason", node.reason())));
        for (ClusterMap.Seen node : map.nodes()) {
            if (node.reachable()) {
                lost.remove(node.name());
            } else {
                lost.put(node.name(), node.at().field("Reason", node.reason()));
            }
            List<Timed<ClusterMap.Seen>> before = seen.computeIfAbsent(node.name(), name -> new ArrayList<>());
            boolean isNew =
                    before.isEmpty() || !isSame(before.get(before.size() - 1).it(), node);
            if (isNew) {
                before.add(Timed.of(call.earlier(node.age()), node));
            }
        }
    }

    /** A snapshot that is told again: the clock of the node, which stands in it, did not go on. */
    private static boolean isSame(ClusterMap.Seen before, ClusterMap.Seen now) {
        return before.info().serverTime().isKnown()
                && before.info()
                        .serverTime()
                        .value()
                        .equals(now.info().serverTime().value());
    }

    /** Counters of a node; what is registered on it is not among them. */
    Series<NodeInfo> infos(String node) {
        return series(node).map(ClusterMap.Seen::info);
    }

    Series<RuntimeStats> stats(String node) {
        return series(node).map(ClusterMap.Seen::stats);
    }

    /** Why the Observer does not reach a node, by the last map that tells of it; empty where it does. */
    Optional<Evidence> lost(String node) {
        return Optional.ofNullable(lost.get(node));
    }

    private Series<ClusterMap.Seen> series(String node) {
        return new Series<>(seen.getOrDefault(node, List.of()));
    }
}
