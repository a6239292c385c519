package ergodiag.replay.recording;

import ergodiag.bundle.NotABundle;
import ergodiag.bundle.foreign.ForeignJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What values of a list have in common that differ by a number only, as they stand there: {@code "<1B30E9C5.0.} and {@code >"} of pids, nothing at all of
 * whole numbers.
 */
final class Form {
    /** A form that has no number in it. */
    static final long NO_NUMBER = -1;

    /** Whole numbers. */
    static final Form WHOLE = new Form(new byte[0], new byte[0], true);

    private final byte[] before;
    private final byte[] after;
    private final boolean numbered;
    /** The same as a string says it, where escapes and the number are apart. */
    private final Optional<String> saidBefore;

    private final Optional<String> saidAfter;
    /** The value of a form without a number. */
    private final Optional<Object> only;

    private Form(byte[] before, byte[] after, boolean numbered) {
        this.before = before;
        this.after = after;
        this.numbered = numbered;
        boolean string = before.length > 0 && before[0] == '"';
        String raw = text(before);
        saidBefore = string && numbered && raw.indexOf('\\') < 0 ? Optional.of(raw.substring(1)) : Optional.empty();
        String rest = text(after);
        saidAfter = saidBefore.filter(said -> rest.indexOf('\\') < 0).map(said -> rest.substring(0, rest.length() - 1));
        only = numbered ? Optional.empty() : read(raw);
    }

    /** @throws NotABundle when no value is like that */
    static Form of(byte[] before, byte[] after, long number) {
        Form form = new Form(before, after, number != NO_NUMBER);
        if (form.numbered) {
            read(form.raw(number)); // throws
        }
        return form;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether what stands before and after the number is what stands there. */
    boolean is(byte[] text, int from, int number, int behind, int to) {
        return numbered == behind > number
                && Arrays.equals(before, 0, before.length, text, from, number)
                && Arrays.equals(after, 0, after.length, text, behind, to);
    }

    int before() {
        return before.length;
    }

    int after() {
        return after.length;
    }

    boolean numbered() {
        return numbered;
    }

    /** The value as it stands in the list. */
    String raw(long number) {
        return numbered ? text(before) + number + text(after) : text(before);
    }

    /** Whether the value is a text, a number or a flag. */
    boolean isPlain() {
        return numbered ? this == WHOLE || before.length > 0 && before[0] != '{' && before[0] != '[' : only.isPresent();
    }

    /** A text, a number (Long or Double) or a flag; empty for what holds others, and for nothing. */
    Optional<Object> value(long number) {
        if (this == WHOLE) {
            return Optional.of(number);
        }
        if (!numbered) {
            return only;
        }
        return saidAfter.isPresent()
                ? Optional.of(saidBefore.orElseThrow() + number + saidAfter.get())
                : read(raw(number));
    }

    private static Optional<Object> read(String raw) {
        try (JsonParser parser = ForeignJson.mapper().createParser(raw)) {
            Optional<Object> value = value(parser);
            while (parser.nextToken() != null) {
                // it is JSON to its end
            }
            return value;
        } catch (JacksonException e) {
            throw new NotABundle("Replaying: a recorded list cannot be read (" + e.getOriginalMessage() + ").", e);
        }
    }

    private static Optional<Object> value(JsonParser parser) {
        JsonToken token = parser.nextToken();
        return switch (token) {
            case VALUE_STRING -> Optional.of(parser.getString());
            case VALUE_NUMBER_INT ->
                Optional.of(
                        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                                ? (Object) parser.getBigIntegerValue().doubleValue()
                                : (Object) parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> Optional.of(token == JsonToken.VALUE_TRUE);
            default -> Optional.empty();
        };
    }
}
