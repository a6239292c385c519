package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.replay.recording.GoJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The tools that are offered, with the arguments that they take. Data: {@code tools.json}. */
final class ToolSchemas {
    /** Tools that change something, which nobody is offered here, by the right that a caller would need (ERGO33.md 9). */
    private static final Map<String, String> CHANGING = Map.of(
            "send", "manage.send",
            "send_exit", "manage.send_exit",
            "kill", "manage.kill",
            "log_level_set", "manage.set_log_level",
            "tracing_sampler_set", "manage.set_node_tracing_sampler",
            "process_tune", "manage.set_process_send_priority",
            "app_start", "manage.app_start",
            "app_stop", "manage.app_stop",
            "app_unload", "manage.app_unload");

    private final JsonNode list = Shape.resource("tools.json");
    private final Map<String, JsonNode> schemas = new LinkedHashMap<>();

    ToolSchemas() {
        list.forEach(tool -> schemas.put(tool.path("name").asString(""), tool.path("inputSchema")));
    }

    /** All of them as JSON. */
    String listed() {
        return GoJson.compact(list);
    }

    /** Those of them in a list that was captured, in its words; all in ours where it cannot be read. */
    String listed(String captured) {
        try {
            List<String> kept = ForeignJson.mapper().readTree(captured).path("tools").values().stream()
                    .filter(tool -> schemas.containsKey(tool.path("name").asString("")))
                    .map(GoJson::compact)
                    .toList();
            return kept.isEmpty() ? listed() : "[" + String.join(",", kept) + "]";
        } catch (JacksonException e) {
            return listed();
        }
    }

    Set<String> names() {
        return schemas.keySet();
    }

    boolean has(String tool) {
        return schemas.containsKey(tool) || CHANGING.containsKey(tool);
    }

    /** Refuses a tool that changes something. */
    void permit(String tool, String node) {
        String right = CHANGING.get(tool);
        if (right != null) {
            throw new Refused(right + " is not permitted here, ask the capabilities tool of " + node);
        }
    }

    /** Refuses arguments of a wrong kind; unknown ones do not matter, and {@code null} counts as left out. */
    void check(String tool, JsonNode arguments) {
        JsonNode schema = schemas.getOrDefault(tool, list.path("none"));
        schema.path("required").forEach(name -> {
            if (isLeftOut(arguments.path(name.asString("")))) {
                throw new Refused(name.asString("") + " is required");
            }
        });
        checkFields("", schema.path("properties"), arguments);
    }

    private static void checkFields(String prefix, JsonNode properties, JsonNode values) {
        values.properties().forEach(value -> {
            JsonNode declared = properties.path(value.getKey());
            if (declared.isObject() && !isLeftOut(value.getValue())) {
                check(prefix + value.getKey(), declared, value.getValue());
            }
        });
    }

    private static boolean isLeftOut(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static void check(String name, JsonNode declared, JsonNode value) {
        switch (declared.path("type").asString("")) {
            case "string" -> {
                expect(value.isString(), name, "text", value);
                checkWord(name, declared.path("enum"), value.asString(""));
            }
            case "boolean" -> expect(value.isBoolean(), name, "true or false", value);
            case "integer" -> {
                expect(value.isNumber(), name, "a whole number", value);
                if (value.asDouble() != Math.rint(value.asDouble())) {
                    throw new Refused(name + " must be whole, not " + value);
                }
            }
            case "number" -> expect(value.isNumber(), name, "a number", value);
            case "array" -> {
                expect(value.isArray(), name, "a list", value);
                for (int i = 0; i < value.size(); i++) {
                    check(name + "[" + i + "]", declared.path("items"), value.get(i));
                }
            }
            case "object" -> {
                expect(value.isObject(), name, "an object", value);
                checkFields(name + ".", declared.path("properties"), value);
            }
            default -> throw new IllegalStateException("no type of an argument: " + declared);
        }
    }

    private static void expect(boolean right, String name, String wanted, JsonNode value) {
        if (!right) {
            throw new Refused(name + " must be " + wanted + ", got " + kind(value));
        }
    }

    private static void checkWord(String name, JsonNode words, String value) {
        if (words.isArray()
                && words.values().stream().noneMatch(word -> word.asString("").equals(value))) {
            String all = String.join(
                    ", ", words.values().stream().map(word -> word.asString("")).toList());
            throw new Refused(name + " is one of " + all + ", not " + GoJson.quoted(value));
        }
    }

    private static String kind(JsonNode value) {
        if (value.isString()) {
            return "text";
        }
        if (value.isBoolean()) {
            return "true or false";
        }
        if (value.isNumber()) {
            return "a number";
        }
        return value.isArray() ? "a list" : value.isObject() ? "an object" : "nothing";
    }
}
