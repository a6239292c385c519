package ergodiag.bundle;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import ergodiag.bundle.foreign.ForeignJson;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * How records become JSON of our own formats, and JSON becomes records: names in snake case and in the order of the components, times as RFC
 * 3339, lengths of time as numbers in the unit that ends the name ({@code _ms}, {@code _seconds}), enums as their words in lower case. What
 * stands in a bundle has nothing where an Optional is empty; it is read by hand: {@link Lenient}.
 */
public final class Binding {
    private static final JsonMapper JSON = builder()
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(NON_ABSENT))
            .build();

    private Binding() {}

    /** Writes what stands in a bundle. */
    public static JsonMapper mapper() {
        return JSON;
    }

    /** What all our formats have in common, for one that reads in its own way. */
    public static JsonMapper.Builder builder() {
        return ForeignJson.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new SimpleModule("ours")
                        .addSerializer(Instant.class, ToStringSerializer.instance)
                        .addSerializer(Duration.class, new WriteLength(""))
                        .addDeserializer(Duration.class, new ReadLength("")));
    }

    /** Whether a field counts milliseconds, which the end of its name tells, and not seconds. */
    static boolean countsMillis(String field) {
        return field.endsWith("_ms");
    }

    private static final class WriteLength extends StdSerializer<Duration> {
        private final String field;

        WriteLength(String field) {
            super(Duration.class);
            this.field = field;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            return new WriteLength(property.getName());
        }

        @Override
        public void serialize(Duration length, JsonGenerator json, SerializationContext context) {
            json.writeNumber(countsMillis(field) ? length.toNanos() / 1e6 : length.toMillis() / 1e3);
        }
    }

    private static final class ReadLength extends StdDeserializer<Duration> {
        private final String field;

        ReadLength(String field) {
            super(Duration.class);
            this.field = field;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new ReadLength(property.getName());
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) {
            double number = json.getValueAsDouble();
            return countsMillis(field)
                    ? Duration.ofNanos(Math.round(number * 1e6))
                    : Duration.ofMillis(Math.round(number * 1000));
        }
    }
}
