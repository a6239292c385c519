package ergodiag.cluster.changes;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.inventory.Inventory;
import ergodiag.ergo.EventInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is put together once of a cluster for all moments in which something may have changed. */
public final class Histories {
    private final Cluster cluster;
    private final Map<String, List<Series<Set<String>>>> names = new HashMap<>();
    private List<Link> links = List.of();

    public Histories(Cluster cluster) {
        this.cluster = cluster;
    }

    Cluster cluster() {
        return cluster;
    }

    List<Link> links() {
        if (links.isEmpty()) {
            links = cluster.links();
        }
        return links;
    }

    /** The names of processes and of events, each list of them. */
    List<Series<Set<String>>> names(Node node) {
        return names.computeIfAbsent(
                node.name(),
                name -> List.of(
                        Inventory.processes(node).readings().map(Map::keySet),
                        Inventory.events(node)
                                .readings()
                                .map(events -> events.values().stream()
                                        .map(EventInfo::name)
                                        .collect(Collectors.toSet()))));
    }
}
