package ergodiag.cluster.shape;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a node allocates and collects in the window.
 *
 * @param bytesPerSecond what it allocates
 * @param collectionsPerSecond how often it collects
 * @param cores cores that collection keeps busy, those that nothing else would use among them; empty where the node does not tell
 * @param used cores that the node keeps busy in all; empty where it cannot be told
 * @param began since when it allocates so much, where that began within the window
 * @param evidence the counters at both ends
 */
public record Churn(
        double bytesPerSecond,
        double collectionsPerSecond,
        Optional<Double> cores,
        Optional<Double> used,
        Optional<Instant> began,
        List<Evidence> evidence) {
    /** Before, it was half as much at most. */
    private static final double HALF = 0.5;

    /** Of a node that told its runtime twice at least; empty for others. */
    public static Optional<Churn> of(Node node) {
        Series<RuntimeStats> stats = node.stats();
        if (!stats.hasTwo()) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Timed<RuntimeStats> end : stats.ends()) {
            if (end.it().tellsAllocated()) {
                evidence.add(end.it().at().field("total_alloc", end.it().totalAlloc()));
            }
            evidence.add(end.it().collectionsEvidence());
        }
        Series<Double> collecting =
                node.infos().flatMap(info -> info.budget().collecting().value());
        if (collecting.hasTwo()) {
            node.infos().ends().forEach(end -> evidence.add(cpu(end.it())));
        }
        return Optional.of(new Churn(
                allocates(node, stats),
                stats.rate(RuntimeStats::collections),
                collecting.hasTwo() ? Optional.of(collecting.rate(seconds -> seconds)) : Optional.empty(),
                CpuClock.used(node)
                        .value()
                        .filter(Series::hasTwo)
                        .map(time -> time.rate(Churn::seconds))
                        .filter(cores -> cores > 0),
                began(stats),
                evidence));
    }

    /**
     * By its counter, or where the node tells none by what fills the heap from one collection to the next: as much as lies between what lives and the
     * goal.
     */
    private static double allocates(Node node, Series<RuntimeStats> stats) {
        if (stats.readings().stream().allMatch(reading -> reading.it().tellsAllocated())) {
            return stats.rate(reading -> reading.totalAlloc().value());
        }
        List<Double> between = node.infos().readings().stream()
                .filter(info -> info.it().heapLive().isKnown()
                        && info.it().budget().heapGoal().isKnown())
                .map(info -> (double) Math.max(
                        0,
                        info.it().budget().heapGoal().orElse(new Bytes(0)).count()
                                - info.it().heapLive().orElse(new Bytes(0)).count()))
                .toList();
        return between.isEmpty() ? 0 : Statistics.median(between) * stats.rate(RuntimeStats::collections);
    }

    private static Optional<Instant> began(Series<RuntimeStats> stats) {
        List<Point> rates = new ArrayList<>();
        for (int i = 1; i < stats.size(); i++) {
            Timed<RuntimeStats> before = stats.readings().get(i - 1);
            Timed<RuntimeStats> now = stats.readings().get(i);
            double bytes = now.it().totalAlloc().since(before.it().totalAlloc());
            rates.add(new Point(
                    now.secondsSince(stats.readings().get(0)), bytes / Math.max(1e-9, now.secondsSince(before))));
        }
        OptionalDouble began = Course.of(rates).began();
        return began.isPresent()
                        && usual(rates, began.getAsDouble(), false) <= HALF * usual(rates, began.getAsDouble(), true)
                ? Optional.of(stats.readings().get(0).at().plusNanos((long) (1e9 * began.getAsDouble())))
                : Optional.empty();
    }

    private static double usual(List<Point> rates, double began, boolean since) {
        return Statistics.median(rates.stream()
                .filter(rate -> rate.seconds() > began == since)
                .map(Point::value)
                .toList());
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
