package ergodiag.incident.log;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.incident.source.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How many messages of each level there were from time to time. The steps are as short as they can be with so many points: however long the log,
 * no more is kept.
 */
final class LevelRates {
    /** As many as can be told apart in a picture. */
    static final int MOST_POINTS = 300;

    private static final int SHORTEST = 10;
    /** Of a minute and longer all go into a day, or are whole days. */
    private static final int[] STEPS = {
        SHORTEST, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400
    };

    private static final List<Event.Kind> KINDS = List.of(Event.Kind.PANIC, Event.Kind.ERROR, Event.Kind.WARNING);

    private final Map<Event.Kind, TreeMap<Long, Long>> counts = new EnumMap<>(Event.Kind.class);
    private long step = SHORTEST;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Something was logged, whatever its level: the rate of the others is known to be none. */
    void logged(Instant at) {
        first = Math.min(first, at.getEpochSecond());
        last = Math.max(last, at.getEpochSecond());
        while (bin(last) - bin(first) >= MOST_POINTS) {
            widen();
        }
    }

    void add(Event.Kind kind, Instant at) {
        counts.computeIfAbsent(kind, any -> new TreeMap<>()).merge(bin(at.getEpochSecond()), 1L, Long::sum);
    }

    private long bin(long second) {
        return Math.floorDiv(second, step);
    }

    private void widen() {
        long old = step;
        step = step * 2;
        for (int known : STEPS) {
            if (known > old) {
                step = known;
                break;
            }
        }
        for (TreeMap<Long, Long> of : counts.values()) {
            TreeMap<Long, Long> wider = new TreeMap<>();
            of.forEach((bin, count) -> wider.merge(bin(bin * old), count, Long::sum));
            of.clear();
            of.putAll(wider);
        }
    }

    /** One chart of all levels that there were, or none. */
    List<Chart> charts(String file, UnaryOperator<Instant> clock) {
        List<ChartSeries> series = KINDS.stream()
                .filter(counts::containsKey)
                .map(kind -> series(kind, clock))
                .toList();
        return series.isEmpty()
                ? List.of()
                : List.of(new Chart(
                        "log-rate",
                        0,
                        "Messages in " + file,
                        Chart.Kind.LINE,
                        "messages/min",
                        series,
                        List.of(),
                        List.of(),
                        "Messages a minute of level warning and above in " + file + ", counted in steps of " + step
                                + " s."));
    }

    private ChartSeries series(Event.Kind kind, UnaryOperator<Instant> clock) {
        Map<Long, Long> of = counts.getOrDefault(kind, new TreeMap<>());
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (long bin = bin(first); bin <= bin(last); bin++) {
            times.add(clock.apply(Instant.ofEpochSecond(bin * step)));
            values.add(of.getOrDefault(bin, 0L) * 60.0 / step);
        }
        return new ChartSeries(kind.name().toLowerCase(Locale.ROOT), times, values);
    }
}
