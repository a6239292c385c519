package ergodiag.incident.monitoring;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Charts of what monitoring measured, one for each metric. */
final class MonitoringCharts {
    private static final int MOST_CHARTS = 20;
    private static final int MOST_LINES = 12;
    private static final int MOST_POINTS = 1500;
    /** Said by others, or the same for all that one would compare. */
    private static final Set<String> NOT_TOLD = Set.of("node", "instance", "job");

    private MonitoringCharts() {}

    /**
     * The charts.
     *
     * @param metrics the series of each metric, sorted
     * @param remarks takes what is not drawn
     */
    static List<Chart> of(Map<String, List<Measured>> metrics, List<String> remarks) {
        List<Chart> charts = new ArrayList<>();
        List<String> tooFew = new ArrayList<>();
        int beyond = 0;
        for (Map.Entry<String, List<Measured>> metric : metrics.entrySet()) {
            List<Measured> drawn = metric.getValue().stream()
                    .map(one -> one.isNamedCounter() ? one.rate() : one)
                    .filter(one -> one.known().size() > 1)
                    .sorted(Comparator.comparingDouble((Measured one) -> -one.span()))
                    .toList();
            if (drawn.isEmpty()) {
                tooFew.add(metric.getKey());
            } else if (charts.size() == MOST_CHARTS) {
                beyond++;
            } else {
                charts.add(chart(metric.getKey(), drawn));
                if (drawn.size() > MOST_LINES) {
                    remarks.add("Of " + metric.getKey() + " the " + MOST_LINES + " series that change most are drawn; "
                            + (drawn.size() - MOST_LINES) + " are not.");
                }
            }
        }
        if (!tooFew.isEmpty()) {
            remarks.add("Metrics with too few points to draw: " + tooFew.size() + ".");
        }
        if (beyond > 0) {
            remarks.add("Metrics beyond the first " + MOST_CHARTS + ", by name, are not drawn: " + beyond + ".");
        }
        return charts;
    }

    private static Chart chart(String name, List<Measured> all) {
        boolean rate = all.get(0).isNamedCounter();
        List<ChartSeries> lines = all.stream()
                .limit(MOST_LINES)
                .map(one -> line(legend(one, all), one.withGaps().thinned(MOST_POINTS)))
                .sorted(Comparator.comparing(ChartSeries::name))
                .toList();
        String unit = unit(name);
        return new Chart(
                "monitoring-" + name.replaceAll("[^A-Za-z0-9]+", "-"),
                0,
                name,
                Chart.Kind.LINE,
                rate ? (unit.isEmpty() ? "" : unit) + "/s" : unit,
                lines,
                List.of(),
                List.of(),
                (rate ? "How fast " + name + " rose" : name) + " over time, as monitoring has it.");
    }

    private static ChartSeries line(String name, Measured series) {
        List<Instant> times = new ArrayList<>(series.size());
        List<Double> values = new ArrayList<>(series.size());
        for (int i = 0; i < series.size(); i++) {
            times.add(Instant.ofEpochMilli(series.time(i)));
            values.add(series.value(i));
        }
        return new ChartSeries(name, times, values);
    }

    /** The node or target, and what tells a series from the others. */
    static String legend(Measured one, List<Measured> all) {
        Set<String> differing = new TreeSet<>();
        all.forEach(other -> other.labels.forEach((key, value) -> {
            if (!value.equals(one.labels.get(key))) {
                differing.add(key);
            }
        }));
        all.forEach(other -> one.labels.keySet().stream()
                .filter(key -> !other.labels.containsKey(key))
                .forEach(differing::add));
        String labels = differing.stream()
                .filter(key -> !NOT_TOLD.contains(key) && one.labels.containsKey(key))
                .map(key -> key + "=" + one.labels.get(key))
                .collect(Collectors.joining(", "));
        String legend = one.node().isEmpty() || labels.isEmpty() ? one.node() + labels : one.node() + ", " + labels;
        return legend.isEmpty() ? one.name : legend;
    }

    /** By the ending that Prometheus wants names to have. */
    static String unit(String name) {
        String stem = name.replaceAll("_(?:total|sum)$", "");
        return stem.endsWith("_bytes") ? "bytes" : stem.endsWith("_seconds") ? "s" : "";
    }
}
