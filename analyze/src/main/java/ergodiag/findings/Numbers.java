package ergodiag.findings;

import ergodiag.ergo.Bytes;
import java.time.Duration;
import java.util.Locale;

/**
 * How quantities are printed: one way each, the same on every machine. Sizes are in binary units and say so ({@code 1 MiB} = 2^20 bytes): Go's
 * runtime allocates in powers of two and its tools count so.
 */
public final class Numbers {
    private Numbers() {}

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

    /** {@code 350 ms}, {@code 4.2 s}, {@code 186 s}, {@code 12 min}, {@code 3 h}. */
    public static String time(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) {
            return number(Math.round(seconds * 1e4) / 10.0) + " ms";
        }
        if (seconds < 600) {
            return (seconds < 10 ? number(Math.round(seconds * 10) / 10.0) : count(seconds)) + " s";
        }
        return seconds < 36_000 ? count(seconds / 60) + " min" : count(seconds / 3600) + " h";
    }

    /** {@code 512 B}, {@code 1.5 MiB}. */
    public static String size(Bytes size) {
        return size.toString();
    }
}
