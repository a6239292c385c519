package ergodiag.playbooks.memory;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.cluster.stacks.Runner;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;
import java.util.Optional;

/** Playbook 4: is memory kept that should be gone? */
public final class MemoryGrowth implements Playbook {

    @Override
    public Card card() {
        return new Card(
                PlaybookName.MEMORY_GROWTH,
                "Is memory kept that should be gone?",
                MemoryLimits.LIMITS.all(),
                Card.chart("heap", "No node's heap keeps growing", "ED0401", "ED0402", "ED0403", "ED0404", "ED0406"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, Tool.RUNTIME_STATS)) {
                new KeptMemory(node, examination).judge();
                goroutines(node, examination);
            }
            if (node.stats().hasTwo() && !new TightLimit(node, examination).judge()) {
                new Churning(node, examination).judge();
            }
            new Hoard(node, examination).judge();
        }
        List<ChartSeries> lines = cluster.nodes().stream()
                .filter(node -> !node.stats().isEmpty())
                .map(node -> Lines.line(
                        node.name(), node.stats(), stats -> stats.heapAlloc().count()))
                .toList();
        examination.chart(Lines.chart(
                "heap",
                card().number(),
                "Heap",
                "bytes",
                lines,
                "The heap of each node: saw-teeth are collections, a rising floor is memory kept."));
        examination.lookedAt("The heap, what lived through each collection, and the goroutines of "
                + Words.many(cluster.answering().size(), "node") + ", " + Words.span(cluster, Node::stats) + ".");
    }

    /** Goroutines that only become more, and stay: each keeps its stack and all it points to. */
    private static void goroutines(Node node, Examination examination) {
        double grown = node.stats().growth(RuntimeStats::goroutines);
        double stacks = node.stats().growth(stats -> stats.stackInuse().count());
        Trend trend = Trend.of(node.stats().points(RuntimeStats::goroutines));
        boolean rises = trend.byChance() < examination.limit(MemoryLimits.CHANCE) && trend.lower() > 0;
        if (grown < examination.limit(MemoryLimits.GOROUTINES) || stacks <= 0 || !rises) {
            return;
        }
        Optional<StackGrowth> place = StackGrowth.of(node).filter(growth -> 2 * growth.grown() >= grown);
        Optional<Runner> runner = place.flatMap(growth -> Runner.of(node, growth.place()));
        Timed<RuntimeStats> first = node.stats().readings().get(0);
        Timed<RuntimeStats> last = node.stats().readings().get(node.stats().size() - 1);
        FindingBuilder finding = examination
                .finding(
                        "ED0405",
                        Severity.WARNING,
                        place.map(growth -> subjectOf(node, growth, runner)).orElse(Subject.node(node.name())))
                .title("Goroutines pile up on %s", node.name())
                .sentence(
                        ": %s became %s in %s%s%s%s.",
                        Numbers.count(first.it().goroutines()),
                        Numbers.count(last.it().goroutines()),
                        Numbers.time(node.stats().span()),
                        " (" + Numbers.number(60 * trend.perSecond()) + " a minute"
                                + Words.between(trend, 60, Numbers::number) + ")",
                        place.map(growth -> "; " + Numbers.count(growth.last()) + " of them stand in " + growth.place())
                                .orElse(""),
                        runner.map(by -> ", started " + (by.certain() ? "by " : "probably by ") + by.label())
                                .orElse(""))
                .number("goroutines gained", grown, "goroutines")
                .trend("growth", trend, 60, "goroutines/min")
                .number("stack memory gained", stacks, "bytes")
                .evidence(
                        first.it().goroutinesEvidence(),
                        last.it().goroutinesEvidence(),
                        last.it()
                                .at()
                                .field("stack_inuse", last.it().stackInuse().count()))
                .wouldChange("A number of goroutines that falls back.");
        place.ifPresent(growth -> finding.evidence(growth.evidence()));
        finding.add();
    }

    private static Subject subjectOf(Node node, StackGrowth growth, Optional<Runner> runner) {
        return runner.flatMap(Runner::process)
                .map(process -> Subject.process(node.name(), process.last()).in(growth.place()))
                .orElse(Subject.function(node.name(), growth.place()));
    }
}
