package ergodiag.capture.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One line of JSON for a machine that watches. */
final class JsonLine {
    private final ObjectNode node = JsonMapper.shared().createObjectNode();

    private JsonLine() {}

    static JsonLine of(String name, Object value) {
        return new JsonLine().with(name, value);
    }

    JsonLine with(String name, Object value) {
        node.set(
                name,
                value instanceof JsonNode tree ? tree : JsonMapper.shared().valueToTree(value));
        return this;
    }

    String text() {
        return node.toString();
    }
}
