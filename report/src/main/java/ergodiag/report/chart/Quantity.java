package ergodiag.report.chart;

import ergodiag.findings.Numbers;
import java.time.Duration;
import java.util.Locale;

/** How numbers are written: rounded to what a reader can use, with the unit, the same in every locale. */
public final class Quantity {
    private static final String[] DECIMAL = {"", "k", "M", "G", "T", "P"};
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** The value with its unit, for a sentence or a list: {@code 1.5 MiB}, {@code 12,345 messages}, {@code 2 min 5 s}, {@code 3.2 %}. */
    public static String text(double value, String unit) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (isBytes(unit)) {
            return Numbers.size(value) + unit.substring("bytes".length());
        }
        return switch (unit) {
            case "s" -> seconds(value);
            case "ms" -> seconds(value / 1000);
            case "1", "" -> plain(value);
            default -> plain(value) + " " + unit;
        };
    }

    /** The value alone: grouped when it is whole, else three significant digits. */
    public static String plain(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return Math.abs(value) < 1e15
                    ? String.format(Locale.ROOT, "%,d", Math.round(value))
                    : String.format(Locale.ROOT, "%.2e", value);
        }
        return Math.abs(value) < 0.00001 ? String.format(Locale.ROOT, "%.1e", value) : trimmed(value, decimals(value));
    }

    /** The value short enough for an axis: {@code 20k}, {@code 1.5M}, {@code 64 MiB}. */
    public static String tick(double value, String unit) {
        if (isBytes(unit)) {
            return bytes(value);
        }
        if (value == 0) {
            return "0";
        }
        double rest = Math.abs(value);
        int step = 0;
        while (rest >= 1000 && step < DECIMAL.length - 1) {
            rest /= 1000;
            step++;
        }
        return (value < 0 ? "-" : "") + trimmed(rest, rest < 0.01 ? small(rest) : rest < 1 ? 3 : 2) + DECIMAL[step];
    }

    /** Decimals for three digits that count: on an axis of very small numbers no two may look alike. */
    private static int small(double value) {
        return 2 - (int) Math.floor(Math.log10(value));
    }

    static boolean isBytes(String unit) {
        return unit.equals("bytes") || unit.startsWith("bytes/");
    }

    private static String bytes(double value) {
        double rest = Math.abs(value);
        int step = 0;
        while (rest >= 1024 && step < BINARY.length - 1) {
            rest /= 1024;
            step++;
        }
        return (value < 0 ? "-" : "") + trimmed(rest, step == 0 || rest >= 100 ? 0 : rest >= 10 ? 1 : 2) + " "
                + BINARY[step];
    }

    private static String seconds(double value) {
        return Numbers.time(Duration.ofNanos(Math.round(value * 1e9)));
    }

    private static int decimals(double value) {
        double size = Math.abs(value);
        return size >= 100
                ? 0
                : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : size >= 0.001 ? 5 : 6;
    }

    private static String trimmed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
