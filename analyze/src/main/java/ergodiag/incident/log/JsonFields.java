package ergodiag.incident.log;

import ergodiag.bundle.foreign.ForeignJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The members of a JSON object in a line. Go's loggers write a key twice when a field has the name of one of their own: then the first is the
 * logger's, but for what it writes last.
 */
final class JsonFields {
    private final Map<String, JsonNode> first = new HashMap<>();
    private final Map<String, JsonNode> last = new HashMap<>();

    private JsonFields() {}

    /** Empty for what is no object as a whole. */
    static Optional<JsonFields> of(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        JsonFields fields = new JsonFields();
        try (JsonParser json = ForeignJson.mapper().createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                JsonNode value = json.readValueAsTree();
                fields.first.putIfAbsent(name, value);
                fields.last.put(name, value);
            }
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
                    ? Optional.of(fields)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    boolean has(String name) {
        return first.containsKey(name);
    }

    JsonNode value(String name) {
        return first.getOrDefault(name, MissingNode.getInstance());
    }

    /** The first of those that is a text or a number; "" for none. */
    String text(String... names) {
        for (String name : names) {
            if (value(name).isString() || value(name).isNumber()) {
                return value(name).asString();
            }
        }
        return "";
    }

    /** A text by the last member of that name. */
    String lastText(String name) {
        return last.getOrDefault(name, MissingNode.getInstance()).asString("");
    }
}
