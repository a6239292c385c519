package ergodiag.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What an error says in fields, beside its words: {@code data} of JSON-RPC, each field as one or several texts. */
record ErrorData(Map<String, List<String>> fields) {
    static final ErrorData NONE = new ErrorData(Map.of());

    private static final int MOST_FIELDS = 16;
    private static final int MOST_TEXTS = 64;
    private static final int LONGEST = 1024;

    ErrorData {
        fields = Map.copyOf(fields);
    }

    static ErrorData of(JsonNode data) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        data.properties().stream()
                .limit(MOST_FIELDS)
                .forEach(field -> fields.put(field.getKey(), texts(field.getValue())));
        return new ErrorData(fields);
    }

    static ErrorData of(String field, String text) {
        return new ErrorData(Map.of(field, List.of(text)));
    }

    private static List<String> texts(JsonNode value) {
        Stream<JsonNode> all = value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
        return all.filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> text.length() <= LONGEST)
                .limit(MOST_TEXTS)
                .toList();
    }

    List<String> texts(String field) {
        return fields.getOrDefault(field, List.of());
    }
}
