package ergodiag.analyze.playbooks;

import ergodiag.analyze.Chart.ChartSeries;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Subject;
import ergodiag.analyze.Threshold;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.HeapGrowth;
import ergodiag.cluster.LiveHeap;
import ergodiag.cluster.Node;
import ergodiag.cluster.Runner;
import ergodiag.cluster.StackGrowth;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.RuntimeStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Playbook 4: is memory kept that should be gone? */
public final class MemoryGrowth implements Playbook {
    static final Threshold LIVE = Threshold.ours(
            "memory-growth.live-bytes",
            16 << 20,
            "bytes",
            "Healthy nodes of a few megabytes move by some megabytes from collection to collection.");
    static final Threshold SHARE =
            Threshold.ours("memory-growth.live-share", 5, "%", "Large heaps move by more than that of themselves.");
    static final Threshold CHANCE = Threshold.ours(
            "memory-growth.by-chance",
            0.01,
            "1",
            "Mann-Kendall over the live levels, where there are five collections.");
    static final Threshold CHANCE_HEAP = Threshold.ours(
            "memory-growth.heap-by-chance",
            0.001,
            "1",
            "The heap between collections rises anyway: a trend over it says less, so it has to be clearer, and a heap profile has to agree.");
    static final Threshold CHURN = Threshold.ours(
            "memory-growth.gc-cpu", 25, "%", "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold GOROUTINES = Threshold.ours(
            "memory-growth.goroutines",
            50,
            "goroutines",
            "Goroutines come and go with requests; a steady gain of fifty within a capture does not go away by itself.");
    private static final int ENOUGH_FOR_TREND = 5;
    private static final int READINGS = 5;
    private static final Duration WARM_UP = Duration.ofMinutes(5);
    private static final String LONGER = "ergodiag capture --profile standard --window 180";

