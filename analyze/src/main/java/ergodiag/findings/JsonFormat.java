package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How the records of our own formats become JSON and JSON becomes them again: names in snake case, enums by their word, instants as ISO 8601,
 * durations in seconds, in the order of the records. A number that is none is null. Unknown fields are passed over; a missing text or list is
 * empty, a missing number zero, and anything else that is missing is a fault.
 */
public final class JsonFormat {
    static final JsonMapper MAPPER = mapper();

    private JsonFormat() {}

    /** Pretty-printed, with a line feed at its end; the same bytes for the same record. */
    public static String write(Object document) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .addMixIn(Evidence.class, EvidenceFields.class)
                .addMixIn(Labels.class, LabelFields.class)
                .addModule(new SimpleModule()
                        .addSerializer(Double.class, new FiniteNumber())
                        .addSerializer(double.class, new FiniteNumber())
                        .addSerializer(Duration.class, new WriteSeconds())
                        .addDeserializer(Duration.class, new ReadSeconds()))
                .changeDefaultNullHandling(nulls -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL));
        for (Class<?> empty : List.of(String.class, List.class)) {
            missing(builder, empty, Nulls.AS_EMPTY);
        }
        for (Class<?> absent : List.of(
                Optional.class,
                OptionalInt.class,
                OptionalDouble.class,
                int.class,
                long.class,
                boolean.class,
                double.class)) {
            missing(builder, absent, Nulls.SET);
        }
        return builder.build();
    }

    private static void missing(JsonMapper.Builder builder, Class<?> type, Nulls becomes) {
        builder.withConfigOverride(
                type, override -> override.setNullHandling(JsonSetter.Value.construct(becomes, Nulls.FAIL)));
    }

    /** A place in a bundle says its pointer or its line, whichever it has. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private interface EvidenceFields {}

    /** The command line stays in the bundle. */
    private interface LabelFields {
        @JsonIgnore
        String command();
    }

    private static final class FiniteNumber extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        }
    }

    /** A number that is NaN where it is null or missing. */
    static final class ReadNumber extends ValueDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            return context.readValue(in, double.class);
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }

    /** A duration in milliseconds. */
    static final class WriteMillis extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(value.toNanos() / 1e6);
        }
    }

    /** What {@link WriteMillis} wrote. */
    static final class ReadMillis extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) {
            return Duration.ofNanos(Math.round(in.getValueAsDouble() * 1e6));
        }
    }

    private static final class WriteSeconds extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(value.toMillis() / 1000.0);
        }
    }

    private static final class ReadSeconds extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) {
            return Duration.ofMillis(Math.round(in.getValueAsDouble() * 1000));
        }
    }
}
