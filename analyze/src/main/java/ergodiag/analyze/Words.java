package ergodiag.analyze;

import ergodiag.cluster.Trend;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers as the sentences of findings print them, the same on every machine. */
public final class Words {
    private Words() {}

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

    /** The same of a number of seconds. */
    public static String seconds(double seconds) {
        return time(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** {@code , between 1.2 and 1.6 with 95 %}, as the end of a rate; "" where there are too few points for an interval, or it is too narrow to be seen. */
    public static String between(Trend trend, double times, DoubleFunction<String> words) {
        if (!trend.isSure()) {
            return "";
        }
        String lower = words.apply(times * trend.lower());
        String upper = words.apply(times * trend.upper());
        return lower.equals(upper) ? "" : ", between " + lower + " and " + upper + " with 95 %";
    }

    /** {@code 1 message}, {@code 12 messages}, {@code 2 replies}. */
    public static String many(double things, String one) {
        return count(things) + " " + (Math.round(things) == 1 ? one : plural(one));
    }

    private static String plural(String one) {
        return one.endsWith("ply")
                ? one.substring(0, one.length() - 1) + "ies"
                : one + (one.endsWith("s") ? "es" : "s");
    }
}
