package ergodiag.capture.cli;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.foreign.ForeignText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One line of JSON for a machine that watches. */
final class JsonLine {
    private final ObjectNode node = ForeignJson.mapper().createObjectNode();

    private JsonLine() {}

    static JsonLine of(String name, Object value) {
        return new JsonLine().with(name, value);
    }

    JsonLine with(String name, Object value) {
        node.set(
                name,
                value instanceof JsonNode tree ? tree : ForeignJson.mapper().valueToTree(value));
        return this;
    }

    String text() {
        return ForeignText.shownJson(node.toString());
    }
}
