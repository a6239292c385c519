package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The whole cluster as the bundle shows it.
 *
 * @param manifest head of the bundle
 * @param nodes every node that was heard of, by name
 * @param own our own questions that failed, or were answered, over the links of the cluster
 * @param metrics what the metrics of the site say of the nodes
 */
public record Cluster(Manifest manifest, List<Node> nodes, OwnCalls own, Metrics metrics) {

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
        List<Link> links = new ArrayList<>();
        for (Node from : nodes) {
            for (Node to : nodes) {
                if (from == to) {
                    continue;
                }
                Series<RemoteNode> sender = side(from, to.name());
                Series<RemoteNode> receiver = side(to, from.name());
                if (!sender.isEmpty() || !receiver.isEmpty()) {
                    links.add(new Link(from.name(), to.name(), sender, receiver));
                }
            }
        }
        return List.copyOf(links);
    }

    private static Series<RemoteNode> side(Node node, String peer) {
        return node.peers()
                .flatMap(list -> list.stream()
                        .filter(remote -> remote.peer().equals(peer))
                        .findFirst());
    }
}
