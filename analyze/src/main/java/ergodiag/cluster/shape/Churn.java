package ergodiag.cluster.shape;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node allocates and collects in the window.
 *
 * @param bytesPerSecond what it allocates
 * @param collectionsPerSecond how often it collects
 * @param cores cores that collection keeps busy, those that nothing else would use among them; empty where the node does not tell
 * @param used cores that the node keeps busy in all; empty where it cannot be told
 * @param evidence the counters at both ends
 */
public record Churn(
        double bytesPerSecond,
        double collectionsPerSecond,
        Optional<Double> cores,
        Optional<Double> used,
        List<Evidence> evidence) {

    /** Of a node that told its runtime twice at least; empty for others. */
    public static Optional<Churn> of(Node node) {
        Series<RuntimeStats> stats = node.stats();
        if (!stats.hasTwo()) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Timed<RuntimeStats> end : stats.ends()) {
            evidence.add(end.it().at().field("total_alloc", end.it().totalAlloc()));
            evidence.add(end.it().at().field("num_gc", end.it().collections()));
        }
        Series<Double> collecting =
                node.infos().flatMap(info -> info.budget().collecting().value());
        if (collecting.hasTwo()) {
            node.infos().ends().forEach(end -> evidence.add(cpu(end.it())));
        }
        return Optional.of(new Churn(
                stats.rate(reading -> reading.totalAlloc().value()),
                stats.rate(RuntimeStats::collections),
                collecting.hasTwo() ? Optional.of(collecting.rate(seconds -> seconds)) : Optional.empty(),
                CpuClock.used(node)
                        .value()
                        .filter(Series::hasTwo)
                        .map(time -> time.rate(Churn::seconds))
                        .filter(cores -> cores > 0),
                evidence));
    }

    /** The share of the CPU time that the node uses which goes into collection, 0 to 1; empty where it does not tell both. */
    public Optional<Double> share() {
        return cores.flatMap(it -> used.map(all -> Math.min(1, it / all)));
    }

    private static Evidence cpu(NodeInfo info) {
        return info.at()
                .field(
                        "CPUTimeGC",
                        BigDecimal.valueOf(info.budget().collecting().orElse(0.0))
                                .toPlainString());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
