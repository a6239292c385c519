package ergodiag.analyze.playbooks;

import ergodiag.analyze.Chart;
import ergodiag.analyze.Chart.ChartSeries;
import ergodiag.analyze.Examination;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Stacks;
import ergodiag.cluster.Standing;
import ergodiag.cluster.Timed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws where the goroutines of all nodes stand, by the last dump of each that was not filtered. */
final class GoroutineGroups {
    private static final int MOST = 10;

    private GoroutineGroups() {}

    static void draw(Cluster cluster, Examination examination) {
        Map<String, Map<String, Integer>> byNode = new TreeMap<>();
        for (Node node : cluster.nodes()) {
            node.stacks().readings().stream()
                    .filter(dump ->
                            dump.it().filter().isEmpty() && dump.it().exclude().isEmpty())
                    .max(Comparator.comparing(Timed::at))
                    .ifPresent(dump -> byNode.put(node.name(), counts(dump.it())));
        }
        List<String> top = byNode.values().stream()
                .flatMap(counts -> counts.entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.summingInt(Map.Entry::getValue)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        if (top.isEmpty()) {
            return;
        }
        examination.chart(new Chart(
                "goroutine-groups",
                10,
                "Where goroutines stand",
                Chart.Kind.STACKED_BARS,
                "goroutines",
                byNode.entrySet().stream()
                        .map(node -> new ChartSeries(
                                node.getKey(),
                                List.of(),
                                top.stream()
                                        .map(function ->
                                                (double) node.getValue().getOrDefault(function, 0))
                                        .toList()))
                        .toList(),
                top,
                List.of(),
                "Goroutines by the innermost function of the application, or of the library where there is none, in the last whole dump of"
                        + " each node."));
    }

    private static Map<String, Integer> counts(Stacks dump) {
        Map<String, Integer> counts = new TreeMap<>();
        dump.groups()
                .forEach(group -> dump.standing(group)
                        .map(Standing::function)
                        .ifPresent(function -> counts.merge(function, group.count(), Integer::sum)));
        return counts;
    }
}
