package ergodiag.playbooks.leak;

import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.ergo.NodeInfo;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * How the number of processes of a node changed, those that ran for the capture left out. When just a sampler of ours came or went is known to
 * within a call, so what grows only with them left out, or only with them counted, does not count as grown.
 *
 * @param infos the readings of its counters
 * @param net spawned and not terminated since the first of them
 * @param total living
 */
record Growth(Series<NodeInfo> infos, Series<Double> net, Series<Double> total) {
    double grown() {
        return DoubleStream.of(
                        net.growth(count -> count),
                        total.growth(count -> count),
                        infos.growth(this::born),
                        infos.growth(NodeInfo::processesTotal))
                .min()
                .orElseThrow();
    }

    /** Since the first reading, which counters beyond 2^53 need to be told exactly. */
    private double born(NodeInfo info) {
        return since(infos.readings().get(0).it(), info);
    }

    double perMinute() {
        double seconds = infos.span().toMillis() / 1000.0;
        return seconds > 0 ? 60 * grown() / seconds : 0;
    }

    double first() {
        return infos.first().map(info -> (double) info.it().processesTotal()).orElse(0.0);
    }

    double last() {
        return infos.last().map(info -> (double) info.it().processesTotal()).orElse(0.0);
    }

    Trend trend() {
        return Trend.of(net.points(count -> count));
    }

    /** Steadily, where there are readings enough to tell. */
    boolean isSteady(double chance) {
        Trend trend = trend();
        return !trend.isSure() || (trend.byChance() < chance && trend.lower() > 0);
    }

    /** The lower end of the interval that holds it with 95 %; where too few readings give one, births and deaths come and go by chance. */
    double perMinuteAtLeast() {
        Trend trend = trend();
        if (trend.isSure() || !infos.hasTwo()) {
            return 60 * trend.lower();
        }
        NodeInfo first = infos.readings().get(0).it();
        NodeInfo last = infos.readings().get(infos.size() - 1).it();
        double chance = 2
                * Math.sqrt(last.spawned().since(first.spawned())
                        + last.terminated().since(first.terminated()));
        return perMinute() * Math.max(0, grown() - chance) / Math.max(1, grown());
    }

    static Growth of(Node node) {
        return new Growth(
                node.infos(),
                withoutOurs(node, info -> since(node.infos().readings().get(0).it(), info)),
                withoutOurs(node, NodeInfo::processesTotal));
    }

    private static double since(NodeInfo first, NodeInfo info) {
        return info.spawned().since(first.spawned()) - info.terminated().since(first.terminated());
    }

    private static Series<Double> withoutOurs(Node node, ToDoubleFunction<NodeInfo> count) {
        return new Series<>(node.infos().readings().stream()
                .map(info -> new Timed<>(
                        info.at(),
                        info.call(),
                        count.applyAsDouble(info.it()) - node.ownSamplers().at(info.at())))
                .toList());
    }
}