    @Override
    public Card card() {
        return new Card(
                4,
                "memory-growth",
                "Memory growth",
                "Is memory kept that should be gone?",
                List.of(LIVE, SHARE, CHANCE, CHANCE_HEAP, CHURN, GOROUTINES));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, "runtime_stats", READINGS)) {
                memory(node, LiveHeap.of(node), examination);
                churn(node, examination);
                goroutines(node, examination);
            }
        }
        chart(
                cluster,
                "heap",
                "Heap",
                "bytes",
                "The heap of each node: saw-teeth are collections, a rising floor is memory kept.",
                stats -> stats.heapAlloc().count(),
                examination);
        chart(
                cluster,
                "goroutines",
                "Goroutines",
                "goroutines",
                "Goroutines of each node: a line that climbs steadily is a leak.",
                RuntimeStats::goroutines,
                examination);
        examination.lookedAt("The heap, what lived through each collection, and the goroutines of "
                + Words.many(cluster.answering().size(), "node") + ", over " + Words.time(window(cluster)) + ".");
    }

    private void memory(Node node, LiveHeap live, Examination examination) {
        Optional<HeapGrowth> function = HeapGrowth.of(node);
        if (live.collections() >= 2) {
            if (liveLevelRises(live, examination)) {
                liveGrowth(node, live, function, examination);
            }
            return;
        }
        boolean rises = heapRises(node, examination);
        if (rises && live.collections() == 1 && confirmed(function, examination)) {
            liveGrowth(node, live, function, examination);
        } else if (live.collections() < 1 || rises) {
            tooFewCollections(node, live, rises, function, examination);
        }
    }

    private static boolean liveLevelRises(LiveHeap live, Examination examination) {
        double first = live.levels().readings().get(0).it().bytes();
        boolean enough =
                live.grown() > examination.limit(LIVE) && live.grown() > first * examination.limit(SHARE) / 100;
        List<Statistics.Point> points = live.levels().points(LiveHeap.Level::bytes);
        boolean trend = points.size() >= ENOUGH_FOR_TREND
                ? Statistics.risingByChance(points) < examination.limit(CHANCE)
                : neverFalls(points);
        return enough && trend;
    }

    private static boolean neverFalls(List<Statistics.Point> points) {
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).value() < points.get(i - 1).value()) {
                return false;
            }
        }
        return true;
    }

    private static boolean heapRises(Node node, Examination examination) {
        double grown = node.stats().growth(stats -> stats.heapAlloc().count());
        double first = node.stats().readings().get(0).it().heapAlloc().count();
        return grown > examination.limit(LIVE)
                && grown > first * examination.limit(SHARE) / 100
                && Statistics.risingByChance(
                                node.stats().points(stats -> stats.heapAlloc().count()))
                        < examination.limit(CHANCE_HEAP);
    }

    /** Between two profiles one function's memory grew by most of what all grew by, and by enough. */
    private static boolean confirmed(Optional<HeapGrowth> function, Examination examination) {
        return function.filter(growth -> growth.isMostOfIt() && growth.grown() > examination.limit(LIVE))
                .isPresent();
    }

    private static void liveGrowth(Node node, LiveHeap live, Optional<HeapGrowth> grown, Examination examination) {
        Optional<HeapGrowth> function =
                grown.filter(growth -> growth.grown() > 0 || 2 * growth.last() >= growth.inUse());
        Optional<Runner> runner = function.flatMap(growth -> Runner.of(node, growth.function()));
        long first = live.levels().readings().get(0).it().bytes();
        long last = live.levels().readings().get(live.levels().size() - 1).it().bytes();
        double perSecond = live.grown() / Math.max(1e-9, live.levels().span().toMillis() / 1000.0);
        boolean less = live.collections() < 2;
        FindingBuilder finding = examination
                .finding(less ? "ED0402" : "ED0401", Severity.WARNING, subject(node, function, runner))
                .sentence(
                        "%s keeps ever more memory: %s lived through one collection and %s through %s %s later, %s more each minute%s%s%s.",
                        node.name(),
                        new Bytes(first),
                        new Bytes(last),
                        less ? "the next," : "the last of " + (live.collections() + 1) + ",",
                        Words.time(live.levels().span()),
                        new Bytes(Math.round(60 * perSecond)),
                        function.map(growth -> "; most of it was allocated by " + growth.function())
                                .orElse(""),
                        runner.map(by -> ", " + by.inWords()).orElse(""),
                        warmUp(node))
                .number("live memory gained", live.grown(), "bytes")
                .number("growth", perSecond, "bytes/s")
                .number("twice as much in", last / Math.max(1, perSecond), "s")
                .evidence(live.levels().readings().get(0).it().evidence())
                .evidence(live.levels()
                        .readings()
                        .get(live.levels().size() - 1)
                        .it()
                        .evidence())
                .advice(
                        function.map(growth -> "See what holds on to what " + growth.function()
                                        + " makes: a map or slice in a process's state that is only added to, a cache without a limit, or a full"
                                        + " mailbox (playbook 2).")
                                .orElse(
                                        "Compare two heap profiles taken minutes apart: the function whose share grows is the one to read."))
                .wouldChange("A level that falls back after a later collection.")
                .nextCapture(less ? LONGER : "");
        function.ifPresent(growth -> finding.number("in use by " + growth.function(), growth.last(), "bytes")
                .evidence(growth.before().value(growth.first()), growth.now().value(growth.last())));
        finding.add();
    }

    private static Subject subject(Node node, Optional<HeapGrowth> function, Optional<Runner> runner) {
        String name = function.map(HeapGrowth::function).orElse("");
        Subject subject = runner.map(by -> by.process()
                        .map(process -> Subject.process(node.name(), process.last()))
                        .orElse(Subject.process("function", node.name(), "", "", by.behavior(), "")))
                .orElse(name.isEmpty() ? Subject.node(node.name()) : Subject.function(node.name(), name));
        return subject.in(name);
    }

    private static String warmUp(Node node) {
        return node.infos()
                .last()
                .map(info -> info.it().uptime())
                .filter(uptime -> uptime.compareTo(WARM_UP) < 0)
                .map(uptime -> " (the node is only " + Words.time(uptime) + " old: part of it may be warm-up)")
                .orElse("");
    }

    private static void tooFewCollections(
            Node node, LiveHeap live, boolean rises, Optional<HeapGrowth> function, Examination examination) {
        examination.cannotSee(new Gap(
                "only " + live.collections() + " garbage collections of " + node.name()
                        + " fell into the window, too few to tell kept memory from the saw-tooth",
                node.name(),
                "num_gc",
                LONGER));
        if (rises) {
            RuntimeStats first = node.stats().readings().get(0).it();
            RuntimeStats last =
                    node.stats().readings().get(node.stats().size() - 1).it();
            FindingBuilder finding = examination
                    .finding(
                            "ED0403",
                            Severity.INFO,
                            function.map(growth -> Subject.function(node.name(), growth.function()))
                                    .orElse(Subject.node(node.name())))
                    .sentence(
                            "The heap of %s rose from %s to %s in %s while hardly any collection ran: it may be kept or only wait for the"
                                    + " next one%s.",
                            node.name(),
                            first.heapAlloc(),
                            last.heapAlloc(),
                            Words.time(node.stats().span()),
                            function.map(growth -> "; " + growth.function() + " holds most of what is in use")
                                    .orElse(""))
                    .number(
                            "heap gained",
                            last.heapAlloc().count() - first.heapAlloc().count(),
                            "bytes")
                    .evidence(
                            first.at().field("heap_alloc", first.heapAlloc().count()),
                            last.at().field("heap_alloc", last.heapAlloc().count()),
                            last.at().field("num_gc", last.collections()))
                    .advice("Watch it over at least two collections; Go makes one every two minutes at the latest.")
                    .wouldChange("Two collections within the window.")
                    .nextCapture(LONGER);
            function.ifPresent(growth -> finding.evidence(growth.now().value(growth.last())));
            finding.add();
        }
    }

    private static void churn(Node node, Examination examination) {
        RuntimeStats first = node.stats().readings().get(0).it();
        RuntimeStats last = node.stats().readings().get(node.stats().size() - 1).it();
        double perSecond = last.totalAlloc().since(first.totalAlloc())
                / Math.max(1e-9, node.stats().span().toMillis() / 1000.0);
        double percent = 100 * last.gcCpuFraction();
        if (percent > examination.limit(CHURN)) {
            examination
                    .finding("ED0404", Severity.WARNING, Subject.node(node.name()))
                    .sentence(
                            "%s allocates %s a second and throws most of it away: collection has taken %s %% of its CPU since it started.",
                            node.name(), new Bytes(Math.round(perSecond)), Words.number(percent))
                    .number("allocated", perSecond, "bytes/s")
                    .number("CPU spent on collection", percent, "%")
                    .evidence(
                            last.at().field("total_alloc", last.totalAlloc()),
                            last.at().field("num_gc", last.collections()))
                    .advice(
                            "The functions that allocate most stand in the heap profile (second column): reuse what they make.")
                    .wouldChange("A smaller share of CPU.")
                    .add();
        }
    }

    /** Goroutines that only become more, and stay: each keeps its stack and all it points to. */
    private static void goroutines(Node node, Examination examination) {
        double grown = node.stats().growth(RuntimeStats::goroutines);
        double stacks = node.stats().growth(stats -> stats.stackInuse().count());
        double chance = Statistics.risingByChance(node.stats().points(RuntimeStats::goroutines));
        if (grown < examination.limit(GOROUTINES) || stacks <= 0 || chance >= examination.limit(CHANCE)) {
            return;
        }
        Optional<StackGrowth> place = StackGrowth.of(node);
        Optional<Runner> runner = place.flatMap(growth -> Runner.of(node, growth.place()));
        Timed<RuntimeStats> first = node.stats().readings().get(0);
        Timed<RuntimeStats> last = node.stats().readings().get(node.stats().size() - 1);
        FindingBuilder finding = examination
                .finding(
                        "ED0405",
                        Severity.WARNING,
                        place.map(growth -> subjectOf(node, growth, runner)).orElse(Subject.node(node.name())))
                .sentence(
                        "Goroutines pile up on %s: %s became %s in %s%s%s.",
                        node.name(),
                        Words.count(first.it().goroutines()),
                        Words.count(last.it().goroutines()),
                        Words.time(node.stats().span()),
                        place.map(growth -> "; " + Words.count(growth.last()) + " of them stand in " + growth.place())
                                .orElse(""),
                        runner.map(by -> ", started " + (by.certain() ? "by " : "probably by ") + by.label())
                                .orElse(""))
                .number("goroutines gained", grown, "goroutines")
                .number("stack memory gained", stacks, "bytes")
                .evidence(
                        first.it().at().field("goroutines", first.it().goroutines()),
                        last.it().at().field("goroutines", last.it().goroutines()),
                        last.it()
                                .at()
                                .field("stack_inuse", last.it().stackInuse().count()))
                .advice(
                        "See playbook 10 for the stack that grows: what should end those goroutines, and why does it not come?")
                .wouldChange("A number of goroutines that falls back.");
        place.ifPresent(growth -> finding.evidence(growth.evidence()));
        finding.add();
    }

    private static Subject subjectOf(Node node, StackGrowth growth, Optional<Runner> runner) {
        return runner.flatMap(Runner::process)
                .map(process -> Subject.process(node.name(), process.last()).in(growth.place()))
                .orElse(Subject.function(node.name(), growth.place()));
    }

    private void chart(
            Cluster cluster,
            String id,
            String title,
            String unit,
            String caption,
            ToDoubleFunction<RuntimeStats> value,
            Examination examination) {
        List<ChartSeries> lines = cluster.nodes().stream()
                .filter(node -> !node.stats().isEmpty())
                .limit(8)
                .map(node -> Lines.line(node.name(), node.stats(), value))
                .toList();
        examination.chart(Lines.chart(id, card().number(), title, unit, lines, caption));
    }

    private static Duration window(Cluster cluster) {
        return cluster.nodes().stream()
                .map(node -> node.stats().span())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
