package ergodiag.incident.monitoring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * That a series left the range that it had before, for good. The point that divides it best is Pettitt's (1979): it looks at ranks only, so
 * single peaks do not move it. Before it the values lie around their median, as wide as their median deviation (MAD) says; behind it nearly
 * all lie beyond, on one side.
 *
 * @param since when the first value lay beyond, in milliseconds since 1970
 * @param low least of the range before
 * @param high most of it
 * @param reached the value that lies farthest away since
 * @param clearness how far it went, in widths of the range
 */
record LeftRange(long since, double low, double high, double reached, double clearness) {
    private static final int POINTS_EACH = 5;
    /** Of fewer points before, the deviation is known badly, and the range is taken much wider than they were. */
    private static final int FEW_POINTS = 20;

    private static final double FEW_WIDER = 1.5;
    private static final double DEVIATIONS = 4;
    private static final double MAD_SCALE = 1.4826;
    /** What differs by less is the same to a person. */
    private static final double LEAST_SHARE = 0.1;

    private static final double BEYOND = 0.9;

    /**
     * What there is of it.
     *
     * @param series sorted, without NaN
     */
    static Optional<LeftRange> of(Measured series) {
        if (series.size() < 2 * POINTS_EACH) {
            return Optional.empty();
        }
        int at = divide(series);
        Optional<LeftRange> found = at(series, at);
        while (found.isPresent()) {
            int first = firstBeyond(series, at);
            Optional<LeftRange> earlier = first < at ? at(series, first) : Optional.empty();
            if (earlier.isEmpty()) {
                return found;
            }
            at = first;
            found = earlier;
        }
        return found;
    }

    /** Where the ranks of both sides differ most. */
    private static int divide(Measured series) {
        int n = series.size();
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(series::value));
        double[] ranks = new double[n];
        for (int from = 0, to; from < n; from = to) {
            to = from + 1;
            while (to < n && series.value(order[to]) == series.value(order[from])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to + 1) / 2.0;
            }
        }
        int best = POINTS_EACH;
        double most = -1;
        double sum = 0;
        for (int at = 1; at <= n - POINTS_EACH; at++) {
            sum += ranks[at - 1];
            double differ = Math.abs(2 * sum - at * (n + 1.0));
            if (at >= POINTS_EACH && differ > most) {
                most = differ;
                best = at;
            }
        }
        return best;
    }

    private static Optional<LeftRange> at(Measured series, int at) {
        double[] before = sorted(series, 0, at);
        double[] after = sorted(series, at, series.size());
        double middle = median(before);
        double width = width(before);
        double shift = median(after) - middle;
        boolean up = shift > 0;
        long beyond = Arrays.stream(after)
                .filter(value -> up ? value > middle + width : value < middle - width)
                .count();
        if (Math.abs(shift) <= width || beyond < BEYOND * after.length) {
            return Optional.empty();
        }
        int first = at;
        while (isInside(series.value(first), middle, width)) {
            first++;
        }
        double[] usual = Arrays.stream(before)
                .filter(value -> isInside(value, middle, width))
                .toArray();
        return Optional.of(new LeftRange(
                series.time(first),
                usual[0],
                usual[usual.length - 1],
                up ? after[after.length - 1] : after[0],
                width == 0 ? Double.MAX_VALUE : Math.abs(shift) / width));
    }

    /** The first of the values, up to that point, since when all lay beyond the range before. */
    private static int firstBeyond(Measured series, int at) {
        double[] before = sorted(series, 0, at);
        int first = at;
        while (first > POINTS_EACH && !isInside(series.value(first - 1), median(before), width(before))) {
            first--;
        }
        return first;
    }

    private static boolean isInside(double value, double middle, double width) {
        return Math.abs(value - middle) <= width;
    }

    /** How far from their median values may lie. */
    private static double width(double[] sorted) {
        double middle = median(sorted);
        double deviation = median(Arrays.stream(sorted)
                .map(value -> Math.abs(value - middle))
                .sorted()
                .toArray());
        double all = sorted.length < FEW_POINTS ? FEW_WIDER * (sorted[sorted.length - 1] - sorted[0]) : 0;
        return Math.max(Math.max(DEVIATIONS * MAD_SCALE * deviation, LEAST_SHARE * Math.abs(middle)), all);
    }

    private static double[] sorted(Measured series, int from, int to) {
        return IntStream.range(from, to).mapToDouble(series::value).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
