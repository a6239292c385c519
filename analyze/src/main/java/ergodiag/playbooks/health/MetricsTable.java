package ergodiag.playbooks.health;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Metrics.Track;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.metrics.HeadMetric;
import ergodiag.ergo.metrics.MetricName;
import ergodiag.ergo.metrics.NodeMetric;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nodes as the metrics of the site tell them, those that the capture did not reach among them. */
record MetricsTable(Cluster cluster, Map<String, NodeMetrics> metrics) {
    private static final int ROWS = 40;
    private static final int NAMED = 8;

    Table table(int playbook) {
        return new Table(
                "metrics",
                playbook,
                "The nodes by their metrics",
                List.of(
                        Column.key("Node"),
                        Column.text("Answered the capture"),
                        Column.time("Uptime"),
                        Column.count("Processes"),
                        Column.rate("Spawned"),
                        Column.rate("Terminated"),
                        Column.size("Memory"),
                        Column.count("Errors logged"),
                        Column.count("Panics"),
                        Column.in("Received", "bytes/s"),
                        Column.in("Sent", "bytes/s"),
                        Column.count("Connected nodes"),
                        Column.count("Readings")),
                metrics.values().stream().limit(ROWS).map(this::cells).toList(),
                Math.max(0, metrics.size() - ROWS));
    }

    private List<Cell> cells(NodeMetrics node) {
        return List.of(
                Cell.text(node.node()),
                Cell.text(answered(node.node())),
                last(node.of(NodeMetric.UPTIME), seconds -> Cell.time(Duration.ofMillis((long) (1000 * seconds)))),
                last(node.of(NodeMetric.PROCESSES), Cell::count),
                rate(node.of(NodeMetric.SPAWNED)),
                rate(node.of(NodeMetric.TERMINATED)),
                last(node.of(NodeMetric.MEMORY_ALLOC), bytes -> Cell.size(new Bytes((long) (double) bytes))),
                last(node.of(NodeMetric.LOG_MESSAGES, "level", "error"), Cell::count),
                last(node.of(NodeMetric.LOG_MESSAGES, "level", "panic"), Cell::count),
                node.rate(NodeMetric.REMOTE_BYTES_IN).map(Cell::number).orElse(Cell.EMPTY),
                node.rate(NodeMetric.REMOTE_BYTES_OUT).map(Cell::number).orElse(Cell.EMPTY),
                last(node.of(NodeMetric.CONNECTED_NODES), Cell::count),
                Cell.count(node.tracks().stream()
                        .mapToInt(track -> track.values().size())
                        .max()
                        .orElse(0)));
    }

    private String answered(String name) {
        return cluster.node(name)
                .map(node -> node.isOnlyExpected()
                        ? "expected, not heard of"
                        : isAnswering(node) ? "yes" : node.state().word())
                .orElse("not heard of");
    }

    private boolean isAnswering(Node node) {
        return cluster.answering().contains(node);
    }

    private interface Printed {
        Cell of(Double value);
    }

    private static Cell last(Series<Told> series, Printed printed) {
        return series.last().map(told -> printed.of(told.it().value())).orElse(Cell.EMPTY);
    }

    private static Cell rate(Series<Told> series) {
        return series.hasTwo() ? Cell.number(series.rate(Told::value)) : Cell.EMPTY;
    }

    /** What of the metrics is not judged, as part of a sentence on what was looked at; "" where there is nothing such. */
    String unknown() {
        List<String> unknown = cluster.metrics().tracks().stream()
                .map(Track::name)
                .distinct()
                .filter(name -> !NodeMetric.knows(name) && !HeadMetric.knows(name))
                .map(MetricName::whole)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        if (unknown.isEmpty()) {
            return "";
        }
        String named = String.join(", ", unknown.subList(0, Math.min(NAMED, unknown.size())));
        return " Metrics that are kept and not judged: " + named
                + (unknown.size() > NAMED ? " and " + Numbers.count(unknown.size() - NAMED) + " more" : "") + ".";
    }
}
