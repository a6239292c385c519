package ergodiag.ergo;

import java.util.Locale;

/**
 * An amount of memory or of data.
 *
 * @param count number of bytes
 */
public record Bytes(long count) {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    /** For people: {@code 1.5 MiB}. */
    @Override
    public String toString() {
        double value = count;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
