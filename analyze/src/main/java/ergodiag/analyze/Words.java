package ergodiag.analyze;

import ergodiag.cluster.Trend;
import ergodiag.findings.Numbers;
import java.time.Duration;
import java.util.function.DoubleFunction;

/** Numbers as the sentences of findings print them, the same on every machine. */
public final class Words {
    private Words() {}

    /** A count of things: {@code 1,103}. */
    public static String count(double things) {
        return Numbers.count(things);
    }

    /** A number with as many digits as it deserves: {@code 0.25}, {@code 4.3}, {@code 1,103}. */
    public static String number(double value) {
        return Numbers.number(value);
    }

    /** A duration. */
    public static String time(Duration time) {
        return Numbers.time(time);
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
