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

/** The whole cluster as the bundle shows it. */
public final class Cluster {

    /** Who told of a node that somebody expects and nobody knows, as {@link Manifest.NodeEntry#knownFrom}. */
    static final String EXPECTATION = "expected";

    private final Manifest manifest;
    private final List<Node> nodes;
    private final Map<String, Node> byName = new HashMap<>();
    private final List<Node> answering;
    private final int unheard;
    private final OwnCalls own;
    private final Metrics metrics;

    Cluster(Manifest manifest, List<Node> nodes, int unheard, OwnCalls own, Metrics metrics) {
        this.manifest = manifest;
        this.nodes = List.copyOf(nodes);
        nodes.forEach(node -> byName.put(node.name(), node));
        this.answering = nodes.stream()
                .filter(node -> !node.infos().isEmpty() || !node.stats().isEmpty())
                .toList();
        this.unheard = unheard;
        this.own = own;
        this.metrics = metrics;
    }

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

    /** Head of the bundle. */
    public Manifest manifest() {
        return manifest;
    }

    /** Every node that was heard of and is looked at, by name. */
    public List<Node> nodes() {
        return nodes;
    }

    /** How many more nodes never answered than {@link #nodes} has, of very many. */
    public int unheard() {
        return unheard;
    }

    /** Our own questions that failed, or were answered, over the links of the cluster. */
    public OwnCalls own() {
        return own;
    }

    /** What the metrics of the site say of the nodes. */
    public Metrics metrics() {
        return metrics;
    }

    public Optional<Node> node(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Nodes that answered at all. */
    public List<Node> answering() {
        return answering;
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
                Series<RemoteNode> sender =
                        sides.getOrDefault(from.name(), Map.of()).getOrDefault(to.name(), Series.empty());
                Series<RemoteNode> receiver =
                        sides.getOrDefault(to.name(), Map.of()).getOrDefault(from.name(), Series.empty());
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
