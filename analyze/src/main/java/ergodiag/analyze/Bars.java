package ergodiag.analyze;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Charts that rank things by a number, highest first, those of zero left out. */
public final class Bars {
    private static final int MOST = 12;
    private static final int MOST_STACKED = 10;

    private Bars() {}

    /**
     * What nodes have in common, ranked by the sum over all of them: a bar for each name, a segment for each node.
     *
     * @param byNode for each node a number by name
     * @param least sums below are left out
     * @return the chart; empty where no sum is large enough
     */
    public static Optional<Chart> stacked(
            String id,
            int playbook,
            String title,
            String unit,
            Map<String, Map<String, Double>> byNode,
            double least,
            String caption) {
        List<String> top = byNode.values().stream()
                .flatMap(numbers -> numbers.entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.summingDouble(Map.Entry::getValue)))
                .entrySet()
                .stream()
                .filter(sum -> sum.getValue() >= least)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_STACKED)
                .map(Map.Entry::getKey)
                .toList();
        if (top.isEmpty()) {
            return Optional.empty();
        }
        List<ChartSeries> segments = byNode.entrySet().stream()
                .map(node -> new ChartSeries(
                        node.getKey(),
                        List.of(),
                        top.stream()
                                .map(name -> node.getValue().getOrDefault(name, 0.0))
                                .toList()))
                .toList();
        return Optional.of(
                new Chart(id, playbook, title, Chart.Kind.STACKED_BARS, unit, segments, top, List.of(), caption));
    }

    /** The chart; empty where every number is zero. */
    public static <T> Optional<Chart> of(
            String id,
            int playbook,
            String title,
            String unit,
            List<T> things,
            Function<T, String> name,
            ToDoubleFunction<T> number,
            String caption) {
        List<T> ranked = things.stream()
                .filter(thing -> number.applyAsDouble(thing) > 0)
                .sorted((a, b) -> {
                    int higher = Double.compare(number.applyAsDouble(b), number.applyAsDouble(a));
                    return higher != 0 ? higher : name.apply(a).compareTo(name.apply(b));
                })
                .limit(MOST)
                .toList();
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        ChartSeries bars = new ChartSeries(
                title, List.of(), ranked.stream().map(number::applyAsDouble).toList());
        return Optional.of(new Chart(
                id,
                playbook,
                title,
                Chart.Kind.BARS,
                unit,
                List.of(bars),
                ranked.stream().map(name).toList(),
                List.of(),
                caption));
    }
}
