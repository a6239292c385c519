package ergodiag.cluster.shape;

import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Statistics.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/**
 * A level that is clearly another one from some moment on: the middles of the values before and after it differ by far more than the values do
 * among themselves, and hardly a value lies on the other side. A ramp has no such moment, nor has a burst that is over again.
 *
 * @param last index of the last value of the level before
 * @param before the level before, the middle of at most ten values
 * @param after the level after
 */
public record Shift(int last, double before, double after) {
    /** With fewer values on a side its level is not known. */
    private static final int LEAST = 4;

    /** With so many values, or fewer, no moment has enough on both sides. */
    public static final int ENOUGH = 2 * LEAST - 1;
    /** Values further away say nothing about that moment. */
    private static final int MOST = 10;
    /** Levels that differ by fewer of the deviations of their values may differ by chance. */
    private static final double CLEAR = 4;
    /** So many of the values lie on their own side of the middle between both levels. */
    private static final double APART = 0.85;
    /** What is at least so many times as much as before began then. */
    private static final double TIMES = 2;

    /** The clearest one of those whose moment lies between these, in the seconds of the points; empty where no level differs by as much. */
    public static Optional<Shift> between(List<Point> points, double from, double until, double least) {
        Optional<Shift> clearest = Optional.empty();
        double most = 0;
        for (int i = LEAST - 1; i + LEAST < points.size(); i++) {
            double moment = (points.get(i).seconds() + points.get(i + 1).seconds()) / 2;
            if (moment < from || moment > until) {
                continue;
            }
            Optional<Shift> shift = at(i, points, least);
            double jump = Math.abs(points.get(i + 1).value() - points.get(i).value());
            if (shift.isPresent() && jump > most) {
                clearest = shift;
                most = jump;
            }
        }
        return clearest;
    }

    /** The growth of a count a second between each two readings, as points in the middle between them. */
    public static List<Point> rates(List<Point> counts) {
        List<Point> rates = new ArrayList<>();
        for (int i = 1; i < counts.size(); i++) {
            Point one = counts.get(i - 1);
            Point two = counts.get(i);
            double seconds = Math.max(1e-3, two.seconds() - one.seconds());
            rates.add(new Point(one.seconds() + seconds / 2, (two.value() - one.value()) / seconds));
        }
        return rates;
    }

    /** When a count within its series began to grow, or to grow at least twice as fast; empty where it did so all the time, or cannot be told. */
    public static <T> Optional<Instant> began(Series<T> series, ToDoubleFunction<? super T> count, double least) {
        List<Point> rates = rates(series.points(count));
        return between(rates, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, least)
                .filter(shift -> shift.after > TIMES * Math.max(0, shift.before))
                .map(shift -> series.readings().get(shift.last + 1).at());
    }

    public double size() {
        return Math.abs(after - before);
    }

    private static Optional<Shift> at(int last, List<Point> points, double least) {
        List<Double> old = values(points.subList(Math.max(0, last + 1 - MOST), last + 1));
        List<Double> now = values(points.subList(last + 1, Math.min(points.size(), last + 1 + MOST)));
        Shift shift = new Shift(last, Statistics.median(old), Statistics.median(now));
        double spread = Math.max(Statistics.scaledMad(old), Statistics.scaledMad(now));
        double middle = (shift.before + shift.after) / 2;
        double side = Math.signum(shift.after - shift.before);
        return shift.size() >= least
                        && shift.size() > CLEAR * spread
                        && share(old, value -> (middle - value) * side > 0) >= APART
                        && share(now, value -> (value - middle) * side > 0) >= APART
                ? Optional.of(shift)
                : Optional.empty();
    }

    private static List<Double> values(List<Point> points) {
        return points.stream().map(Point::value).toList();
    }

    private static double share(List<Double> values, DoublePredicate has) {
        return values.stream().filter(has::test).count() / (double) values.size();
    }
}
