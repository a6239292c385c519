package ergodiag.playbooks.leak;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.cluster.shape.Shift;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.playbooks.leak.Families.Family;
import java.util.List;
import java.util.Optional;

/** Playbook 5: do processes pile up? */
public final class ProcessLeak implements Playbook {
    /** The moments of readings are known to some milliseconds. */
    private static final double ROUNDING = 1e-3;

    @Override
    public Card card() {
        return new Card(
                PlaybookName.PROCESS_LEAK,
                "Do processes pile up?",
                LeakLimits.LIMITS.all(),
                Card.chart("processes", "Processes pile up nowhere", "ED0501"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, Tool.NODE_INFO)) {
                Growth growth = Growth.of(node);
                if (isLeak(growth, examination)) {
                    leak(node, growth, examination);
                }
                spawnFailures(node, examination);
                new CronJobs(node, examination).judge();
            } else if (node.infos().isEmpty() && node.state() != Manifest.State.EXCLUDED) {
                MetricsGrowth.of(NodeMetrics.of(cluster, node.name())).judge(node.name(), examination);
            }
        }
        chart(cluster, examination);
        FamilyTable.add(cluster, examination);
        examination.lookedAt("Processes spawned, terminated and living on "
                + Words.many(cluster.answering().size(), "node") + ", " + Words.span(cluster, Node::infos) + ".");
    }

    /** Births run ahead of deaths, steadily, by more than the come and go of a healthy node. */
    private static boolean isLeak(Growth growth, Examination examination) {
        return growth.perMinute() >= examination.limit(LeakLimits.RATE)
                && growth.perMinuteAtLeast() >= examination.limit(LeakLimits.RATE) * (1 - ROUNDING)
                && growth.grown() >= examination.limit(LeakLimits.SHARE) / 100 * growth.first()
                && growth.isSteady(examination.limit(LeakLimits.CHANCE));
    }

    private static void leak(Node node, Growth growth, Examination examination) {
        Optional<Family> family = Families.fastest(node);
        if (family.isEmpty()) {
            examination.cannotSee(new Gap(
                    "no two process lists of " + node.name() + " tell which family of processes grows",
                    node.name(),
                    Tool.PROCESS_LIST.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
        double minutesToDouble = growth.last() / growth.perMinute();
        FindingBuilder finding = examination
                .finding("ED0501", Severity.WARNING, subject(node, family))
                .title("Processes pile up on %s", node.name())
                .sentence(
                        ": %s became %s in %s (%s more each minute%s; twice as many in %s)%s.",
                        Numbers.count(growth.first()),
                        Numbers.count(growth.last()),
                        Numbers.time(growth.infos().span()),
                        Numbers.count(growth.perMinute()),
                        Words.between(growth.trend(), 60, Numbers::number),
                        Words.seconds(60 * minutesToDouble),
                        family.map(ProcessLeak::who).orElse(""))
                .began(Shift.began(growth.net(), count -> count, growth.perMinute() / 60 / 2))
                .number("more processes", growth.grown(), "processes")
                .number("growth from end to end", growth.perMinute(), "processes/min")
                .trend("growth", growth.trend(), 60, "processes/min")
                .number("twice as many in", minutesToDouble, "min")
                .wouldChange(
                        "As many processes terminated as spawned over a longer window would make it the come and go of sessions.");
        growth.infos().first().ifPresent(info -> counters(finding, info.it()));
        growth.infos().last().ifPresent(info -> counters(finding, info.it()));
        family.ifPresent(
                grown -> finding.relation(Relation.behavior(Relation.Kind.PILES_UP, node.name(), grown.behavior()))
                        .aspect(
                                grown.isOrphaned()
                                        ? "they outlive their parents"
                                        : grown.parent().isPresent() ? "the parent is known" : ""));
        family.ifPresent(grown -> grown.newest()
                .ifPresent(row -> finding.evidence(
                        row.at().field("Behavior", row.behavior()), row.at().field("Parent", row.parent()))));
        finding.nextCapture(family.isPresent() ? "" : "ergodiag capture --profile standard")
                .add();
    }

    private static void counters(FindingBuilder finding, NodeInfo info) {
        finding.evidence(
                info.at().field("ProcessesTotal", info.processesTotal()),
                info.at().field("ProcessesTerminated", info.terminated()));
    }

    private static String who(Family family) {
        return "; " + (family.unnamed() ? "unnamed " : "") + family.behavior() + " grew by "
                + Numbers.count(family.grown())
                + (family.complete() ? "" : " in the part that was listed")
                + (family.isOrphaned()
                        ? ": they outlive who started them"
                                + (family.parentBehavior().isEmpty() ? "" : ", " + family.parentBehavior())
                        : family.parent()
                                .map(row -> ", started by " + row.label())
                                .orElse(", whose parent is not in the list"));
    }

    private static Subject subject(Node node, Optional<Family> family) {
        return family.map(grown -> grown.parent()
                        .map(row -> Subject.process(node.name(), row))
                        .orElse(Subject.process(
                                Subject.Kind.PROCESS, node.name(), "", "", grown.behavior(), grown.application())))
                .orElse(Subject.node(node.name()));
    }

    private static void spawnFailures(Node node, Examination examination) {
        NodeInfo first = node.infos().readings().get(0).it();
        NodeInfo last = node.infos().readings().get(node.infos().size() - 1).it();
        double failed = last.spawnFailed().since(first.spawnFailed());
        if (failed > 0) {
            examination
                    .finding("ED0502", Severity.WARNING, Subject.node(node.name()))
                    .sentence(
                            "%s could not start %s in %s.",
                            node.name(),
                            Words.many(failed, "process"),
                            Numbers.time(node.infos().span()))
                    .number("failed starts", failed, "processes")
                    .evidence(
                            first.at().field("ProcessesSpawnFailed", first.spawnFailed()),
                            last.at().field("ProcessesSpawnFailed", last.spawnFailed()))
                    .wouldChange("The same count at both ends of a window.")
                    .add();
        }
    }

    private void chart(Cluster cluster, Examination examination) {
        List<ChartSeries> lines = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty())
                .map(node -> Lines.line(node.name(), node.infos(), NodeInfo::processesTotal))
                .toList();
        examination.chart(Lines.chart(
                "processes",
                card().number(),
                "Processes",
                "processes",
                lines,
                "Processes living on each node: a line that climbs steadily is a leak."));
    }
}
