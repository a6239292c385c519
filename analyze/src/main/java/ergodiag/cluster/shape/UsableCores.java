package ergodiag.cluster.shape;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many cores a node may use. Its CPU time that was there to be used grows by as much a second, in a container too, where the machine's
 * processors are more. That time is brought up to date at each collection only (ERGO.md 5): of its growth between two readings at which it
 * had moved each end may be as old as the reading before.
 *
 * @param cores how many
 * @param told whether the node's own CPU time tells it, and not only the number of the machine's processors
 * @param evidence where that stands
 */
public record UsableCores(double cores, boolean told, List<Evidence> evidence) {
    /** Over less time an end that is a reading old weighs too much. */
    private static final double LEAST_SECONDS = 15;
    /** As far from a whole number of cores as the ends may be off. */
    private static final double OFF = 0.15;

    /** By its CPU time, else by its processors; empty where it tells neither. */
    public static Optional<UsableCores> of(Node node) {
        return byTime(node)
                .or(() -> node.stats()
                        .last()
                        .filter(stats -> stats.it().cpus() > 0)
                        .map(stats -> {
                            double cpus = stats.it().cpus();
                            return new UsableCores(
                                    cpus, false, List.of(stats.it().at().field("cpus", (long) cpus)));
                        }));
    }

    private static Optional<UsableCores> byTime(Node node) {
        List<Timed<NodeInfo>> moved = new ArrayList<>();
        Optional<Double> before = Optional.empty();
        for (Timed<NodeInfo> info : node.infos().readings()) {
            Optional<Double> now = info.it().budget().usable().value();
            if (now.isPresent() && before.isPresent() && !now.equals(before)) {
                moved.add(info);
            }
            before = now;
        }
        if (moved.size() < 2) {
            return Optional.empty();
        }
        Timed<NodeInfo> first = moved.get(0);
        Timed<NodeInfo> last = moved.get(moved.size() - 1);
        double seconds = last.secondsSince(first);
        double cores = (usable(last) - usable(first)) / Math.max(seconds, 1e-9);
        double whole = Math.max(1, Math.rint(cores));
        return seconds < LEAST_SECONDS || cores <= 0
                ? Optional.empty()
                : Optional.of(new UsableCores(
                        Math.abs(cores - whole) <= OFF * whole ? whole : cores,
                        true,
                        List.of(
                                first.it().at().field("CPUTimeTotal", number(usable(first))),
                                last.it().at().field("CPUTimeTotal", number(usable(last))))));
    }

    private static double usable(Timed<NodeInfo> info) {
        return info.it().budget().usable().orElse(0.0);
    }

    /** As the node writes it, without an exponent. */
    private static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }
}
