package ergodiag.incident.monitoring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A series of numbers over time, as monitoring has it: a name, labels, and points in 16 bytes each. */
final class Measured {
    private static final double GAP = 1.9;
    private static final double RISES_OF_A_COUNTER = 0.8;

    final String name;
    final Map<String, String> labels;
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;

    Measured(String name, Map<String, String> labels) {
        this.name = name;
        this.labels = new TreeMap<>(labels);
    }

    /** @param millis since 1970 */
    void add(long millis, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = millis;
        values[size++] = value;
    }

    void addAll(Measured other) {
        for (int i = 0; i < other.size; i++) {
            add(other.times[i], other.values[i]);
        }
    }

    int size() {
        return size;
    }

    long time(int at) {
        return times[at];
    }

    double value(int at) {
        return values[at];
    }

    /** The node that a label names, or else its target; "" for none. */
    String node() {
        return labels.getOrDefault("node", labels.getOrDefault("instance", ""));
    }

    /** In the order of time, and each time once: what two answers both have is the same. */
    Measured sorted() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(at -> times[at]))
                .mapToInt(Integer::intValue)
                .toArray();
        Measured sorted = new Measured(name, labels);
        for (int at : order) {
            if (sorted.size == 0 || sorted.times[sorted.size - 1] != times[at]) {
                sorted.add(times[at], values[at]);
            }
        }
        return sorted;
    }

    /** Whether its name is that of a counter. */
    boolean isNamedCounter() {
        return name.endsWith("_total") || name.endsWith("_count") || name.endsWith("_sum") || name.endsWith("_bucket");
    }

    /** Whether it only counts up: by its name, or as it rises nearly always and falls only to begin again. */
    boolean isCounter() {
        if (isNamedCounter()) {
            return true;
        }
        int steps = 0;
        int rises = 0;
        for (int i = 1; i < size; i++) {
            if (Double.isNaN(values[i]) || Double.isNaN(values[i - 1])) {
                continue;
            }
            steps++;
            if (values[i] > values[i - 1]) {
                rises++;
            } else if (values[i] < values[i - 1] && (values[i] < 0 || values[i] > values[i - 1] / 10)) {
                return false;
            }
        }
        return steps > 0 && rises >= RISES_OF_A_COUNTER * steps;
    }

    /**
     * What a counter rose by in a second from each point to the next. Where it falls it began again at zero; over a gap nothing is told. Of
     * one that is sorted.
     */
    Measured rate() {
        Measured rate = new Measured(name, labels);
        long step = step();
        for (int i = 1; i < size; i++) {
            long millis = times[i] - times[i - 1];
            double rise = values[i] < values[i - 1] ? values[i] : values[i] - values[i - 1];
            rate.add(times[i], millis > GAP * step ? Double.NaN : rise * 1000 / millis);
        }
        return rate;
    }

    /** The same with a NaN where points are missing. Of one that is sorted. */
    Measured withGaps() {
        Measured gaps = new Measured(name, labels);
        long step = step();
        for (int i = 0; i < size; i++) {
            if (i > 0 && times[i] - times[i - 1] > GAP * step) {
                gaps.add(times[i - 1] + step, Double.NaN);
            }
            gaps.add(times[i], values[i]);
        }
        return gaps;
    }

    /** From one point to the next, as a rule. */
    private long step() {
        long[] steps = IntStream.range(1, size)
                .mapToLong(at -> times[at] - times[at - 1])
                .sorted()
                .toArray();
        return steps.length == 0 ? 0 : steps[(steps.length - 1) / 2];
    }

    /** The points whose values are numbers. */
    Measured known() {
        Measured known = new Measured(name, labels);
        for (int i = 0; i < size; i++) {
            if (!Double.isNaN(values[i])) {
                known.add(times[i], values[i]);
            }
        }
        return known;
    }

    /** Between the least and the most. */
    double span() {
        double[] known = Arrays.stream(values, 0, size)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return known.length == 0 ? 0 : known[known.length - 1] - known[0];
    }

    /** At most about so many points: of each stretch the least and the most are kept, and whether it has a gap. */
    Measured thinned(int most) {
        if (size <= most) {
            return this;
        }
        Measured thinned = new Measured(name, labels);
        int width = (size + most / 3 - 1) / (most / 3);
        for (int from = 0; from < size; from += width) {
            int least = -1;
            int largest = -1;
            int gap = -1;
            for (int i = from; i < Math.min(size, from + width); i++) {
                if (Double.isNaN(values[i])) {
                    gap = i;
                } else {
                    least = least < 0 || values[i] < values[least] ? i : least;
                    largest = largest < 0 || values[i] > values[largest] ? i : largest;
                }
            }
            IntStream.of(least, largest, gap)
                    .filter(at -> at >= 0)
                    .sorted()
                    .distinct()
                    .forEach(at -> thinned.add(times[at], values[at]));
        }
        return thinned;
    }
}
