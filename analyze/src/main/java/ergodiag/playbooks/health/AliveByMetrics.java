package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.metrics.NodeMetric;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node that does not answer the capture, and lives on by the metrics that the site has of it. */
record AliveByMetrics(Cluster cluster, Node node, Examination examination) {
    /** Radar collects every ten seconds: what it tells may be as old, and is fetched a little later. */
    private static final Duration LAG = Duration.ofSeconds(15);

    /** A Prometheus server asks nodes every minute, unless it is told otherwise; one that it could not ask since then is not known to be alive. */
    private static final Duration SCRAPED = Duration.ofSeconds(75);

    private static final int CITED = 2;

    /** Whether it is alive, which is then said. */
    boolean judge() {
        NodeMetrics metrics = NodeMetrics.of(cluster, node.name());
        Instant from = node.fellSilentAt()
                .map(since -> since.plus(LAG))
                .orElse(cluster.manifest().capture().started());
        Optional<Timed<Told>> sign = metrics.signOfLife(from)
                .filter(uptime -> cluster.metrics()
                        .lastReading()
                        .filter(last -> uptime.at().plus(SCRAPED).isBefore(last))
                        .isEmpty());
        sign.ifPresent(uptime -> alive(metrics, uptime));
        return sign.isPresent();
    }

    private void alive(NodeMetrics metrics, Timed<Told> uptime) {
        FindingBuilder finding = examination
                .finding("ED0135", Severity.WARNING, Subject.node(node.name()))
                .sentence(
                        "%s%s, yet it is alive: by its metrics it was up for %s at %s UTC%s.",
                        node.name(),
                        fate(),
                        Words.seconds(Math.rint(uptime.it().value())),
                        Words.second(uptime.at()),
                        processes(metrics))
                .relation(Relation.unknown(Kind.UNSEEN))
                .began(node.fellSilentAt())
                .number("uptime by its metrics", uptime.it().value(), "s")
                .wouldChange("One answer, or an uptime that stands still in its metrics: it would be silent.")
                .nextCapture("ergodiag capture with " + node.name() + " as an entry node as well");
        metrics.of(NodeMetric.UPTIME).ends().forEach(told -> cite(finding, told));
        List<Evidence> unanswered = node.unanswered();
        unanswered.stream().skip(Math.max(0, unanswered.size() - CITED)).forEach(finding::evidence);
        finding.add();
    }

    private static void cite(FindingBuilder finding, Timed<Told> told) {
        finding.evidence(told.it().at().value(told.it().value()));
    }

    private String fate() {
        if (node.isOnlyExpected()) {
            return " is expected to be there, and no node that answered knows it";
        }
        return node.fellSilentAt()
                .map(since -> " stopped answering at " + Words.second(since) + " UTC")
                .orElse(" answered nothing");
    }

    private static String processes(NodeMetrics metrics) {
        return metrics.of(NodeMetric.PROCESSES)
                .last()
                .map(told -> ", with " + Numbers.count(told.it().value()) + " processes")
                .orElse("");
    }
}
