package ergodiag.playbooks.leak;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.metrics.NodeMetric;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the number of processes of a node changed by the metrics that the site has of it, where the node itself told nothing. Which family grows
 * they do not say.
 *
 * @param total living
 * @param born spawned since the start of the node, and not terminated, at each reading of both
 * @param turnover spawned and terminated between the first reading and the last
 */
record MetricsGrowth(Series<Told> total, Series<Double> born, double turnover) {
    static MetricsGrowth of(NodeMetrics metrics) {
        Series<Told> terminated = metrics.of(NodeMetric.TERMINATED);
        Map<Instant, Double> ended = new HashMap<>();
        terminated.readings().forEach(told -> ended.put(told.at(), told.it().value()));
        Series<Told> spawned = metrics.of(NodeMetric.SPAWNED);
        List<Timed<Double>> born = new ArrayList<>();
        for (Timed<Told> told : spawned.readings()) {
            Optional.ofNullable(ended.get(told.at()))
                    .ifPresent(end -> born.add(
                            new Timed<>(told.at(), told.call(), told.it().value() - end)));
        }
        return new MetricsGrowth(
                metrics.of(NodeMetric.PROCESSES),
                new Series<>(born),
                spawned.growth(Told::value) + terminated.growth(Told::value));
    }

    private double grown() {
        return Math.min(total.growth(Told::value), born.growth(count -> count));
    }

    private double perMinute() {
        double seconds = total.span().toMillis() / 1000.0;
        return seconds > 0 ? 60 * grown() / seconds : 0;
    }

    /** By the same limits as where the node tells its counters. */
    private boolean isLeak(Examination examination) {
        if (!total.hasTwo() || !born.hasTwo()) {
            return false;
        }
        Trend trend = Trend.of(born.points(count -> count));
        double rate = examination.limit(LeakLimits.RATE);
        double first = total.readings().get(0).it().value();
        boolean steady = trend.isSure()
                ? trend.byChance() < examination.limit(LeakLimits.CHANCE) && 60 * trend.lower() >= rate
                : perMinute() * (1 - 2 * Math.sqrt(Math.max(0, turnover)) / Math.max(1, grown())) >= rate;
        return perMinute() >= rate && grown() >= examination.limit(LeakLimits.SHARE) / 100 * first && steady;
    }

    void judge(String node, Examination examination) {
        if (!isLeak(examination)) {
            return;
        }
        FindingBuilder finding = examination
                .finding("ED0501", Severity.WARNING, Subject.node(node))
                .title("Processes pile up on %s", node)
                .sentence(
                        ", by its metrics: %s became %s in %s (%s more each minute; twice as many in %s); which, they do not say.",
                        Numbers.count(total.readings().get(0).it().value()),
                        Numbers.count(
                                total.readings().get(total.size() - 1).it().value()),
                        Numbers.time(total.span()),
                        Numbers.count(perMinute()),
                        Words.seconds(
                                60 * total.readings().get(total.size() - 1).it().value() / perMinute()))
                .number("more processes", grown(), "processes")
                .number("growth from end to end", perMinute(), "processes/min")
                .wouldChange(
                        "As many processes terminated as spawned over a longer window would make it the come and go of sessions.")
                .nextCapture("ergodiag capture with " + node + " as an entry node as well");
        total.ends()
                .forEach(told -> finding.evidence(told.it().at().value(told.it().value())));
        finding.add();
    }
}
