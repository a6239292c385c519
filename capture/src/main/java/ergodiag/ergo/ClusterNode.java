package ergodiag.ergo;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One row of {@code cluster_nodes}.
 *
 * @param name node name
 * @param status self, connected, discovered ...
 */
public record ClusterNode(String name, String status) {

    /**
     * The question after the nodes of a cluster, where an endpoint knows it and none of them answered: nodes that only that list names are not
     * known then.
     */
    public static Optional<Call> unanswered(List<Call> calls) {
        List<Call> asked = calls.stream()
                .filter(call -> call.node().isEmpty() && Tool.CLUSTER_NODES.askedBy(call))
                .toList();
        return asked.stream().anyMatch(call -> call.outcome().answered())
                ? Optional.empty()
                : asked.stream()
                        .filter(call -> call.outcome() != Outcome.UNKNOWN_TOOL && call.outcome() != Outcome.SKIPPED)
                        .findFirst();
    }

    /** Reads a list node by node. @throws UnreadableReply when it is not such a list */
    public static void stream(InputStream in, Source at, Consumer<ClusterNode> rows) {
        Json.rows(in, at, f -> new ClusterNode(f.text("name"), f.text("status")), rows);
    }
}
