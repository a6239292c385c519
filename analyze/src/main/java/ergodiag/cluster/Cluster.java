package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole cluster as the bundle shows it.
 *
 * @param manifest head of the bundle
 * @param nodes every node that was heard of, by name
 * @param unheard how many more nodes never answered than {@code nodes} has, of very many
 * @param own our own questions that failed, or were answered, over the links of the cluster
 * @param metrics what the metrics of the site say of the nodes
 */
public record Cluster(Manifest manifest, List<Node> nodes, int unheard, OwnCalls own, Metrics metrics) {

    /** Who told of a node that somebody expects and nobody knows, as {@link Manifest.NodeEntry#knownFrom}. */
    static final String EXPECTATION = "expected";

    /** Builds the model. A reply that cannot be read becomes a gap of its node. */
    public static Cluster of(Bundle bundle) {
        return of(bundle, Set.of());
    }

    /**
     * The same, with nodes that should be there.
     *
     * @param expected names of nodes; those that nothing in the bundle names are silent ones
     */
    public static Cluster of(Bundle bundle, Set<String> expected) {
        return new ClusterReader(bundle, expected).read();
    }

    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** Nodes that answered at all. */
    public List<Node> answering() {
        return nodes.stream()
                .filter(node -> !node.infos().isEmpty() || !node.stats().isEmpty())
                .toList();
    }

    /** Time over which readings were repeated: the longest series of any node. */
    public Duration window() {
        return nodes.stream()
                .flatMap(node -> List.of(
                        node.infos().span(),
                        node.stats().span(),
                        node.processLists().span())
                        .stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Every directed pair of nodes of which at least one end lists the other at least once. */
    public List<Link> links() {
        Map<String, Map<String, Series<RemoteNode>>> sides = new HashMap<>();
        nodes.forEach(node -> sides.put(node.name(), sides(node)));
        List<Link> links = new ArrayList<>();
        for (Node from : nodes) {
            for (Node to : nodes) {
                if (from == to) {
                    continue;
                }
                Series<RemoteNode> sender = sides.get(from.name()).getOrDefault(to.name(), Series.empty());
                Series<RemoteNode> receiver = sides.get(to.name()).getOrDefault(from.name(), Series.empty());
                if (!sender.isEmpty() || !receiver.isEmpty()) {
                    links.add(new Link(from.name(), to.name(), sender, receiver));
                }
            }
        }
        return List.copyOf(links);
    }

    /** What a node says of each peer, the first that a list says of it. */
    private static Map<String, Series<RemoteNode>> sides(Node node) {
        Map<String, List<Timed<RemoteNode>>> sides = new HashMap<>();
        for (Timed<List<RemoteNode>> list : node.peers().readings()) {
            Set<String> said = new HashSet<>();
            for (RemoteNode remote : list.it()) {
                if (said.add(remote.peer())) {
                    sides.computeIfAbsent(remote.peer(), peer -> new ArrayList<>())
                            .add(new Timed<>(list.at(), list.call(), remote));
                }
            }
        }
        Map<String, Series<RemoteNode>> series = new HashMap<>();
        sides.forEach((peer, readings) -> series.put(peer, new Series<>(readings)));
        return series;
    }
}
