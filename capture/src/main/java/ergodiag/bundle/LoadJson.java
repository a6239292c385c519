package ergodiag.bundle;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Load} as the field {@code load} of the manifest, both directions. */
final class LoadJson {
    private LoadJson() {}

    static void write(Load load, ObjectNode root) {
        ObjectNode node = root.putObject("load");
        node.put("max_in_flight", load.mostInFlight())
                .put("max_per_node", load.mostPerNode())
                .put("requests_per_second", Math.round(load.perSecond() * 100) / 100.0)
                .put("max_requests_in_a_second", load.mostPerSecond())
                .put("p95_ms", load.p95().toNanos() / 1e6)
                .put("bytes", load.bytes());
        load.deadline().ifPresent(time -> node.put("deadline_seconds", time.toMillis() / 1000.0));
        load.mostBytes().ifPresent(bytes -> node.put("max_bytes", bytes));
        node.put("not_asked", load.notAsked());
    }

    static Optional<Load> read(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Load(
                node.path("max_in_flight").asInt(0),
                node.path("max_per_node").asInt(0),
                node.path("requests_per_second").asDouble(0),
                node.path("max_requests_in_a_second").asLong(0),
                millis(node.path("p95_ms").asDouble(0)),
                node.path("bytes").asLong(0),
                node.path("deadline_seconds").isNumber()
                        ? Optional.of(millis(node.path("deadline_seconds").asDouble(0) * 1000))
                        : Optional.empty(),
                node.path("max_bytes").isNumber()
                        ? OptionalLong.of(node.path("max_bytes").asLong(0))
                        : OptionalLong.empty(),
                node.path("not_asked").asLong(0)));
    }

    /** A manifest is not to be trusted: what is no length of time is none. */
    private static Duration millis(double value) {
        return value >= 0 && value < 1e12 ? Duration.ofNanos((long) (value * 1e6)) : Duration.ZERO;
    }
}
