package ergodiag.incident;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Findings;
import ergodiag.incident.source.SourceReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of all captures as one chart each: between captures nobody looked, and that is a gap. */
final class LongCharts {
    private LongCharts() {}

    /** Those of findings first, in the order of the findings; then those of other sources, then the rest in the order of the captures. */
    static List<Chart> of(List<Findings> captures, List<FindingLife> lives, List<SourceReading> sources) {
        Map<String, List<Chart>> byId = new LinkedHashMap<>();
        captures.forEach(capture -> capture.charts().stream()
                .filter(chart -> chart.kind() == Chart.Kind.LINE)
                .forEach(chart -> byId.computeIfAbsent(chart.id(), id -> new ArrayList<>())
                        .add(chart)));
        List<String> codes = lives.stream()
                .filter(FindingLife::isCause)
                .map(life -> life.gravest().code())
                .distinct()
                .toList();
        List<Chart> joined =
                byId.values().stream().map(parts -> joined(parts, codes)).toList();
        return Stream.of(
                        joined.stream()
                                .filter(chart -> codes.contains(chart.code()))
                                .sorted(Comparator.comparing(chart -> codes.indexOf(chart.code()))),
                        sources.stream()
                                .flatMap(source -> source.charts().stream()
                                        .map(chart -> chart.named(source.file() + "-" + chart.id()))),
                        joined.stream().filter(chart -> !codes.contains(chart.code())))
                .flatMap(charts -> charts)
                .toList();
    }

    /** Under the title that the gravest finding gives it. */
    private static Chart joined(List<Chart> parts, List<String> codes) {
        Chart head = parts.stream()
                .filter(part -> codes.contains(part.code()))
                .min(Comparator.comparing(part -> codes.indexOf(part.code())))
                .orElse(parts.get(0));
        String topic = head.topic().isEmpty() ? head.title() : head.topic();
        boolean found = codes.contains(head.code());
        Set<String> names = parts.stream()
                .flatMap(part -> part.series().stream())
                .map(ChartSeries::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Chart(
                head.id(),
                head.playbook(),
                found ? head.title() : topic,
                found ? topic : "",
                found ? head.code() : "",
                Chart.Kind.LINE,
                head.unit(),
                names.stream().map(name -> line(name, parts)).toList(),
                List.of(),
                List.of(),
                head.caption(),
                head.levels());
    }

    private static ChartSeries line(String name, List<Chart> parts) {
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Chart part : parts) {
            for (ChartSeries series : part.series()) {
                if (series.name().equals(name) && !series.times().isEmpty()) {
                    append(series, times, values);
                }
            }
        }
        return new ChartSeries(name, List.copyOf(times), List.copyOf(values));
    }

    /** Of captures that overlap, the later one goes on where the earlier ends. */
    private static void append(ChartSeries series, List<Instant> times, List<Double> values) {
        boolean gap = !times.isEmpty();
        for (int i = 0; i < Math.min(series.times().size(), series.values().size()); i++) {
            Instant at = series.times().get(i);
            if (!times.isEmpty() && !at.isAfter(times.get(times.size() - 1))) {
                gap = false;
                continue;
            }
            if (gap) {
                Instant last = times.get(times.size() - 1);
                times.add(last.plus(Duration.between(last, at).dividedBy(2)));
                values.add(Double.NaN);
                gap = false;
            }
            times.add(at);
            values.add(series.values().get(i));
        }
    }
}
