package ergodiag.ergo;

import ergodiag.bundle.Gap;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The fields of one JSON object of a reply, read with their units; what is absent, null or of another type is a gap. */
public record Fields(JsonNode node, Source at) {
    /** What is missing from one record is missing from all of a long list: one gap for each field that we ask for. */
    private static final Map<String, Gap> GAPS = new ConcurrentHashMap<>();

    /** About 292 years. */
    private static final long MOST_NANOS = Long.MAX_VALUE;

    String text(String name) {
        return node.path(name).asString("");
    }

    boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    /** Whether there is such a list, be it empty. */
    boolean tells(String name) {
        return node.path(name).isArray();
    }

    /** A list of texts; empty when absent or null. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(item -> texts.add(item.asString("")));
        return List.copyOf(texts);
    }

    /** A cumulative counter; zero when absent (a version that does not count it). */
    Counter counter(String name) {
        return counterOrGap(name).orElse(Counter.ZERO);
    }

    Reading<Counter> counterOrGap(String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber() || value.asDouble() < 0) {
            return gap(name);
        }
        return Reading.known(counter(value), at.member(name));
    }

    /** A number as a counter, also one that is written as {@code 12.0} or {@code 1.2e1}; zero for anything else. */
    static Counter counter(JsonNode value) {
        if (!value.isNumber() || value.asDouble() < 0) {
            return Counter.ZERO;
        }
        return new Counter(value.isIntegralNumber() ? value.bigIntegerValue().longValue() : (long) value.asDouble());
    }

    /** A number of things now; 0 when absent. */
    long count(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? clamp(value) : 0;
    }

    /** All fields with such names that hold whole numbers of things. */
    SortedMap<String, Long> counts(Predicate<String> names) {
        SortedMap<String, Long> counts = new TreeMap<>();
        node.properties().stream()
                .filter(field -> names.test(field.getKey()) && field.getValue().isIntegralNumber())
                .forEach(field -> counts.put(field.getKey(), clamp(field.getValue())));
        return counts;
    }

    /** How many items each list has, by the name of its field; a field that is null or something else is no list. */
    SortedMap<String, Integer> sizes() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        node.properties().stream()
                .filter(field -> field.getValue().isArray())
                .forEach(field -> sizes.put(field.getKey(), field.getValue().size()));
        return sizes;
    }

    Reading<Long> countOrGap(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? Reading.known(clamp(value), at.member(name)) : gap(name);
    }

    /** A number that may carry a fraction. */
    Reading<Double> numberOrGap(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? Reading.known(value.asDouble(), at.member(name)) : gap(name);
    }

    /** A duration in nanoseconds; zero when absent, and when it underflowed as the node's clock was set back (ERGO.md 5). */
    Duration nanos(String name) {
        JsonNode value = node.path(name);
        return value.asDouble(0) <= MOST_NANOS ? Duration.ofNanos(Math.max(0, count(name))) : Duration.ZERO;
    }

    /** A duration in nanoseconds; a gap when absent, negative (-1: built without the tag that measures it) or underflowed. */
    Reading<Duration> nanosOrGap(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= MOST_NANOS
                ? Reading.known(Duration.ofNanos(clamp(value)), at.member(name))
                : gap(name);
    }

    /**
     * A duration in whole seconds, at most what fits in nanoseconds (292 years); zero when absent. It is negative where the clock of a node
     * was set back behind the moment from which it counts.
     */
    Duration seconds(String name) {
        long most = MOST_NANOS / 1_000_000_000L;
        return Duration.ofSeconds(Math.max(-most, Math.min(count(name), most)));
    }

    /** An amount of bytes; a gap when absent. */
    Reading<Bytes> bytesOrGap(String name) {
        return countOrGap(name).map(Bytes::new);
    }

    Bytes bytes(String name) {
        return new Bytes(count(name));
    }

    /** An instant as RFC 3339 text. */
    public Reading<Instant> instantOrGap(String name) {
        try {
            JsonNode value = node.path(name);
            return value.isString() ? Reading.known(Instant.parse(value.asString()), at.member(name)) : gap(name);
        } catch (DateTimeParseException e) {
            return gap(name);
        }
    }

    /** An instant as Unix nanoseconds; 0 means never and is a gap. */
    Reading<Instant> unixNanosOrGap(String name) {
        long nanos = count(name);
        return nanos > 0
                ? Reading.known(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L), at.member(name))
                : gap(name);
    }

    /** The object in the field {@code name}; an empty one when absent. */
    Fields object(String name) {
        return new Fields(node.path(name), at.member(name));
    }

    /** One record per element of an array; none for null, which is how an empty list is told. */
    static <T> List<T> list(JsonNode array, Source at, Function<Fields, T> read) {
        return list(array, at, (fields, index) -> read.apply(fields));
    }

    private static <T> List<T> list(JsonNode array, Source at, BiFunction<Fields, Integer, T> read) {
        List<T> records = new ArrayList<>();
        int index = 0;
        for (JsonNode element : array.isArray() ? array : List.<JsonNode>of()) {
            if (element.isObject()) {
                records.add(read.apply(new Fields(element, at.element(index)), index));
            }
            index++;
        }
        return List.copyOf(records);
    }

    private <T> Reading<T> gap(String name) {
        return Reading.missing(GAPS.computeIfAbsent(
                name, field -> new Gap("this version or build of the node does not tell " + field, "", field, "")));
    }

    private static long clamp(JsonNode value) {
        if (!value.isIntegralNumber()) {
            return (long) value.asDouble();
        }
        BigInteger number = value.bigIntegerValue();
        return number.bitLength() < Long.SIZE
                ? number.longValue()
                : number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
