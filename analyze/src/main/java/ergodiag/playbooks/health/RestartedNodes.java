package ergodiag.playbooks.health;

import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Restart;
import ergodiag.ergo.NodeInfo;
import java.util.List;
import java.util.stream.Collectors;

/** What is asked of nodes that started within the capture. */
final class RestartedNodes {
    private static final int NAMED = 8;

    private RestartedNodes() {}

    /** Its last start. */
    static Restart start(Node node) {
        return node.restarts().get(node.restarts().size() - 1);
    }

    static Evidence uptime(NodeInfo info) {
        return info.at().field("Uptime", info.uptime().toSeconds());
    }

    /** Whether each was back before the next was gone, in the order in which they started. */
    static boolean inTurn(List<Node> nodes) {
        for (int i = 1; i < nodes.size(); i++) {
            if (start(nodes.get(i - 1))
                    .at()
                    .isAfter(start(nodes.get(i)).before().call().ended())) {
                return false;
            }
        }
        return true;
    }

    static String names(List<Node> nodes) {
        int more = nodes.size() - NAMED;
        return nodes.stream().map(Node::name).limit(NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Words.many(more, "other") : "");
    }
}
