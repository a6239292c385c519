package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Examination;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.NaturalOrder;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Draws where the goroutines of all nodes stand, by the last dump of each that was not filtered. */
final class GoroutineGroups {
    private GoroutineGroups() {}

    static void draw(Cluster cluster, Examination examination) {
        Map<String, Map<String, Double>> byNode = new TreeMap<>(NaturalOrder.OF_NAMES);
        for (Node node : cluster.nodes()) {
            node.stacks().readings().stream()
                    .filter(dump ->
                            dump.it().filter().isEmpty() && dump.it().exclude().isEmpty())
                    .max(Comparator.comparing(Timed::at))
                    .ifPresent(dump -> byNode.put(node.name(), counts(dump.it())));
        }
        Bars.stacked(
                        "goroutine-groups",
                        10,
                        "Where goroutines stand",
                        "goroutines",
                        byNode,
                        1,
                        "Goroutines by the innermost function of the application, or of the library where there is none, in the last whole"
                                + " dump of each node.")
                .ifPresent(examination::chart);
    }

    private static Map<String, Double> counts(Dump dump) {
        Map<String, Double> counts = new TreeMap<>();
        dump.groups()
                .forEach(group -> dump.standing(group)
                        .map(TopFrame::function)
                        .ifPresent(function -> counts.merge(function, (double) group.count(), Double::sum)));
        return counts;
    }
}
