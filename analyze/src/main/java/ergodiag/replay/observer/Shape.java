package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.replay.recording.GoJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a value in the order of an Observer, with what stands there when a recording has nothing, and what they mean. Data:
 * {@code shapes.json}.
 */
enum Shape {
    NODE,
    NODE_SHORT,
    PROCESS_ROW,
    PROCESS,
    REMOTE,
    NETWORK,
    EVENT,
    APPLICATION,
    HEAP,
    CLUSTER;

    private static final ObjectMapper JSON = ForeignJson.mapper();
    private static final Map<Shape, JsonNode> OF = new TreeMap<>();

    static {
        JsonNode all = resource("shapes.json");
        for (Shape shape : values()) {
            OF.put(shape, all.path(shape.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** A file of data of this package. */
    static JsonNode resource(String name) {
        try (InputStream in = Shape.class.getResourceAsStream("/ergodiag/replay/observer/" + name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of its fields. */
    List<String> names() {
        return List.copyOf(usual().propertyNames());
    }

    /** What stands in a field of which nothing is recorded. */
    JsonNode usual(String field) {
        return usual().path(field);
    }

    private JsonNode usual() {
        return OF.getOrDefault(this, JSON.missingNode()).path("value");
    }

    /** A recorded value in this shape: fields that it does not know are left out, and those that it lacks are as usual. */
    ObjectNode of(JsonNode recorded) {
        return object(usual(), recorded);
    }

    private static ObjectNode object(JsonNode usual, JsonNode recorded) {
        ObjectNode shaped = JSON.createObjectNode();
        usual.properties()
                .forEach(field -> shaped.set(field.getKey(), value(field.getValue(), recorded.path(field.getKey()))));
        return shaped;
    }

    private static JsonNode value(JsonNode usual, JsonNode recorded) {
        if (usual.isObject() && !usual.isEmpty()) {
            return object(usual, recorded);
        }
        if (usual.isArray() && usual.path(0).isObject()) {
            return rows(usual.path(0), recorded);
        }
        boolean nothing = recorded.isMissingNode() || (recorded.isNull() && usual.isValueNode());
        return nothing ? usual : recorded;
    }

    /** A list that is empty is nil. */
    private static JsonNode rows(JsonNode usual, JsonNode recorded) {
        if (!recorded.isArray() || recorded.isEmpty()) {
            return JSON.nullNode();
        }
        ArrayNode rows = JSON.createArrayNode();
        recorded.forEach(row -> rows.add(object(usual, row)));
        return rows;
    }

    /** Units, sentinels and axes as JSON, under the paths that they have below a prefix such as {@code Processes[].}. */
    String legend(String prefix) {
        return legend(Map.of(prefix, this));
    }

    /** The legend of several shapes in one reply, by their prefixes. */
    static String legend(Map<String, Shape> shapes) {
        Map<String, Map<String, String>> kinds = new TreeMap<>();
        shapes.forEach((prefix, shape) -> OF.getOrDefault(shape, JSON.missingNode())
                .path("notes")
                .properties()
                .forEach(kind -> kind.getValue()
                        .properties()
                        .forEach(note -> kinds.computeIfAbsent(kind.getKey(), k -> new TreeMap<>())
                                .put(prefix + note.getKey(), note.getValue().asString("")))));
        return GoJson.compact(JSON.valueToTree(kinds));
    }
}
