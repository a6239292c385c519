package ergodiag.findings;

import ergodiag.ergo.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How quantities are printed: one way each, the same on every machine. Sizes are in binary units and say so ({@code 1 MiB} = 2^20 bytes): Go's
 * runtime allocates in powers of two and its tools count so.
 */
public final class Numbers {
    private static final List<String> WORDS =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private Numbers() {}

    /** A small count in a word: {@code three}; above ten in digits. */
    public static String word(int things) {
        return things < WORDS.size() ? WORDS.get(things) : String.valueOf(things);
    }

    /** A count of things: {@code 1,103}. */
    public static String count(double things) {
        return String.format(Locale.ROOT, "%,d", Math.round(things));
    }

    /** A number with as many digits as it deserves: {@code 0.25}, {@code 4.3}, {@code 1,103}. */
    public static String number(double value) {
        double size = Math.abs(value);
        return size >= 100 || size == Math.rint(size)
                ? count(value)
                : String.format(Locale.ROOT, size >= 1 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.2g", value);
    }

    /**
     * A duration in its two largest units, or with the digits that it deserves: {@code 0.40 ms}, {@code 4.3 ms}, {@code 12 ms}, {@code 350 ms},
     * {@code 4.3 s}, {@code 57 s}, {@code 3 min 6 s}, {@code 2 h}, {@code 3 d 4 h}.
     */
    public static String time(Duration time) {
        double seconds = Math.abs(time.toNanos() / 1e9);
        return (time.isNegative() ? "-" : "") + (time.isZero() ? "0 s" : ofSize(seconds));
    }

    private static String ofSize(double seconds) {
        long whole = Math.round(seconds);
        if (seconds < 0.001) {
            return number(seconds * 1000) + " ms";
        }
        if (Math.round(seconds * 1000) < 1000) {
            return tenths(seconds * 1000) + " ms";
        }
        if (seconds < 10) {
            return tenths(seconds) + " s";
        }
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return two(whole / 60, "min", whole % 60, "s");
        }
        return whole < 86_400
                ? two(whole / 3600, "h", whole % 3600 / 60, "min")
                : two(whole / 86_400, "d", whole % 86_400 / 3600, "h");
    }

    /** {@code 4.3} below ten, whole from there on. */
    private static String tenths(double value) {
        return number(value < 10 ? Math.round(value * 10) / 10.0 : Math.round(value));
    }

    private static String two(long many, String large, long few, String small) {
        return count(many) + " " + large + (few == 0 ? "" : " " + few + " " + small);
    }

    /** The arguments of a sentence: a duration as it is printed, everything else as it is. */
    public static Object[] printed(Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Duration time ? time(time) : argument)
                .toArray();
    }

    /** A number of bytes: {@code 512 B}, {@code 1.5 MiB}. */
    public static String size(double bytes) {
        return new Bytes(Math.round(bytes)).toString();
    }
}
