package ergodiag.incident.people;

import ergodiag.bundle.foreign.ForeignJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Events as JSON: one object a line, or an array of them. */
final class EventsJson {
    private EventsJson() {}

    static List<WrittenEvent> read(String text, List<String> lines) {
        Optional<JsonNode> whole = parsed(text).filter(JsonNode::isArray);
        List<WrittenEvent> events = new ArrayList<>();
        if (whole.isPresent()) {
            for (JsonNode event : whole.get()) {
                events.add(event(0, event));
            }
            return events;
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                int number = i + 1;
                events.add(parsed(line)
                        .map(event -> event(number, event))
                        .orElseGet(() -> WrittenEvent.opening(number, line, "")));
            }
        }
        return events;
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(ForeignJson.mapper().readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static WrittenEvent event(int line, JsonNode json) {
        if (!json.isObject()) {
            return WrittenEvent.opening(line, json.toString(), "");
        }
        Map<EventField, String> values = new EnumMap<>(EventField.class);
        json.properties()
                .forEach(property -> EventField.named(property.getKey())
                        .filter(field -> !property.getValue().isNull())
                        .ifPresent(field -> values.putIfAbsent(field, text(property.getValue()))));
        return values.isEmpty() ? WrittenEvent.opening(line, json.toString(), "") : EventField.event(line, values);
    }

    /** As people would write it: a number in digits, without an exponent. */
    private static String text(JsonNode value) {
        return value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.isValueNode() ? value.asString() : value.toString();
    }
}
