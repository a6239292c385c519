package ergodiag.capture.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One line of JSON for a machine that watches. */
final class JsonLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ObjectNode node = JSON.createObjectNode();

    private JsonLine() {}

    static JsonLine of(String name, Object value) {
        return new JsonLine().with(name, value);
    }

    JsonLine with(String name, Object value) {
        node.set(name, value instanceof JsonNode tree ? tree : JSON.valueToTree(value));
        return this;
    }

    String text() {
        return node.toString();
    }
}
