package ergodiag.capture.cli;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.CaptureResult;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/** The last event for machines: where the bundle is and what came of each node; {@code PROFILES.md} tells its fields. */
final class DoneEvent {
    private DoneEvent() {}

    static JsonLine of(JsonLine event, CaptureResult result, ExitCode code) {
        ArrayNode nodes = ForeignJson.mapper().createArrayNode();
        Map<String, LongSummaryStatistics> byNode = result.calls().stream()
                .collect(Collectors.groupingBy(
                        Call::node,
                        Collectors.summarizingLong(call -> call.outcome().answered() ? 1 : 0)));
        result.manifest().nodes().forEach(node -> {
            LongSummaryStatistics answered = byNode.getOrDefault(node.name(), new LongSummaryStatistics());
            nodes.addObject()
                    .put("name", node.name())
                    .put("state", node.state().name().toLowerCase(java.util.Locale.ROOT))
                    .put("questions", answered.getCount())
                    .put("answered", answered.getSum());
        });
        JsonLine line = event.with("bundle", result.bundle().toString())
                .with("complete", result.manifest().capture().complete())
                .with("exit", code.number())
                .with("nodes", nodes)
                .with("missing", result.missing());
        return result.nobody().isPresent() ? line.with("nobody", result.nobody().get()) : line;
    }
}
