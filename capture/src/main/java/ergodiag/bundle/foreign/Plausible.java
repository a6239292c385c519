package ergodiag.bundle.foreign;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Numbers and times as far as they can be what they are taken for. */
public final class Plausible {
    /** All that has no more digits, a sign among them, is within 64 bits. */
    public static final int SURE_DIGITS = 18;
    /** No number of a program is written longer. */
    private static final int LONGEST = 64;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(?:\\.\\d{1,18})?");
    private static final int BITS = 64;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    /** Times outside these years are damage, and would not bear arithmetic in nanoseconds, of which a long holds 292 years. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Plausible() {}

    /** Whether what a document has as a number, as it is written there, is one of 64 bits, or a double that is what is written. */
    static boolean isNumber(String written) {
        if (written.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            return written.length() <= SURE_DIGITS || written.length() <= LONGEST && is64Bits(new BigInteger(written));
        }
        if (written.length() > LONGEST) {
            return false;
        }
        double number = Double.parseDouble(written);
        return Double.isFinite(number) && (number != 0 || written.matches("-?[0.]+(?:[eE].*)?"));
    }

    private static boolean is64Bits(BigInteger number) {
        return number.bitLength() <= BITS && number.compareTo(LEAST) >= 0;
    }

    /** A whole number, however it is written ({@code 1.0} and {@code 0.1e1} are one), signed or not, of 64 bits; empty for anything else. */
    public static Optional<BigInteger> whole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Optional.of(value.bigIntegerValue()).filter(Plausible::is64Bits);
        }
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        return number == Math.rint(number) && Math.abs(number) <= 0x1p64
                ? Optional.of(new BigDecimal(number).toBigInteger()).filter(Plausible::is64Bits)
                : Optional.empty();
    }

    /** The same where it fits a long. */
    public static OptionalLong inLong(JsonNode value) {
        if (value.isInt() || value.isLong()) {
            return OptionalLong.of(value.longValue());
        }
        return whole(value).filter(number -> number.bitLength() < BITS).map(BigInteger::longValue).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** How many there are: a whole number that is not negative; empty for anything else. */
    public static OptionalLong count(JsonNode value) {
        OptionalLong number = inLong(value);
        return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
    }

    /** An amount with a fraction that is not negative and below what a long holds; empty for anything else. */
    public static OptionalDouble amount(JsonNode value) {
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        return number >= 0 && number < Long.MAX_VALUE ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** A number as a person or a program writes it, in at most 18 digits before the point; empty for anything else. */
    public static OptionalDouble decimal(String text) {
        return DECIMAL.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** A time as RFC 3339 text; empty for anything else, and for one of another age. */
    public static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(Plausible::isTime);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it is of this age. */
    public static boolean isTime(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }
}
