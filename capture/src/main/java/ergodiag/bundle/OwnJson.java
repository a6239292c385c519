package ergodiag.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Own} as the field {@code own} of the manifest, both directions. */
final class OwnJson {
    private OwnJson() {}

    static void write(Own own, ObjectNode into) {
        ArrayNode samplers = into.putArray("samplers");
        own.samplers()
                .forEach(sampler -> samplers.addObject()
                        .put("id", sampler.id())
                        .put("node", sampler.node())
                        .put("runs", sampler.runs())
                        .put("started", sampler.started().toString()));
        ArrayNode calls = into.putArray("calls");
        new TreeMap<>(own.calls())
                .forEach((node, count) -> calls.addObject().put("node", node).put("calls", count));
        ArrayNode connections = into.putArray("connections");
        own.connections()
                .forEach(
                        made -> connections.addObject().put("from", made.from()).put("to", made.to()));
    }

    static Own read(JsonNode own) {
        List<Own.Sampler> samplers = new ArrayList<>();
        for (JsonNode each : own.path("samplers")) {
            samplers.add(new Own.Sampler(text(each, "id"), text(each, "node"), text(each, "runs"), time(each)));
        }
        Map<String, Long> calls = new TreeMap<>();
        for (JsonNode each : own.path("calls")) {
            calls.merge(text(each, "node"), each.path("calls").asLong(0), Long::sum);
        }
        List<Own.Connection> connections = new ArrayList<>();
        for (JsonNode each : own.path("connections")) {
            connections.add(new Own.Connection(text(each, "from"), text(each, "to")));
        }
        return new Own(samplers, calls, connections);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static Instant time(JsonNode node) {
        try {
            return Instant.parse(text(node, "started"));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
