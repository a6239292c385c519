package ergodiag.replay.recording;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.NodeError;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * That a node no longer answered, to the end of the recording.
 *
 * @param since from when on
 * @param fault how calls to it fail: {@code no route} or {@code timed out}
 */
record Departure(Instant since, String fault) {
    static final String NO_ROUTE = "no route";
    /** Time-outs alone may have other reasons; so many in a row at the end, with nothing else, have not. */
    private static final int MANY = 3;

    /**
     * The moment of the first of the failures after which nothing came from the node.
     *
     * @param node the node
     * @param entry the entry node, which cannot be gone
     * @param calls the ledger
     */
    static Optional<Departure> of(String node, String entry, List<Call> calls) {
        if (node.equals(entry)) {
            return Optional.empty();
        }
        List<Call> asked =
                calls.stream().filter(call -> call.node().equals(node)).toList();
        Instant lastAnswer = asked.stream()
                .filter(Departure::came)
                .map(Call::started)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        List<Call> failed = asked.stream()
                .filter(call -> lost(call) && call.started().isAfter(lastAnswer))
                .toList();
        boolean unreachable = failed.stream().anyMatch(Departure::unreachable);
        if (!unreachable && failed.size() < MANY) {
            return Optional.empty();
        }
        String fault = unreachable ? NO_ROUTE : "timed out";
        return failed.stream()
                .map(Call::started)
                .min(Comparator.naturalOrder())
                .map(since -> new Departure(since, fault));
    }

    /** A tool's own error comes from the node as well; so does nothing that was skipped. */
    private static boolean came(Call call) {
        return call.outcome().answered()
                || (call.outcome() == Outcome.TOOL_ERROR && !NodeError.of(call).isOnTheWay());
    }

    private static boolean lost(Call call) {
        return call.outcome() == Outcome.UNREACHABLE
                || call.outcome() == Outcome.TIMEOUT
                || NodeError.of(call).isOnTheWay();
    }

    private static boolean unreachable(Call call) {
        return call.outcome() == Outcome.UNREACHABLE
                || (NodeError.of(call).isOnTheWay() && !NodeError.of(call).isTimeout());
    }
}
