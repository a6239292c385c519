package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.metrics.NodeMetric;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counters of a node that told none itself, by the metrics that the site has of it. They are judged by the same limits as those that nodes tell; who logged
 * or sent, metrics do not say.
 */
record MetricsCounters(Node node, NodeMetrics metrics, Examination examination) {
    private static final Map<NodeMetric, String> ERRORS = new EnumMap<>(Map.of(
            NodeMetric.SEND_ERRORS_LOCAL, "messages to its own processes",
            NodeMetric.SEND_ERRORS_REMOTE, "messages to other nodes",
            NodeMetric.CALL_ERRORS_LOCAL, "calls to its own processes",
            NodeMetric.CALL_ERRORS_REMOTE, "calls to other nodes"));

    void judge() {
        Series<Told> panics = logged("panic");
        if (panics.growth(Told::value) > examination.limit(LogCounters.PANICS)) {
            logged("ED0106", "panic", panics);
        }
        Series<Told> errors = logged("error");
        if (60 * errors.rate(Told::value) >= examination.limit(LogCounters.ERRORS)) {
            logged("ED0105", "error", errors);
        }
        ERRORS.forEach((metric, what) -> {
            Series<Told> failed = metrics.of(metric);
            if (failed.growth(Told::value) >= examination.limit(ErrorCounters.GROWTH)) {
                undelivered(metric, what, failed);
            }
        });
        zombees(metrics.of(NodeMetric.ZOMBEES));
    }

    private Series<Told> logged(String level) {
        return metrics.of(NodeMetric.LOG_MESSAGES, "level", level);
    }

    private void logged(String code, String level, Series<Told> count) {
        double grown = count.growth(Told::value);
        FindingBuilder finding = finding(code, count)
                .sentence(
                        "%s logged %s in %s (%s a minute), by its metrics, which do not say who.",
                        node.name(),
                        Words.many(grown, level),
                        Numbers.time(count.span()),
                        Numbers.number(60 * count.rate(Told::value)))
                .number("logged", grown, "messages")
                .number("rate", 60 * count.rate(Told::value), "messages/min")
                .wouldChange("No further message of that level within a window.");
        finding.add();
    }

    private void undelivered(NodeMetric metric, String what, Series<Told> failed) {
        double grown = failed.growth(Told::value);
        FindingBuilder finding = finding("ED0103", failed)
                .sentence(
                        "%s %s of %s could not be delivered in %s, by its metrics.",
                        Numbers.count(grown), what, node.name(), Numbers.time(failed.span()))
                .number("errors", grown, "errors")
                .wouldChange("The same count at both ends of a window.");
        if (metric == NodeMetric.SEND_ERRORS_REMOTE || metric == NodeMetric.CALL_ERRORS_REMOTE) {
            finding.relation(Relation.unknown(Kind.UNDELIVERED_ELSEWHERE));
        }
        finding.add();
    }

    /** As where the node tells them, playbook 7 would have to say more. */
    private void zombees(Series<Told> count) {
        double last = count.last().map(told -> told.it().value()).orElse(0.0);
        if (last > examination.limit(NodeState.ZOMBEES)) {
            examination
                    .finding("ED0109", Severity.INFO, Subject.node(node.name()))
                    .sentence(
                            "%s has %s that should be gone (killed, still in a callback), by its metrics.",
                            node.name(), Words.many(last, "process"))
                    .number("zombees", last, "processes")
                    .evidence(count.last().orElseThrow().it().at().value(last))
                    .add();
        }
    }

    private FindingBuilder finding(String code, Series<Told> count) {
        FindingBuilder finding = examination
                .finding(code, Severity.WARNING, Subject.node(node.name()))
                .nextCapture("ergodiag capture with " + node.name() + " as an entry node as well");
        count.ends()
                .forEach(told -> finding.evidence(told.it().at().value(told.it().value())));
        return finding;
    }
}
