package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.NodeError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a node could be reached, as the ledger tells it. */
final class Silence {
    private Silence() {}

    /** When it answered for the last time, if calls did not reach it any more after that. */
    static Optional<Instant> since(List<Call> calls) {
        Optional<Instant> lastAnswer = calls.stream()
                .filter(call -> call.outcome().answered())
                .map(Call::ended)
                .max(Comparator.naturalOrder());
        long unreached = calls.stream()
                .filter(call -> lastAnswer.isPresent() && call.started().isAfter(lastAnswer.get()) && isUnreached(call))
                .count();
        return unreached >= 2 ? lastAnswer : Optional.empty();
    }

    /** By node, the lines of the ledger about calls that did not reach it; none when the ledger is damaged and lines cannot be told. */
    static Map<String, List<Evidence>> unanswered(Bundle bundle) {
        if (!bundle.damage().isEmpty()) {
            return Map.of();
        }
        Map<String, List<Evidence>> lines = new HashMap<>();
        int line = 0;
        for (Call call : bundle.calls()) {
            line++;
            if (isUnreached(call)) {
                lines.computeIfAbsent(call.node(), node -> new ArrayList<>())
                        .add(Evidence.line("calls.jsonl", line, call.error()));
            }
        }
        return lines;
    }

    private static boolean isUnreached(Call call) {
        return call.outcome() == Outcome.UNREACHABLE
                || call.outcome() == Outcome.TIMEOUT
                || (call.outcome() == Outcome.TOOL_ERROR && NodeError.of(call).isOnTheWay());
    }
}
