package ergodiag.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;

/**
 * How time is drawn: evenly, or folded where nobody looked, so that captures of a minute that lie hours apart are seen side by side.
 *
 * @param zone in which it is written
 * @param watched when somebody looked, in order, without overlaps; of less than two nothing is folded
 */
public record TimeScale(ZoneId zone, List<Stretch> watched) {
    /** Evenly, in UTC. */
    public static final TimeScale UTC = new TimeScale(ZoneOffset.UTC, List.of());

    /** What a gap takes of the width, and all gaps together. */
    private static final double GAP = 0.08;

    private static final double GAPS = 0.4;
    /** Shorter stretches are drawn as wide as if they were a part of the longest. */
    private static final double LEAST = 0.2;

    private static final int NAMED_GAPS = 6;

    public TimeScale {
        watched = List.copyOf(watched);
    }

    /** A time without interruption. */
    public record Stretch(Instant from, Instant until) {
        long millis() {
            return Math.max(1, Duration.between(from, until).toMillis());
        }
    }

    /** An instant, in milliseconds, and its place from 0 to 1. */
    record Knot(double millis, double place) {}

    boolean isFolded() {
        return watched.size() > 1;
    }

    /** The stretches between those that were watched. */
    List<Stretch> gaps() {
        List<Stretch> gaps = new ArrayList<>();
        for (int i = 1; i < watched.size(); i++) {
            gaps.add(new Stretch(watched.get(i - 1).until(), watched.get(i).from()));
        }
        return gaps;
    }

    boolean gapsHaveNames() {
        return watched.size() <= NAMED_GAPS + 1;
    }

    TimeZone timeZone() {
        return TimeZone.getTimeZone(zone);
    }

    /** What an axis is called. */
    String label() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId().replace('_', ' ');
    }

    /** Where instants lie on the axis; worked out once for all that is drawn on it. */
    Fold fold() {
        return new Fold(knots());
    }

    private List<Knot> knots() {
        double gap = Math.min(GAP, GAPS / (watched.size() - 1));
        double longest = watched.stream().mapToLong(Stretch::millis).max().orElse(1);
        double[] weights = watched.stream()
                .mapToDouble(stretch -> Math.max(stretch.millis(), LEAST * longest))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        double room = 1 - gap * (watched.size() - 1);
        List<Knot> knots = new ArrayList<>();
        double place = 0;
        for (int i = 0; i < watched.size(); i++) {
            Stretch stretch = watched.get(i);
            knots.add(new Knot(stretch.from().toEpochMilli(), place));
            place += room * weights[i] / sum;
            knots.add(new Knot(stretch.from().toEpochMilli() + (double) stretch.millis(), place));
            place += gap;
        }
        return knots;
    }

    /** Where instants lie on a folded axis. */
    record Fold(List<Knot> knots) {
        /** The place of an instant, from 0 to 1; what lies outside is beyond. */
        double place(double millis) {
            return along(knots, millis, true);
        }

        /** The instant at a place. */
        double instant(double place) {
            return along(knots, place, false);
        }

        private static double along(List<Knot> knots, double value, boolean toPlace) {
            int i = 1;
            while (i < knots.size() - 1
                    && value > (toPlace ? knots.get(i).millis() : knots.get(i).place())) {
                i++;
            }
            Knot a = knots.get(i - 1);
            Knot b = knots.get(i);
            double share = toPlace
                    ? (value - a.millis()) / (b.millis() - a.millis())
                    : (value - a.place()) / (b.place() - a.place());
            return toPlace
                    ? a.place() + share * (b.place() - a.place())
                    : a.millis() + share * (b.millis() - a.millis());
        }
    }
}
