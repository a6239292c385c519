package ergodiag.ergo;

import ergodiag.bundle.Gap;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.bundle.foreign.Plausible;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object of a reply, read with their units; what is absent, null or cannot be what it should be is a gap. Where a
 * number has no gap, a record with one that cannot be is none, and the record is the gap: a wrong number would make others wrong with it.
 *
 * <p>Longer than others because each kind of value that a node tells, with its unit and its bounds, has a method of a few lines.
 */
public record Fields(JsonNode node, Source at) {
    /** What is missing from one record is missing from all of a long list: one gap for each field that we ask for. */
    private static final Map<String, Gap> GAPS = new ConcurrentHashMap<>();

    /** What a long holds in nanoseconds, about 292 years. */
    public static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000L;

    private static final Duration LONGEST_AGO = Duration.ofDays(366);

    /** Characters of a value that an error quotes. */
    private static final int MOST_SHOWN = 40;

    public String text(String name) {
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

    /**
     * A cumulative counter; zero when absent (a version that does not count it).
     *
     * @throws UnreadableReply when what is told is no counter
     */
    public Counter counter(String name) {
        return told(name, Counter.ZERO, Fields::asCounter);
    }

    Reading<Counter> counterOrGap(String name) {
        return reading(name, Fields::asCounter);
    }

    /** The counters of a list; none where there is no list. @throws UnreadableReply when one is no counter */
    List<Counter> counters(String name) {
        List<Counter> counters = new ArrayList<>();
        node.path(name).forEach(value -> counters.add(asCounter(value).orElseThrow(() -> unreadable(name, value))));
        return List.copyOf(counters);
    }

    private static Optional<Counter> asCounter(JsonNode value) {
        return Plausible.whole(value)
                .filter(number -> number.signum() >= 0)
                .map(BigInteger::longValue)
                .map(Counter::new);
    }

    /** A number of things now; 0 when absent. @throws UnreadableReply when what is told is no such number */
    public long count(String name) {
        return count(name, 0);
    }

    /** A number of things now. @throws UnreadableReply when what is told is no such number */
    public long count(String name, long absent) {
        return told(name, absent, Fields::asCount);
    }

    /** How many there may be; -1 and 0 are no limit, 0 when absent. @throws UnreadableReply when what is told is no such number */
    long limit(String name) {
        return told(name, 0L, value -> boxed(Plausible.inLong(value)).filter(limit -> limit >= -1));
    }

    private static Optional<Long> asCount(JsonNode value) {
        return boxed(Plausible.count(value));
    }

    /** All fields with such names that hold whole numbers of things. */
    SortedMap<String, Long> counts(Predicate<String> names) {
        SortedMap<String, Long> counts = new TreeMap<>();
        node.properties().stream()
                .filter(field -> names.test(field.getKey()))
                .forEach(field -> asCount(field.getValue()).ifPresent(count -> counts.put(field.getKey(), count)));
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
        return reading(name, Fields::asCount);
    }

    /** An amount that may carry a fraction. */
    Reading<Double> amountOrGap(String name) {
        return reading(name, Fields::asAmount);
    }

    /** The same; 0 when absent. @throws UnreadableReply when what is told is no amount */
    double amount(String name) {
        return told(name, 0.0, Fields::asAmount);
    }

    private static Optional<Double> asAmount(JsonNode value) {
        OptionalDouble amount = Plausible.amount(value);
        return amount.isPresent() ? Optional.of(amount.getAsDouble()) : Optional.empty();
    }

    /**
     * A duration in nanoseconds; zero when absent, and when it underflowed as the node's clock was set back (ERGO.md 5).
     *
     * @throws UnreadableReply when what is told is no whole number of 64 bits
     */
    public Duration nanos(String name) {
        return told(
                name,
                Duration.ZERO,
                value -> Plausible.whole(value)
                        .map(nanos -> nanos.signum() < 0 || nanos.bitLength() >= Long.SIZE
                                ? Duration.ZERO
                                : Duration.ofNanos(nanos.longValue())));
    }

    /** How long ago, in milliseconds; zero when absent. @throws UnreadableReply when what is told is no such number, or more than a year */
    public Duration millisAgo(String name) {
        return told(
                name,
                Duration.ZERO,
                value -> asCount(value).map(Duration::ofMillis).filter(age -> age.compareTo(LONGEST_AGO) <= 0));
    }

    /** A duration in nanoseconds; a gap when absent, negative (-1: built without the tag that measures it) or underflowed. */
    public Reading<Duration> nanosOrGap(String name) {
        return reading(name, value -> asCount(value).map(Duration::ofNanos));
    }

    /**
     * A duration in whole seconds; zero when absent. It is negative where the clock of a node was set back behind the moment from which it
     * counts.
     *
     * @throws UnreadableReply when what is told is no whole number, or more than fits in nanoseconds (292 years)
     */
    public Duration seconds(String name) {
        return told(
                name,
                Duration.ZERO,
                value -> boxed(Plausible.inLong(value))
                        .filter(seconds -> Math.abs(seconds) <= MOST_SECONDS)
                        .map(Duration::ofSeconds));
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
        return reading(name, value -> Plausible.time(value.asString("")));
    }

    /** An instant as Unix nanoseconds; 0 means never and is a gap. */
    Reading<Instant> unixNanosOrGap(String name) {
        return reading(
                name,
                value -> asCount(value)
                        .filter(nanos -> nanos > 0)
                        .map(nanos -> Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L))
                        .filter(Plausible::isTime));
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** What is told, if it is what it should be; a gap otherwise. */
    private <T> Reading<T> reading(String name, Function<JsonNode, Optional<T>> as) {
        JsonNode value = node.path(name);
        return as.apply(value)
                .map(it -> Reading.known(it, at.member(name)))
                .orElseGet(() -> Reading.missing(isTold(value) ? cannotBe(name) : untold(name)));
    }

    /** Why a field is not known that is told, and is not what it should be. */
    public static Gap cannotBe(String name) {
        return new Gap("what the node tells as " + name + " cannot be", "", name, "");
    }

    /** Why a field is not known that is not told. */
    public static Gap untold(String name) {
        return GAPS.computeIfAbsent(
                name, of -> new Gap("this version or build of the node does not tell " + of, "", of, ""));
    }

    /** The same where nothing can stand for it: what it is not, the whole record is not. */
    private <T> T told(String name, T absent, Function<JsonNode, Optional<T>> as) {
        JsonNode value = node.path(name);
        return isTold(value) ? as.apply(value).orElseThrow(() -> unreadable(name, value)) : absent;
    }

    private static boolean isTold(JsonNode value) {
        return !value.isMissingNode();
    }

    private UnreadableReply unreadable(String name, JsonNode value) {
        String said = value.toString();
        String shown = said.length() > MOST_SHOWN ? said.substring(0, MOST_SHOWN) + "..." : said;
        String where = at.pointer().isEmpty() ? "its " : "at " + at.pointer() + " its ";
        return new UnreadableReply(at.file(), at.line(), where + name + " cannot be " + ForeignText.shown(shown));
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
}
