package ergodiag.replay.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What is sent along with a question, and was found to be of the right kinds.
 *
 * @param values by name: String, Double, Boolean, or a list of String
 */
record Params(Map<String, Object> values) {
    /** The arguments of a tool; {@code null} counts as left out. */
    static Params of(JsonNode arguments) {
        Map<String, Object> values = new HashMap<>();
        arguments
                .properties()
                .forEach(argument ->
                        value(argument.getValue()).ifPresent(value -> values.put(argument.getKey(), value)));
        return new Params(values);
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isString()) {
            return Optional.of(node.asString());
        }
        if (node.isNumber()) {
            return Optional.of(node.asDouble());
        }
        if (node.isBoolean()) {
            return Optional.of(node.asBoolean());
        }
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(item -> texts.add(item.asString("")));
            return Optional.of(texts);
        }
        return Optional.empty();
    }

    /** The text, or "". */
    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** The whole part of a number. */
    OptionalLong number(String name) {
        return values.get(name) instanceof Double number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    Optional<Boolean> flag(String name) {
        return values.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** How many at most: the usual number when it is left out or below 1. */
    long limit(long usual) {
        long limit = number("limit").orElse(usual);
        return limit < 1 ? usual : limit;
    }
}
