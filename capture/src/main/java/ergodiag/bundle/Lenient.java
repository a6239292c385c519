package ergodiag.bundle;

import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.foreign.Plausible;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Reading that is never refused, since anybody can make a bundle and a little damage must cost little: what is missing or of another kind
 * than the record says is empty in an Optional, and elsewhere the value that says nothing ("", 0, false, no elements).
 */
final class Lenient {
    /** Lengths beyond that are damage, as times beyond their age are ({@link Plausible}). */
    private static final double LONGEST_MILLIS = 366.0 * 24 * 3600 * 1000;

    private Lenient() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("lenient");
        scalar(module, String.class, "", Lenient::text);
        scalar(module, boolean.class, false, (node, any) -> Optional.of(node.asBoolean(false)));
        scalar(
                module,
                int.class,
                0,
                (node, any) -> Optional.of((int) Math.min(Plausible.count(node).orElse(0), Integer.MAX_VALUE)));
        scalar(
                module,
                long.class,
                0L,
                (node, any) -> Optional.of(Plausible.count(node).orElse(0)));
        scalar(
                module,
                double.class,
                0.0,
                (node, any) -> Optional.of(Plausible.amount(node).orElse(0)));
        scalar(
                module,
                Boolean.class,
                false,
                (node, any) -> Optional.of(node).filter(JsonNode::isBoolean).map(JsonNode::asBoolean));
        scalar(
                module,
                OptionalInt.class,
                OptionalInt.empty(),
                (node, any) -> Optional.of(Plausible.inLong(node))
                        .filter(number -> number.isPresent() && number.getAsLong() == (int) number.getAsLong())
                        .map(number -> OptionalInt.of((int) number.getAsLong())));
        scalar(module, OptionalLong.class, OptionalLong.empty(), (node, any) -> Optional.of(Plausible.count(node)));
        scalar(module, Instant.class, Instant.EPOCH, (node, any) -> instant(node));
        scalar(module, Duration.class, Duration.ZERO, Lenient::length);
        scalar(module, Outcome.class, Outcome.GARBLED, (node, any) -> Optional.of(Outcome.of(node.asString(""))));
        scalar(module, SkipReason.class, SkipReason.ABSENT, (node, any) -> SkipReason.of(node.asString("")));
        scalar(module, Dialect.class, Dialect.MCP_APPLICATION, (node, any) -> dialect(node.asString("")));
        scalar(module, State.class, State.PARTIAL, (node, any) -> state(node.asString("")));
        return module.setDeserializerModifier(new Structures());
    }

    private static Optional<Dialect> dialect(String word) {
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.word().equals(word))
                .findFirst();
    }

    private static <T> void scalar(
            SimpleModule module, Class<T> type, T absent, BiFunction<JsonNode, BeanProperty, Optional<T>> reading) {
        module.addDeserializer(type, new Scalar<>(type, absent, reading, Optional.empty()));
    }

    private static Optional<String> text(JsonNode node, @Nullable BeanProperty property) {
        return node.isString() || !inOptional(property)
                ? Optional.of(node.asString("")).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static Optional<Instant> instant(JsonNode node) {
        return Plausible.time(node.asString(""));
    }

    /** In an Optional a difference of clocks, which may be negative; elsewhere how long something took. */
    private static Optional<Duration> length(JsonNode node, BeanProperty property) {
        double millis =
                (node.isNumber() ? node.asDouble() : Double.NaN) * (countsMillis(property.getName()) ? 1 : 1000);
        double told = inOptional(property) || millis >= 0 && millis <= LONGEST_MILLIS ? millis : Double.NaN;
        return (node.isNumber() || !inOptional(property)) && Math.abs(told) <= Manifest.WRONGEST_CLOCK.toMillis()
                ? Optional.of(Duration.ofNanos(Math.round(told * 1e6)))
                : Optional.empty();
    }

    /** Whether a field counts milliseconds, which the end of its name tells, and not seconds. */
    static boolean countsMillis(String field) {
        return field.endsWith("_ms");
    }

    private static Optional<State> state(String word) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static boolean inOptional(@Nullable BeanProperty property) {
        return property != null && property.getType().hasRawClass(Optional.class);
    }

    /** A value without parts. */
    private static final class Scalar<T> extends StdDeserializer<T> {
        private final Class<T> type;
        private final @Nullable T absent;
        private final BiFunction<JsonNode, BeanProperty, Optional<T>> reading;
        private final Optional<BeanProperty> property;

        Scalar(
                Class<T> type,
                @Nullable T absent,
                BiFunction<JsonNode, BeanProperty, Optional<T>> reading,
                Optional<BeanProperty> property) {
            super(type);
            this.type = type;
            this.absent = absent;
            this.reading = reading;
            this.property = property;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty within) {
            return new Scalar<>(type, inOptional(within) ? null : absent, reading, Optional.ofNullable(within));
        }

        @Override
        public @Nullable T deserialize(JsonParser json, DeserializationContext context) {
            return reading.apply(context.readTree(json), property.orElse(null)).orElse(absent);
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return absent;
        }
    }

    /** A record, a list or a map: what is none is read as one in which nothing stands. */
    private static final class Structure extends DelegatingDeserializer {
        private final JsonToken begin;
        private final boolean optional;

        Structure(ValueDeserializer<?> strict, JsonToken begin, boolean optional) {
            super(strict);
            this.begin = begin;
            this.optional = optional;
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> strict) {
            return new Structure(strict, begin, optional);
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            Structure known = (Structure) super.createContextual(context, property);
            return new Structure(known.getDelegatee(), begin, inOptional(property));
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            if (json.hasToken(begin)) {
                return super.deserialize(json, context);
            }
            json.skipChildren();
            return getNullValue(context);
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            if (optional) {
                return null;
            }
            JsonNode empty = begin == JsonToken.START_OBJECT
                    ? context.getNodeFactory().objectNode()
                    : context.getNodeFactory().arrayNode();
            JsonParser json = context.treeAsTokens(empty);
            json.nextToken();
            return super.deserialize(json, context);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return getNullValue(context);
        }
    }

    private static final class Structures extends ValueDeserializerModifier {
        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> strict) {
            return bean.getBeanClass().isRecord() ? new Structure(strict, JsonToken.START_OBJECT, false) : strict;
        }

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> strict) {
            return new Structure(strict, JsonToken.START_ARRAY, false);
        }

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> strict) {
            return new Structure(strict, JsonToken.START_OBJECT, false);
        }
    }
}
