package ergodiag.bundle;

import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.foreign.Plausible;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object in a bundle, read so that it is never refused, since anybody can make a bundle and a little damage must cost little: what is missing or
 * of another kind is empty where it is optional, and elsewhere the value that says nothing ("", 0, false, no elements). A value that is no object has
 * no fields. Fields are taken by hand, since to have Jackson look through the records takes longer than to read a bundle.
 *
 * @param object the object, or whatever stands in its place
 */
record Lenient(JsonNode object) {
    /** Lengths beyond that are damage, as times beyond their age are ({@link Plausible}). */
    private static final double LONGEST_MILLIS = 366.0 * 24 * 3600 * 1000;

    private static final double MILLIS_OF_A_SECOND = 1000;

    /** A text; of a number or a truth value its own. */
    String text(String field) {
        return text(object.path(field));
    }

    private static String text(JsonNode value) {
        return value.asString("");
    }

    /** A text that is one and not empty. */
    Optional<String> optionalText(String field) {
        return Optional.of(object.path(field))
                .filter(JsonNode::isString)
                .map(Lenient::text)
                .filter(text -> !text.isEmpty());
    }

    List<String> texts(String field) {
        return elements(field, Lenient::text);
    }

    boolean flag(String field) {
        return object.path(field).asBoolean(false);
    }

    Optional<Boolean> optionalFlag(String field) {
        return Optional.of(object.path(field)).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
    }

    /** A whole number that is not negative. */
    OptionalLong optionalCount(String field) {
        return Plausible.count(object.path(field));
    }

    long count(String field) {
        return optionalCount(field).orElse(0);
    }

    /** The largest of 32 bits for a larger one. */
    int smallCount(String field) {
        return (int) Math.min(count(field), Integer.MAX_VALUE);
    }

    /** A whole number of 32 bits. */
    OptionalInt optionalInt(String field) {
        OptionalLong number = Plausible.inLong(object.path(field));
        return number.isPresent() && number.getAsLong() == (int) number.getAsLong()
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    double amount(String field) {
        return Plausible.amount(object.path(field)).orElse(0);
    }

    Optional<Instant> optionalTime(String field) {
        return Plausible.time(object.path(field).asString(""));
    }

    Instant time(String field) {
        return optionalTime(field).orElse(Instant.EPOCH);
    }

    /** A difference of clocks, which may be negative, in the unit that ends the name of the field. */
    Optional<Duration> optionalLength(String field) {
        return length(millis(field));
    }

    /** How long something took, in the unit that ends the name of the field. */
    Duration length(String field) {
        double millis = millis(field);
        return length(millis >= 0 && millis <= LONGEST_MILLIS ? millis : Double.NaN)
                .orElse(Duration.ZERO);
    }

    private double millis(String field) {
        JsonNode value = object.path(field);
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        return Binding.countsMillis(field) ? number : number * MILLIS_OF_A_SECOND;
    }

    private static Optional<Duration> length(double millis) {
        return Math.abs(millis) <= Manifest.WRONGEST_CLOCK.toMillis()
                ? Optional.of(Duration.ofNanos(Math.round(millis * 1e6)))
                : Optional.empty();
    }

    Outcome outcome(String field) {
        return Outcome.of(text(field));
    }

    Optional<SkipReason> optionalReason(String field) {
        return SkipReason.of(text(field));
    }

    Optional<Dialect> optionalDialect(String field) {
        return word(Dialect.values(), Dialect::word, text(field));
    }

    State state(String field) {
        return word(State.values(), State::word, text(field)).orElse(State.PARTIAL);
    }

    private static <T> Optional<T> word(T[] known, Function<T, String> word, String written) {
        return Arrays.stream(known).filter(it -> word.apply(it).equals(written)).findFirst();
    }

    /** An object in it. */
    Lenient inside(String field) {
        return new Lenient(object.path(field));
    }

    /** An object in it that is one. */
    <T> Optional<T> optional(String field, Function<Lenient, T> read) {
        return Optional.of(inside(field)).filter(it -> it.object.isObject()).map(read);
    }

    <T> List<T> objects(String field, Function<Lenient, T> read) {
        return elements(field, value -> read.apply(new Lenient(value)));
    }

    private <T> List<T> elements(String field, Function<JsonNode, T> read) {
        List<T> elements = new ArrayList<>();
        if (object.path(field).isArray()) {
            object.path(field).forEach(value -> elements.add(read.apply(value)));
        }
        return elements;
    }

    /**
     * All fields as they stand there: String, Long, Double, Boolean, List, Map and null.
     *
     * @throws tools.jackson.core.JacksonException when a whole number in it has more than 64 bits with its sign
     */
    Map<String, Object> values() {
        return values(object);
    }

    private static Map<String, Object> values(JsonNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
        return values;
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isObject()) {
            return values(value);
        }
        if (value.isArray()) {
            List<Object> elements = new ArrayList<>();
            value.forEach(element -> elements.add(value(element)));
            return elements;
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
        }
        return value.isNull() ? null : value.isBoolean() ? (Object) value.booleanValue() : value.stringValue();
    }
}
