package ergodiag.playbooks.cpu;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.util.Optional;

/** What a node of which there is no CPU profile tells of the time that it computes. */
final class UseWithoutProfile {
    private final Node node;
    private final Examination examination;

    UseWithoutProfile(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    /** Without a profile the node's own CPU clock still tells how busy it is, though not with what. */
    void judge() {
        Series<Duration> used = CpuClock.used(node).orElse(Series.empty());
        double cores = used.rate(time -> time.toNanos() / 1e9);
        if (used.hasTwo() && cores >= examination.limit(CpuLimits.HOT)) {
            var first = node.infos().readings().get(0).it();
            var last = node.infos().readings().get(node.infos().size() - 1).it();
            boolean full =
                    CpuUse.cpus(node) > 0 && 100 * cores / CpuUse.cpus(node) >= examination.limit(CpuLimits.BUSY);
            Optional<RunningHint> hint = RunningHint.of(node);
            boolean strong = hint.filter(RunningHint::isStrong).isPresent();
            FindingBuilder finding = examination
                    .finding(
                            "ED0305",
                            full || strong ? Severity.WARNING : Severity.INFO,
                            hint.filter(RunningHint::isStrong)
                                    .map(it -> Subject.process(node.name(), it.process()))
                                    .orElse(Subject.node(node.name())))
                    .title("%s kept %s busy over %s", node.name(), CpuUse.cores(cores), Numbers.time(used.span()))
                    .sentence(
                            "; there is no profile that tells with what%s.",
                            hint.map(it -> " (" + it.inWords() + ")").orElse(""))
                    .number("cores busy", cores, "cores")
                    .evidence(
                            first.at()
                                    .field(
                                            "UserTime",
                                            first.userTime()
                                                    .orElse(Duration.ZERO)
                                                    .toNanos()),
                            last.at()
                                    .field(
                                            "UserTime",
                                            last.userTime()
                                                    .orElse(Duration.ZERO)
                                                    .toNanos()))
                    .nextCapture(node.cpuProfileBy("ergodiag capture --profile standard"));
            hint.ifPresent(it -> it.evidence().forEach(finding::evidence));
            finding.add();
        }
    }
}
