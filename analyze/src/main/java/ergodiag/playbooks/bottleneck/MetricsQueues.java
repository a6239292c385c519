package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Manifest;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.cluster.metrics.HeadProcess;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.cluster.shape.Shift;
import ergodiag.ergo.metrics.HeadMetric;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mailboxes of those processes that no list of their node holds, by the metrics that the site has of them: the list was cut or refused, or
 * the node did not answer. Where a list holds a process, it is judged by that alone.
 */
record MetricsQueues(Cluster cluster, Map<String, NodeMetrics> metrics, Examination examination) {
    /** With fewer readings nothing is said to grow. */
    private static final int ENOUGH = 3;

    private static final int ROWS = 15;

    /** What is told by the same page, or that of another source, is so close together. */
    private static final Duration SAME_PAGE = Duration.ofSeconds(5);

    /** A mailbox that grows by less a second is no queue that began. */
    private static final double GROWS = 0.2;

    void judge() {
        if (cluster.answering().isEmpty()) {
            metrics.values().forEach(node -> judge(node, node.heads()));
        }
        for (Node node : cluster.answering().isEmpty() ? List.<Node>of() : cluster.nodes()) {
            boolean provesAbsence =
                    !node.processLists().isEmpty() && node.cutList().isEmpty();
            NodeMetrics told = metrics.get(node.name());
            if (told != null && node.state() != Manifest.State.EXCLUDED && !provesAbsence) {
                judge(told, told.unlisted(node));
            }
        }
    }

    private void judge(NodeMetrics node, List<HeadProcess> heads) {
        Optional<Instant> newest = node.heads().stream()
                .flatMap(head -> head.of(HeadMetric.DEPTH).last().stream())
                .map(Timed::at)
                .max(Comparator.naturalOrder());
        for (HeadProcess head : heads) {
            Series<Told> depth = head.of(HeadMetric.DEPTH);
            boolean stillThere = depth.last()
                    .filter(last -> newest.filter(
                                    at -> last.at().plus(SAME_PAGE).isBefore(at))
                            .isEmpty())
                    .isPresent();
            if (stillThere && (grows(depth) || isAlwaysLate(head))) {
                queue(head, depth);
            }
        }
    }

    /** Steadily, by more than a healthy mailbox was ever seen to. */
    private boolean grows(Series<Told> depth) {
        if (depth.size() < ENOUGH) {
            return false;
        }
        double last = depth.last().orElseThrow().it().value();
        Trend trend = Trend.of(depth.points(Told::value));
        boolean rises = trend.isSure()
                ? trend.byChance() < examination.limit(BottleneckLimits.CHANCE)
                : trend.perSecond() > 0 && neverFalls(depth);
        double least = Math.max(examination.limit(BottleneckLimits.BACKLOG), 0.05 * last);
        return rises && depth.growth(Told::value) >= least;
    }

    private static boolean neverFalls(Series<Told> depth) {
        for (int i = 1; i < depth.size(); i++) {
            if (depth.readings().get(i).it().value()
                    < depth.readings().get(i - 1).it().value()) {
                return false;
            }
        }
        return true;
    }

    private boolean isAlwaysLate(HeadProcess head) {
        Series<Told> latency = head.of(HeadMetric.LATENCY);
        return latency.size() >= ENOUGH
                && head.of(HeadMetric.DEPTH).readings().stream()
                        .allMatch(told -> told.it().value() >= 1)
                && latency.readings().stream()
                        .allMatch(told -> told.it().value() >= examination.limit(BottleneckLimits.WAIT));
    }

    private void queue(HeadProcess head, Series<Told> depth) {
        double first = depth.first().orElseThrow().it().value();
        double last = depth.last().orElseThrow().it().value();
        Optional<Double> taken = head.taken();
        boolean nothing = taken.filter(count -> count <= 0).isPresent() && last > 0;
        FindingBuilder finding = examination
                .finding(
                        "ED0218",
                        Severity.WARNING,
                        Subject.process(
                                Subject.Kind.PROCESS,
                                head.node(),
                                head.pid(),
                                head.name(),
                                head.behavior(),
                                head.application()))
                .title("%s on %s does not keep up by its metrics", head.label(), head.node())
                .sentence(
                        ": %s waiting messages became %s in %s%s%s; no list of processes that came from %s holds it.",
                        Numbers.count(first),
                        Numbers.count(last),
                        Numbers.time(depth.span()),
                        head.last(HeadMetric.LATENCY)
                                .map(age -> ", the oldest for " + Words.seconds(age))
                                .orElse(""),
                        taken.map(count -> nothing
                                        ? ", and it took none of them"
                                        : ", and it took " + Numbers.count(count) + " meanwhile")
                                .orElse(""),
                        head.node())
                .aspect(nothing ? "it takes nothing" : "")
                .began(Shift.began(depth, Told::value, GROWS))
                .number("messages waiting", last, "messages")
                .trend("growth of the mailbox", Trend.of(depth.points(Told::value)), 1, "messages/s")
                .wouldChange("A reading with fewer messages in its mailbox, or a list of processes that holds it.")
                .nextCapture("ergodiag capture --profile standard --window 60");
        head.of(HeadMetric.DEPTH).ends().forEach(told -> cite(finding, told));
        head.of(HeadMetric.LATENCY).last().ifPresent(told -> cite(finding, told));
        if (taken.isPresent()) {
            head.of(HeadMetric.MESSAGES_IN).ends().forEach(told -> cite(finding, told));
        }
        finding.add();
    }

    private static void cite(FindingBuilder finding, Timed<Told> told) {
        finding.evidence(told.it().at().value(told.it().value()));
    }

    /** Those with most messages waiting, whether or not a list holds them. */
    Table table(int playbook) {
        List<HeadProcess> worst = metrics.values().stream()
                .map(NodeMetrics::heads)
                .flatMap(Collection::stream)
                .filter(head -> head.mostWaiting() > 0)
                .sorted(Comparator.comparingDouble((HeadProcess head) -> -head.mostWaiting())
                        .thenComparing(HeadProcess::node)
                        .thenComparing(HeadProcess::pid))
                .toList();
        return new Table(
                "mailboxes-by-metrics",
                playbook,
                "Processes with the most messages waiting, by metrics",
                List.of(
                        Column.key("Node"),
                        Column.key("Process"),
                        Column.text("Behaviour"),
                        Column.count("Waiting at first"),
                        Column.count("Waiting at last"),
                        Column.in("Oldest waits", "s"),
                        Column.in("Utilisation", "%"),
                        Column.count("Readings")),
                worst.stream().limit(ROWS).map(MetricsQueues::cells).toList(),
                Math.max(0, worst.size() - ROWS));
    }

    private static List<Cell> cells(HeadProcess head) {
        Series<Told> depth = head.of(HeadMetric.DEPTH);
        return List.of(
                Cell.text(head.node()),
                Cell.text(head.name().isEmpty() ? head.pid() : head.name()),
                Cell.text(head.behavior()),
                Cell.count(depth.first().orElseThrow().it().value()),
                Cell.count(depth.last().orElseThrow().it().value()),
                head.last(HeadMetric.LATENCY).map(Cell::number).orElse(Cell.text("not told")),
                head.last(HeadMetric.UTILISATION)
                        .map(share -> Cell.number(100 * share))
                        .orElse(Cell.text("not told")),
                Cell.count(depth.size()));
    }
}
