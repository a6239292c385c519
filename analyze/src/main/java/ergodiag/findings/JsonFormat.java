package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import ergodiag.bundle.Binding;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Labels;
import ergodiag.bundle.foreign.ForeignText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How results become JSON and JSON becomes them again, as {@link Binding} has it for all our formats, but strictly: a number that is none and an
 * empty Optional are null. Unknown fields are passed over; a missing text or list is empty, a missing number zero, and anything else that is
 * missing is a fault.
 */
public final class JsonFormat {
    static final JsonMapper MAPPER = mapper();

    private JsonFormat() {}

    /** Pretty-printed, with a line feed at its end; the same bytes for the same record. */
    public static String write(Object document) {
        return ForeignText.shownJson(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document)) + "\n";
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = Binding.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .addMixIn(Evidence.class, EvidenceFields.class)
                .addMixIn(Labels.class, LabelFields.class)
                .addModule(new SimpleModule("numbers")
                        .addSerializer(Double.class, new FiniteNumber())
                        .addSerializer(double.class, new FiniteNumber()))
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
}
