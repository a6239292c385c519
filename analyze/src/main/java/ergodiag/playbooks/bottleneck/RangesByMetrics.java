package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Metrics.Track;
import ergodiag.cluster.Timed;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.metrics.HeadMetric;
import ergodiag.ergo.metrics.MetricName;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How many processes of a node lie in which range of mailbox depth, latency and utilisation, by the metrics that the site has of it. */
final class RangesByMetrics {
    private static final int ROWS = 40;

    private RangesByMetrics() {}

    /** Empty where no metrics tell of ranges. */
    static Optional<Table> table(Collection<NodeMetrics> metrics, int playbook) {
        List<Track> ranges = metrics.stream()
                .flatMap(node -> node.tracks().stream())
                .filter(track -> track.name().form() == MetricName.Form.DISTRIBUTION && HeadMetric.knows(track.name()))
                .filter(track -> !range(track).isEmpty())
                .toList();
        return ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "ranges-by-metrics",
                        playbook,
                        "Processes in each range, by metrics",
                        List.of(
                                Column.key("Node"),
                                Column.key("Of"),
                                Column.key("Range"),
                                Column.count("Processes at first"),
                                Column.count("Processes at last")),
                        ranges.stream().limit(ROWS).map(RangesByMetrics::cells).toList(),
                        Math.max(0, ranges.size() - ROWS)));
    }

    /** Those of Radar have a range, those of a histogram an upper bound. */
    private static String range(Track track) {
        String bound = track.label("le");
        return bound.isEmpty() ? track.label("range") : "up to " + bound;
    }

    private static List<Cell> cells(Track track) {
        return List.of(
                Cell.text(track.node()),
                Cell.text(track.name().stem().replace('_', ' ')),
                Cell.text(range(track)),
                track.values().first().map(RangesByMetrics::count).orElse(Cell.EMPTY),
                track.values().last().map(RangesByMetrics::count).orElse(Cell.EMPTY));
    }

    private static Cell count(Timed<Told> told) {
        return Cell.count(told.it().value());
    }
}
