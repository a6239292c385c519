package ergodiag.playbooks.restarts;

import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Messages that a node could not deliver, beside the deaths of its processes: what is sent to the dead is lost. */
final class Undelivered {
    /** So many times as fast it grows where it belongs to the deaths; and so many are more than chance. */
    private static final double MORE = 3;

    private static final double LEAST = 5;

    private Undelivered() {}

    /**
     * Whether messages to its own processes fail when processes die, and hardly else: between readings without a death, or, where there were
     * deaths between all readings, whether there were as many for each death before the window as within it.
     */
    static boolean comesWithDeaths(Node node) {
        List<Timed<NodeInfo>> infos = node.infos().readings();
        double lost = node.infos().growth(Undelivered::local);
        if (lost < 1) {
            return false;
        }
        double without = 0;
        double calm = 0;
        for (int i = 1; i < infos.size(); i++) {
            NodeInfo before = infos.get(i - 1).it();
            NodeInfo after = infos.get(i).it();
            if (after.terminated().since(before.terminated()) <= 0) {
                without += local(after) - local(before);
                calm += infos.get(i).secondsSince(infos.get(i - 1));
            }
        }
        double seconds = node.infos().span().toMillis() / 1000.0;
        return calm > 0
                ? MORE * without / calm <= lost / seconds
                : isAsMany(infos.get(0).it(), infos.get(infos.size() - 1).it());
    }

    private static boolean isAsMany(NodeInfo first, NodeInfo last) {
        double before = local(first) / Math.max(1, first.terminated().value());
        double within =
                (local(last) - local(first)) / Math.max(1, last.terminated().since(first.terminated()));
        return before > 0 && within <= MORE * before && before <= MORE * within;
    }

    /** Messages lost after that moment that grow so much faster than before it that they were for what ended then; empty when they do not. */
    static Optional<Double> since(Node node, Instant at, ToDoubleFunction<NodeInfo> counter) {
        Optional<Timed<NodeInfo>> before = node.infos().readings().stream()
                .filter(info -> !info.at().isAfter(at))
                .reduce((one, other) -> other);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Timed<NodeInfo> first = node.infos().first().orElseThrow();
        Timed<NodeInfo> last = node.infos().last().orElseThrow();
        double lost = counter.applyAsDouble(last.it())
                - counter.applyAsDouble(before.get().it());
        double earlier = counter.applyAsDouble(before.get().it()) - counter.applyAsDouble(first.it());
        double rate = lost / Math.max(1e-3, last.secondsSince(before.get()));
        double usual = earlier / Math.max(1e-3, before.get().secondsSince(first));
        return lost >= LEAST && rate >= MORE * usual ? Optional.of(lost) : Optional.empty();
    }

    static double local(NodeInfo info) {
        return info.sendErrorsLocal().value();
    }

    static double remote(NodeInfo info) {
        return info.sendErrorsRemote().value();
    }
}
