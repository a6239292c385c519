package ergodiag.bundle;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * How records become JSON of our own formats, and JSON becomes records: names in snake case and in the order of the components, times as RFC
 * 3339, lengths of time as numbers in the unit that ends the name ({@code _ms}, {@code _seconds}), enums as their words in lower case, and
 * nothing where an Optional is empty. Reading takes what it can: {@link Lenient}.
 */
public final class Binding {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(NON_ABSENT))
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, new Length(""))
                    .addSerializer(Enum.class, new Word()))
            .addModule(Lenient.module())
            .build();

    private Binding() {}

    /** The one mapper of our formats. */
    public static JsonMapper mapper() {
        return JSON;
    }

    private static final class Length extends StdSerializer<Duration> {
        private final String field;

        Length(String field) {
            super(Duration.class);
            this.field = field;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            return new Length(property.getName());
        }

        @Override
        public void serialize(Duration length, JsonGenerator json, SerializationContext context) {
            json.writeNumber(Lenient.countsMillis(field) ? length.toNanos() / 1e6 : length.toMillis() / 1e3);
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class Word extends StdSerializer<Enum> {
        Word() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum word, JsonGenerator json, SerializationContext context) {
            json.writeString(word.name().toLowerCase(Locale.ROOT));
        }
    }
}
