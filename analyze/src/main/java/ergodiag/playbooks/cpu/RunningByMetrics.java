package ergodiag.playbooks.cpu;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.metrics.HeadProcess;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.metrics.HeadMetric;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The processes that ran most, by the metrics that the site has of them: which part of the time they were in a callback, be it to compute or to
 * wait. What they ran only a profile tells.
 */
final class RunningByMetrics {
    private static final int ROWS = 15;

    private RunningByMetrics() {}

    /** Empty where no metrics tell of any. */
    static Optional<Table> table(Cluster cluster, int playbook) {
        List<HeadProcess> busiest = NodeMetrics.all(cluster).values().stream()
                .flatMap(node -> node.heads().stream())
                .filter(head -> utilisation(head).isPresent() || ran(head).isPresent())
                .sorted(Comparator.comparingDouble(RunningByMetrics::rank)
                        .reversed()
                        .thenComparing(HeadProcess::node)
                        .thenComparing(HeadProcess::pid))
                .toList();
        return busiest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "running-by-metrics",
                        playbook,
                        "Processes that ran most, by metrics",
                        List.of(
                                Column.key("Node"),
                                Column.key("Process"),
                                Column.text("Behaviour"),
                                Column.in("Utilisation", "%"),
                                Column.in("Ran in the window", "s/s")),
                        busiest.stream()
                                .limit(ROWS)
                                .map(RunningByMetrics::cells)
                                .toList(),
                        Math.max(0, busiest.size() - ROWS)));
    }

    private static double rank(HeadProcess head) {
        return Math.max(utilisation(head).orElse(0.0), ran(head).orElse(0.0));
    }

    private static Optional<Double> utilisation(HeadProcess head) {
        return head.last(HeadMetric.UTILISATION);
    }

    /** Seconds of running time a second; they are added only when a process goes back to sleep (ERGO.md 5). */
    private static Optional<Double> ran(HeadProcess head) {
        return Optional.of(head.of(HeadMetric.RUNNING_TIME))
                .filter(time -> time.hasTwo())
                .map(time -> time.rate(Told::value));
    }

    private static List<Cell> cells(HeadProcess head) {
        return List.of(
                Cell.text(head.node()),
                Cell.text(head.name().isEmpty() ? head.pid() : head.name()),
                Cell.text(head.behavior()),
                utilisation(head).map(share -> Cell.number(100 * share)).orElse(Cell.text("not told")),
                ran(head).map(Cell::number).orElse(Cell.text("not told")));
    }
}
