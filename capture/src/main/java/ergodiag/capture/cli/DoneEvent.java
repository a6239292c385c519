package ergodiag.capture.cli;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.capture.CaptureResult;
import tools.jackson.databind.node.ArrayNode;

/** The last event for machines: where the bundle is and what came of each node; {@code PROFILES.md} tells its fields. */
final class DoneEvent {
    private DoneEvent() {}

    static JsonLine of(JsonLine event, CaptureResult result, ExitCode code) {
        ArrayNode nodes = ForeignJson.mapper().createArrayNode();
        result.manifest().nodes().forEach(node -> {
            long asked = result.calls().stream()
                    .filter(call -> call.node().equals(node.name()))
                    .count();
            long answered = result.calls().stream()
                    .filter(call ->
                            call.node().equals(node.name()) && call.outcome().answered())
                    .count();
            nodes.addObject()
                    .put("name", node.name())
                    .put("state", node.state().name().toLowerCase(java.util.Locale.ROOT))
                    .put("questions", asked)
                    .put("answered", answered);
        });
        JsonLine line = event.with("bundle", result.bundle().toString())
                .with("complete", result.manifest().capture().complete())
                .with("exit", code.number())
                .with("nodes", nodes)
                .with("missing", result.missing());
        return result.nobody().isPresent() ? line.with("nobody", result.nobody().get()) : line;
    }
}
