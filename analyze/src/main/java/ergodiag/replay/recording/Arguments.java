package ergodiag.replay.recording;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the caller sent to a tool. As on a real node an argument of a wrong type is ignored and the others still count; unknown ones do
 * not matter; names are found in any case, as Go finds them.
 */
public final class Arguments {
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64);

    private final Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final JsonNode raw;

    public Arguments(JsonNode raw) {
        this.raw = raw;
        if (raw.isObject()) {
            raw.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        }
    }

    /** Those of a ledger. */
    Arguments(Map<String, Object> arguments) {
        this(ForeignJson.mapper().<JsonNode>valueToTree(arguments));
    }

    public JsonNode raw() {
        return raw;
    }

    /** All of them in one spelling. */
    public String spelled() {
        Map<String, Object> sent = new TreeMap<>();
        raw.properties().forEach(entry -> sent.put(entry.getKey(), entry.getValue()));
        return spelled(sent);
    }

    /** Arguments in one spelling, without those of the proxy. */
    static String spelled(Map<String, Object> arguments) {
        Map<String, Object> sorted = new TreeMap<>(arguments);
        sorted.remove(Tool.NODE.name());
        sorted.remove(Tool.TIMEOUT.name());
        return ForeignJson.mapper().writeValueAsString(sorted);
    }

    /** The text, or "". */
    public String text(String name) {
        return value(name).filter(JsonNode::isString).map(JsonNode::asString).orElse("");
    }

    /** A whole number, or 0. */
    public long number(String name) {
        return whole(name).orElse(0);
    }

    public OptionalLong whole(String name) {
        return value(name)
                .filter(node -> node.isIntegralNumber() && node.canConvertToLong())
                .map(node -> OptionalLong.of(node.asLong()))
                .orElse(OptionalLong.empty());
    }

    /** A whole number that is not negative, up to 64 bits; empty for 0, which filters nothing. */
    public OptionalDouble atLeast(String name) {
        return value(name)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::bigIntegerValue)
                .filter(number -> number.signum() > 0 && number.compareTo(MOST) < 0)
                .map(number -> OptionalDouble.of(number.doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    /** Any number above 0. */
    public OptionalDouble above(String name) {
        return value(name)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .filter(number -> number > 0)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    public Optional<Boolean> flag(String name) {
        return value(name).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
    }

    /** The texts of a list; empty when it is no list of texts. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name)
                .filter(JsonNode::isArray)
                .ifPresent(array -> array.forEach(node -> {
                    if (node.isString()) {
                        texts.add(node.asString());
                    }
                }));
        return texts;
    }

    public Optional<JsonNode> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
