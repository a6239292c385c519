package ergodiag.cluster;

import java.util.List;

/**
 * Robust statistics: the one place for trends and outliers. The Mann-Kendall trend test with tie correction and continuity
 * correction (Kendall 1975), median and median absolute deviation (Hampel 1974). The slope stands in {@link Trend}.
 */
public final class Statistics {
    /** Makes the MAD comparable with a standard deviation on normal data. */
    public static final double MAD_SCALE = 1.4826;

    /** Below that many points without ties the test is exact. */
    private static final int APPROXIMATE_FROM = 10;

    private Statistics() {}

    /**
     * A point of a series.
     *
     * @param seconds time since any fixed origin
     * @param value the value then
     */
    public record Point(double seconds, double value) {}

    /** The median; NaN of nothing. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * Where values lie closest together: the median of the third of them that spans least, of several such thirds the highest (the mode by the
     * shortest interval, Venter 1967); NaN of nothing.
     */
    public static double densest(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int third = (sorted.size() + 2) / 3;
        List<Double> best = sorted;
        for (int i = 0; i + third <= sorted.size(); i++) {
            List<Double> these = sorted.subList(i, i + third);
            best = span(these) <= span(best) ? these : best;
        }
        return median(best);
    }

    private static double span(List<Double> sorted) {
        return sorted.get(sorted.size() - 1) - sorted.get(0);
    }

    /** The median distance from the median, scaled to a standard deviation; NaN of nothing. */
    public static double scaledMad(List<Double> values) {
        double center = median(values);
        return MAD_SCALE
                * median(values.stream().map(value -> Math.abs(value - center)).toList());
    }

    /** The one-sided probability that points without any trend rise as much as these; 1 with fewer than three. */
    public static double risingByChance(List<Point> points) {
        int n = points.size();
        if (n < 3) {
            return 1;
        }
        long s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += (long) Math.signum(points.get(j).value() - points.get(i).value());
            }
        }
        if (s <= 0) {
            return 1;
        }
        if (n < APPROXIMATE_FROM && ties(points) == 0) {
            return exactly(n, s);
        }
        double variance = scoreVariance(points);
        if (variance <= 0) {
            return 1;
        }
        return upperTail((s - 1) / Math.sqrt(variance));
    }

    /** The variance of Kendall's score of points without any trend, ties corrected (Gilbert 1987, 16.4). */
    static double scoreVariance(List<Point> points) {
        double n = points.size();
        return (n * (n - 1) * (2 * n + 5) - ties(points)) / 18;
    }

    /** The share of all orders of n values whose score is at least s: with few points the normal approximation is too cautious. */
    private static double exactly(int n, long s) {
        double[] orders = {1};
        for (int k = 2; k <= n; k++) {
            double[] longer = new double[orders.length + k - 1];
            for (int pairs = 0; pairs < orders.length; pairs++) {
                for (int added = 0; added < k; added++) {
                    longer[pairs + added] += orders[pairs];
                }
            }
            orders = longer;
        }
        double all = 0;
        double asMuch = 0;
        for (int falling = 0; falling < orders.length; falling++) {
            all += orders[falling];
            asMuch += n * (n - 1) / 2 - 2 * falling >= s ? orders[falling] : 0;
        }
        return asMuch / all;
    }

    private static double ties(List<Point> points) {
        return points.stream()
                .collect(java.util.stream.Collectors.groupingBy(Point::value, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(t -> t * (t - 1.0) * (2.0 * t + 5))
                .sum();
    }

    /** The probability that at least {@code hits} of n succeed, each with the probability p (binomial). */
    public static double atLeast(int hits, int n, double p) {
        if (hits <= 0 || p >= 1) {
            return 1;
        }
        double one = Math.pow(1 - p, n);
        double fewer = 0;
        for (int k = 0; k < hits; k++) {
            fewer += one;
            one *= (n - k) / (k + 1.0) * p / (1 - p);
        }
        return Math.max(0, 1 - fewer);
    }

    /** Upper tail of the normal distribution: Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
    static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return density * series;
    }
}
