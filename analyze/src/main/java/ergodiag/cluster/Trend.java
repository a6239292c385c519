package ergodiag.cluster;

import ergodiag.cluster.Statistics.Point;
import java.util.Arrays;
import java.util.List;

/**
 * How fast a series rises or falls: the median of the slopes between all pairs of its points (Theil 1950), with the interval that holds
 * the true slope with 95 % (Sen 1968: ranks from the variance of Kendall's score, ties corrected), and how likely points without any trend
 * would rise as much (Mann-Kendall).
 *
 * @param perSecond the slope
 * @param lower lower end of the interval
 * @param upper upper end of the interval
 * @param byChance the one-sided probability that points without any trend rise as much; 1 with fewer than three
 * @param points how many there are
 */
public record Trend(double perSecond, double lower, double upper, double byChance, int points) {
    /** With fewer points no order of them is improbable enough, and no interval holds the slope with 95 %. */
    public static final int ENOUGH = 5;

    /** Of the normal distribution 95 % lie within that many standard deviations. */
    private static final double Z = 1.959964;

    /** The trend of points; flat with fewer than two. */
    public static Trend of(List<Point> points) {
        return of(points, Z);
    }

    static Trend of(List<Point> points, double z) {
        double[] slopes = slopes(points);
        if (slopes.length == 0) {
            return new Trend(0, 0, 0, 1, points.size());
        }
        double half = z * Math.sqrt(Statistics.scoreVariance(points));
        int low = (int) Math.round((slopes.length - half) / 2) - 1;
        int high = (int) Math.round((slopes.length + half) / 2);
        return new Trend(
                median(slopes),
                slopes[Math.max(low, 0)],
                slopes[Math.min(high, slopes.length - 1)],
                Statistics.risingByChance(points),
                points.size());
    }

    /** Whether there are points enough for the interval and the test. */
    public boolean isSure() {
        return points >= ENOUGH;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The slopes between all pairs of points that differ in time, in order. */
    private static double[] slopes(List<Point> points) {
        int n = points.size();
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double seconds = points.get(j).seconds() - points.get(i).seconds();
                if (seconds != 0) {
                    slopes[count++] = (points.get(j).value() - points.get(i).value()) / seconds;
                }
            }
        }
        double[] found = Arrays.copyOf(slopes, count);
        Arrays.sort(found);
        return found;
    }

    /**
     * Whether points rise: with five or more less likely by chance than that and with a slope that is above zero over its whole interval,
     * with fewer when none falls.
     */
    public static boolean isRising(List<Point> points, double chance) {
        if (points.size() < ENOUGH) {
            return neverFalls(points);
        }
        Trend trend = of(points);
        return trend.byChance() < chance && trend.lower() > 0;
    }

    private static boolean neverFalls(List<Point> points) {
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).value() < points.get(i - 1).value()) {
                return false;
            }
        }
        return true;
    }
}
