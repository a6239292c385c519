package ergodiag.playbooks.memory;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.shape.Churn;
import ergodiag.cluster.shape.Shift;
import ergodiag.cluster.stacks.Allocator;
import ergodiag.cluster.stacks.Runner;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.RuntimeStats;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;
import java.util.Optional;

/** Whether a node allocates and throws away so much that collection takes a good part of its CPU time, and who does it. */
final class Churning {
    private final Node node;
    private final Examination examination;

    Churning(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    void judge() {
        Optional<Churn> churn = Churn.of(node);
        if (churn.isEmpty()) {
            return;
        }
        RuntimeStats last = node.stats().readings().get(node.stats().size() - 1).it();
        double always = 100 * last.gcCpuFraction();
        CollectionCost cost = CollectionCost.of(node, churn.get());
        double now = 100 * cost.share().orElse(0.0);
        boolean muchNow = now > examination.limit(MemoryLimits.CHURN)
                && cost.cores().orElse(0.0) >= examination.limit(MemoryLimits.WORTH);
        if (muchNow || always > examination.limit(MemoryLimits.CHURN)) {
            write(
                    churn.get(),
                    muchNow ? cost.evidence() : List.of(),
                    muchNow ? now : always,
                    muchNow ? "takes" : "has taken",
                    muchNow ? "" : " since it started");
        }
    }

    private void write(Churn churn, List<Evidence> profile, double percent, String takes, String since) {
        Optional<Allocator> allocator = Allocator.of(node);
        Optional<Runner> runner = allocator.flatMap(by -> Runner.of(node, by.function()));
        FindingBuilder finding = examination
                .finding("ED0404", Severity.WARNING, subject(allocator, runner))
                .title(
                        "%s allocates %s a second and throws most of it away",
                        node.name(), new Bytes(Math.round(churn.bytesPerSecond())))
                .sentence(
                        ": collection, %s times a second, %s %s %% of its CPU time%s%s%s.",
                        Numbers.number(churn.collectionsPerSecond()),
                        takes,
                        Numbers.number(Math.rint(10 * percent) / 10),
                        since,
                        allocator
                                .map(by -> "; " + Numbers.number(Math.rint(100 * by.share())) + " % is allocated by "
                                        + by.function() + by.whence())
                                .orElse(""),
                        runner.map(by -> ", " + by.inWords()).orElse(""))
                .began(Shift.began(node.stats(), stats -> stats.totalAlloc().value(), churn.bytesPerSecond() / 2))
                .number("allocated", churn.bytesPerSecond(), "bytes/s")
                .number("collections", churn.collectionsPerSecond(), "1/s")
                .number("CPU spent on collection", percent, "%")
                .wouldChange("A smaller share of CPU.");
        churn.evidence().forEach(finding::evidence);
        profile.forEach(finding::evidence);
        churn.began().ifPresent(finding::since);
        allocator.ifPresent(by -> finding.number("allocated by " + by.function(), 100 * by.share(), "%"));
        allocator.ifPresent(by -> by.evidence().forEach(finding::evidence));
        finding.add();
    }

    private Subject subject(Optional<Allocator> allocator, Optional<Runner> runner) {
        return allocator
                .map(by -> runner.map(
                                who -> Subject.runner(node.name(), who.process().map(Process::last), who.behavior())
                                        .in(by.function()))
                        .orElse(Subject.function(node.name(), by.function())))
                .orElse(Subject.node(node.name()));
    }
}
