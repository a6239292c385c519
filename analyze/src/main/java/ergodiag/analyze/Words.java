package ergodiag.analyze;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Trend;
import ergodiag.findings.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** What sentences say around {@link Numbers}. */
public final class Words {
    private Words() {}

    /** A duration given as a number of seconds. */
    public static String seconds(double seconds) {
        return Numbers.time(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** {@code 22:19:54}: the second of a moment, in UTC. */
    public static String second(Instant moment) {
        return moment.toString().substring(11, 19);
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

    /** {@code over 1 min 50 s}, of what was read of the nodes; {@code in one reading} where nothing was read twice. */
    public static String span(Cluster cluster, Function<Node, Series<?>> read) {
        List<? extends Series<?>> all = cluster.nodes().stream().map(read).toList();
        Duration longest =
                all.stream().map(Series::span).max(Duration::compareTo).orElse(Duration.ZERO);
        return !longest.isZero()
                ? "over " + Numbers.time(longest)
                : all.stream().allMatch(Series::isEmpty) ? "without a reading" : "in one reading";
    }

    /** The same of whatever of the nodes is read again and again. */
    public static String span(Cluster cluster) {
        return !cluster.window().isZero()
                ? "over " + Numbers.time(cluster.window())
                : cluster.answering().isEmpty() ? "without a reading" : "in one reading";
    }

    /** {@code 1 message}, {@code 12 messages}, {@code 2 replies}. */
    public static String many(double things, String one) {
        return Numbers.count(things) + " " + (Math.round(things) == 1 ? one : plural(one));
    }

    private static String plural(String one) {
        return one.endsWith("ply")
                ? one.substring(0, one.length() - 1) + "ies"
                : one + (one.endsWith("s") ? "es" : "s");
    }
}
