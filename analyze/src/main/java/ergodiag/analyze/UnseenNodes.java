package ergodiag.analyze;

import ergodiag.bundle.Gap;
import ergodiag.bundle.ledger.Call;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.ClusterNode;
import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes of which nothing was seen, so that nothing can be said of them. */
final class UnseenNodes {
    private static final String FETCH = "ergodiag capture --profile standard --window 60";

    private UnseenNodes() {}

    /** A node that did not answer is a gap in every playbook; so is a cluster of which nobody did, and so are all those together that were not asked because there are too many. */
    static List<Gap> gaps(Cluster cluster, List<Call> calls) {
        if (cluster.answering().isEmpty()) {
            return List.of(gap(
                    "no node answered, so nothing in this bundle can be judged"
                            + calls.stream()
                                    .filter(call -> !call.outcome().answered())
                                    .findFirst()
                                    .map(call -> ": " + call.why())
                                    .orElse(""),
                    ""));
        }
        List<Gap> beyond = cluster.manifest().capture().reached().beyond().stream()
                .mapToObj(more -> new Gap(
                        "at least " + more + " more nodes were named than a capture asks: nothing is known of them",
                        "",
                        Tool.NODE_INFO.toolName(),
                        "ergodiag capture --nodes or --max-nodes"))
                .toList();
        Stream<Gap> unlisted = ClusterNode.unanswered(calls).stream()
                .map(call -> new Gap(
                        "the list of the cluster's nodes " + call.fate() + ": " + call.why(),
                        "",
                        Tool.CLUSTER_NODES.toolName(),
                        FETCH));
        return Stream.of(beyond.stream(), unlisted, silent(cluster))
                .flatMap(gaps -> gaps)
                .toList();
    }

    private static Stream<Gap> silent(Cluster cluster) {
        Set<String> answering = cluster.answering().stream().map(Node::name).collect(Collectors.toSet());
        return cluster.nodes().stream()
                .filter(node -> !answering.contains(node.name()))
                .map(node -> node.isOnlyExpected()
                        ? node.lacks(Tool.NODE_INFO, 1).orElseThrow()
                        : node.missing()
                                .getOrDefault(Tool.NODE_INFO, gap(node.name() + " did not answer", node.name())));
    }

    private static Gap gap(String reason, String node) {
        return new Gap(reason, node, Tool.NODE_INFO.toolName(), FETCH);
    }
}
