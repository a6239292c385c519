package ergodiag.cluster.shape;

import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a level went that is higher at its peak than at its beginning: whether it still rises, has settled, or has fallen back. The last third
 * of the time decides whether a rise goes on; one in steps goes on as long as the next step is not overdue.
 *
 * @param kind how it goes on
 * @param gained from the first level to the highest
 * @param began when it began to rise, in the seconds of the points; empty where it rose from the first one on
 * @param ended when it ceased to rise; empty where it did not
 * @param age for how many seconds it may have risen at most, until the last level: since it began, or else from nothing at its pace
 */
public record Course(Kind kind, double gained, OptionalDouble began, OptionalDouble ended, double age) {
    /** With fewer levels no part of them says how it goes on. */
    private static final int ENOUGH = 5;
    /** A rise that has kept half of its pace in the last third goes on. */
    private static final double HALF = 0.5;
    /** Smaller jumps are no steps of a stair. */
    private static final double STEP = 0.15;
    /** So many of the longest pauses between steps, and the next is overdue. */
    private static final double OVERDUE = 1.5;
    /** Before a rise, or after it, at least so many levels have to be flat. */
    private static final int FLAT = 3;
    /** Flat is what moves by less than that share of the whole rise. */
    private static final double NOISE = 0.1;

    /** How a level goes on. */
    public enum Kind {
        /** It never was higher than at its beginning. */
        FLAT,
        /** It still rises, or nothing says that it ceased. */
        RISING,
        /** It rose and stays where it is. */
        SETTLED,
        /** It rose, and gave back at least half of that. */
        FELL_BACK
    }

    /** The course of levels in the order of time. */
    public static Course of(List<Point> levels) {
        double first = levels.isEmpty() ? 0 : levels.get(0).value();
        double peak = levels.stream().mapToDouble(Point::value).max().orElse(0);
        double gained = peak - first;
        if (gained <= 0) {
            return new Course(Kind.FLAT, 0, OptionalDouble.empty(), OptionalDouble.empty(), 0);
        }
        OptionalDouble began = leavesFlat(levels, gained);
        if (fellBack(levels, gained)) {
            return new Course(Kind.FELL_BACK, gained, began, OptionalDouble.of(reaches(levels, peak)), 0);
        }
        boolean rising = levels.size() < ENOUGH || goesOn(levels, gained) || nextStepIsDue(levels, gained);
        return rising
                ? new Course(Kind.RISING, gained, began, OptionalDouble.empty(), age(levels, gained, began))
                : new Course(Kind.SETTLED, gained, began, OptionalDouble.of(reaches(levels, peak - NOISE * gained)), 0);
    }

    /** After its highest rise it came down, if only for a while, by at least half of it. */
    private static boolean fellBack(List<Point> levels, double gained) {
        double highest = levels.get(0).value();
        double fall = 0;
        for (Point level : levels) {
            highest = Math.max(highest, level.value());
            fall = Math.max(fall, highest - level.value());
        }
        return fall >= HALF * gained;
    }

    private static boolean goesOn(List<Point> levels, double gained) {
        double from = levels.get(0).seconds();
        double until = levels.get(levels.size() - 1).seconds();
        double third = (until - from) / 3;
        List<Point> last = levels.stream()
                .filter(level -> level.seconds() >= until - third)
                .toList();
        if (last.size() < FLAT) {
            last = levels.subList(levels.size() - FLAT, levels.size());
        }
        double pace = gained / Math.max(1e-9, until - leavesFlat(levels, gained).orElse(from));
        return Trend.of(last).perSecond() >= HALF * pace;
    }

    /** A stair of two steps at least, of which the last one is no longer ago than steps are apart. */
    private static boolean nextStepIsDue(List<Point> levels, double gained) {
        List<Double> steps = new ArrayList<>();
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).value() - levels.get(i - 1).value() >= STEP * gained) {
                steps.add(levels.get(i).seconds());
            }
        }
        double longest = 0;
        for (int i = 1; i < steps.size(); i++) {
            longest = Math.max(longest, steps.get(i) - steps.get(i - 1));
        }
        double pause = steps.isEmpty() ? 0 : levels.get(levels.size() - 1).seconds() - steps.get(steps.size() - 1);
        return steps.size() >= 2 && pause <= OVERDUE * longest;
    }

    /** When levels that were flat at first leave that; empty where they rise from the beginning. */
    private static OptionalDouble leavesFlat(List<Point> levels, double gained) {
        int flat = 0;
        double first = levels.get(0).value();
        while (flat < levels.size() && levels.get(flat).value() - first < NOISE * gained) {
            flat++;
        }
        double span = levels.get(levels.size() - 1).seconds() - levels.get(0).seconds();
        double stayed =
                levels.get(Math.max(0, flat - 1)).seconds() - levels.get(0).seconds();
        return flat >= FLAT && stayed >= 2 * NOISE * span
                ? OptionalDouble.of(levels.get(flat - 1).seconds())
                : OptionalDouble.empty();
    }

    /** What is there at first may have come at the same pace before, and no longer than that. */
    private static double age(List<Point> levels, double gained, OptionalDouble began) {
        double from = levels.get(0).seconds();
        double seen = levels.get(levels.size() - 1).seconds() - from;
        double before = Math.max(0, levels.get(0).value()) * seen / gained;
        return began.isPresent() ? seen + from - began.getAsDouble() : seen + before;
    }

    private static double reaches(List<Point> levels, double value) {
        return levels.stream()
                .filter(level -> level.value() >= value)
                .findFirst()
                .orElseThrow()
                .seconds();
    }
}
