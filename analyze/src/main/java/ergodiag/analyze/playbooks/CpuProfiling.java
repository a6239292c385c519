package ergodiag.analyze.playbooks;

import ergodiag.analyze.Chart;
import ergodiag.analyze.Chart.ChartSeries;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Subject;
import ergodiag.analyze.Threshold;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Code;
import ergodiag.cluster.CpuClock;
import ergodiag.cluster.CpuShares;
import ergodiag.cluster.CpuShares.Share;
import ergodiag.cluster.Node;
import ergodiag.cluster.Runner;
import ergodiag.cluster.Series;
import ergodiag.cluster.Standing;
import ergodiag.ergo.GoroutineGroup;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Playbook 3: where does the CPU go? */
public final class CpuProfiling implements Playbook {
    static final Threshold HOT = Threshold.ours(
            "cpu-profiling.hot-function",
            0.5,
            "cores",
            "Half a core in one function is more than any healthy node seen used in all; a busy node may spend it on purpose.");
    static final Threshold SAMPLED = Threshold.ours(
            "cpu-profiling.sampled",
            1,
            "s of CPU",
            "A hundred samples: below that single samples decide which function looks hot.");
    static final Threshold COLLECTION = Threshold.ours(
            "cpu-profiling.collection",
            25,
            "%",
            "Go's own aim is to spend at most a quarter of the CPU on collection.");
    static final Threshold LOCKS = Threshold.ours(
            "cpu-profiling.locks",
            25,
            "%",
            "A quarter of the CPU spent on waiting for locks is more than the work they protect.");
    static final Threshold BUSY =
            Threshold.ours("cpu-profiling.node-busy", 80, "%", "Above that work waits for a core, whoever uses them.");

    private static final Predicate<String> IS_LOCK = function -> function.startsWith("sync.(*Mutex)")
            || function.startsWith("sync.(*RWMutex)")
            || function.startsWith("internal/sync.(*Mutex)")
            || function.equals("runtime.lock2")
            || function.startsWith("runtime.procyield")
            || function.startsWith("runtime.semacquire")
            || function.startsWith("runtime.semrelease");

    @Override
    public Card card() {
        return new Card(
                3,
                "cpu-profiling",
                "CPU profiling",
                "Where does the CPU go?",
                List.of(HOT, SAMPLED, COLLECTION, LOCKS, BUSY));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        Map<String, CpuShares> seen = new TreeMap<>();
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, "pprof_cpu", 1)) {
                seen.put(node.name(), CpuShares.of(node));
            } else {
                busyWithoutProfile(node, examination);
            }
        }
        for (Node node : cluster.nodes()) {
            CpuShares shares = seen.get(node.name());
            if (shares != null && shares.cores() * shares.seconds() >= examination.limit(SAMPLED)) {
                List<Share> hot = hotFunctions(node, shares, examination);
                hot.forEach(share -> hotspot(node, shares, share, seen, examination));
                collection(node, shares, examination);
                locks(node, shares, examination);
                busyNode(node, shares, hot, examination);
            }
        }
        if (!seen.isEmpty()) {
            bars(seen, examination);
        }
        lines(cluster, examination);
        examination.lookedAt("CPU profiles of " + Words.many(seen.size(), "node") + " over "
                + Words.seconds(seen.values().stream()
                        .mapToDouble(CpuShares::seconds)
                        .max()
                        .orElse(0))
                + ", in which "
                + Words.number(
                        seen.values().stream().mapToDouble(CpuShares::cores).sum())
                + " cores were busy in all.");
    }

    /** Functions that burn themselves, and callers whose heat no hot function below them explains. */
    private static List<Share> hotFunctions(Node node, CpuShares shares, Examination examination) {
        double limit = examination.limit(HOT);
        List<Share> hot = new ArrayList<>(shares.functions().stream()
                .filter(share -> Standing.isApplication(share.function()) && share.own() >= limit)
                .toList());
        shares.functions().stream()
                .filter(share -> Standing.isApplication(share.function()) && share.own() < limit)
                .sorted(Comparator.comparingDouble(Share::total).thenComparing(Share::function))
                .forEach(share -> {
                    double explained = hot.stream()
                            .filter(below -> calls(node, share.function(), below.function()))
                            .mapToDouble(Share::total)
                            .sum();
                    if (share.total() - explained >= limit) {
                        hot.add(share);
                    }
                });
        return hot;
    }

    /** Whether one calls the other, as far as stacks tell; where no stack shows the callee a hot caller is taken for its caller. */
    private static boolean calls(Node node, String caller, String callee) {
        List<GoroutineGroup> shown = node.stacks().readings().stream()
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group -> has(group, callee))
                .toList();
        return shown.isEmpty() || shown.stream().anyMatch(group -> has(group, caller));
    }

    private static boolean has(GoroutineGroup group, String function) {
        return group.frames().stream().anyMatch(frame -> frame.function().equals(function));
    }

    private static void hotspot(
            Node node, CpuShares shares, Share share, Map<String, CpuShares> seen, Examination examination) {
        Optional<Runner> runner = Runner.of(node, share.function());
        double elsewhere = seen.entrySet().stream()
                .filter(other -> !other.getKey().equals(node.name()))
                .mapToDouble(other -> other.getValue().total(share.function()))
                .max()
                .orElse(0);
        FindingBuilder finding = examination
                .finding("ED0301", Severity.WARNING, subject(node, share.function(), runner))
                .sentence(
                        "%s keeps %s of %s busy%s: %s of all CPU time %s used in %s%s.",
                        share.function(),
                        cores(share.total()),
                        cores(cpus(node)),
                        runner.map(by -> ", " + by.inWords()).orElse(""),
                        percent(share.total() / shares.cores()),
                        node.name(),
                        Words.seconds(shares.seconds()),
                        seen.size() < 2
                                ? ""
                                : elsewhere >= examination.limit(HOT)
                                        ? "; other nodes show the same"
                                        : "; no other node shows it")
                .number("cores busy in it", share.total(), "cores")
                .number("of them in its own code", share.own(), "cores")
                .number("cores busy on the node", shares.cores(), "cores")
                .evidence(share.at().value(share.function()), shares.at().value(""))
                .advice("Read " + share.function()
                        + " with the developers: is the work needed, and needed this often? An actor that computes for long takes no"
                        + " messages meanwhile; see playbook 2 for its mailbox.")
                .wouldChange("A profile of a minute in which this work is not asked for.");
        runner.flatMap(Runner::process).ifPresent(process -> {
            ProcessRow row = process.last();
            finding.evidence(
                    row.at().field("Behavior", row.behavior()), row.at().field("State", row.state()));
        });
        finding.add();
    }

    private static Subject subject(Node node, String function, Optional<Runner> runner) {
        return runner.map(by -> by.process()
                        .map(process -> Subject.process(node.name(), process.last()))
                        .orElse(Subject.process("function", node.name(), "", "", by.behavior(), "")))
                .orElse(Subject.function(node.name(), function))
                .in(function);
    }

    private static void collection(Node node, CpuShares shares, Examination examination) {
        double cores = shares.total("runtime.gcBgMarkWorker")
                + shares.total("runtime.gcAssistAlloc")
                + shares.total("runtime.bgsweep");
        double percent = 100 * cores / shares.cores();
        if (percent > examination.limit(COLLECTION)) {
            FindingBuilder finding = examination
                    .finding("ED0302", Severity.WARNING, Subject.node(node.name()))
                    .sentence(
                            "%s spends %s of its CPU time on garbage collection (%s).",
                            node.name(), percent(cores / shares.cores()), cores(cores))
                    .number("share of collection", percent, "%")
                    .evidence(shares.at().value(""))
                    .advice(
                            "See playbook 4: either much is allocated for a short life, or the heap is near its limit. The functions"
                                    + " that allocate most stand in the heap profile.")
                    .wouldChange("A share below " + Words.number(examination.limit(COLLECTION)) + " %.");
            node.stats()
                    .last()
                    .ifPresent(stats -> finding.evidence(
                            stats.it().at().field("num_gc", stats.it().collections())));
            finding.add();
        }
    }

    private static void locks(Node node, CpuShares shares, Examination examination) {
        double cores = shares.own(IS_LOCK);
        double percent = 100 * cores / shares.cores();
        if (percent > examination.limit(LOCKS)) {
            FindingBuilder finding = examination
                    .finding("ED0303", Severity.WARNING, Subject.node(node.name()))
                    .sentence(
                            "%s spends %s of its CPU time on getting and giving back locks (%s).",
                            node.name(), percent(cores / shares.cores()), cores(cores))
                    .number("share of locks", percent, "%")
                    .advice("See playbook 10 for who stands on which lock.")
                    .wouldChange("A share below " + Words.number(examination.limit(LOCKS)) + " %.");
            shares.functions().stream()
                    .filter(share -> IS_LOCK.test(share.function()))
                    .limit(3)
                    .forEach(share -> finding.evidence(share.at().value(share.function())));
            finding.add();
        }
    }

    private static void busyNode(Node node, CpuShares shares, List<Share> hot, Examination examination) {
        double cpus = cpus(node);
        double percent = cpus > 0 ? 100 * shares.cores() / cpus : 0;
        if (percent >= examination.limit(BUSY)) {
            Severity severity = hot.isEmpty() ? Severity.WARNING : Severity.INFO;
            FindingBuilder finding = examination
                    .finding("ED0304", severity, Subject.node(node.name()))
                    .sentence(
                            "%s uses %s of its %s%s.",
                            node.name(),
                            percent(percent / 100),
                            cores(cpus),
                            hot.isEmpty() ? ", and no single function accounts for it" : "")
                    .number("cores busy", shares.cores(), "cores")
                    .evidence(shares.at().value(""))
                    .advice("Work waits for a core here: spread it over more nodes, or give the node more cores.")
                    .wouldChange("A quieter profile of the same length.");
            node.stats()
                    .last()
                    .ifPresent(stats -> finding.evidence(
                            stats.it().at().field("cpus", stats.it().cpus())));
            finding.add();
        }
    }

    /** Without a profile the node's own CPU clock still tells how busy it is, though not with what. */
    private static void busyWithoutProfile(Node node, Examination examination) {
        Series<Duration> used = CpuClock.used(node).orElse(Series.empty());
        double cores = used.rate(time -> time.toNanos() / 1e9);
        if (used.hasTwo() && cores >= examination.limit(HOT)) {
            var first = node.infos().readings().get(0).it();
            var last = node.infos().readings().get(node.infos().size() - 1).it();
            boolean full = cpus(node) > 0 && 100 * cores / cpus(node) >= examination.limit(BUSY);
            examination
                    .finding("ED0305", full ? Severity.WARNING : Severity.INFO, Subject.node(node.name()))
                    .sentence(
                            "%s kept %s busy over %s; there is no profile that tells with what.",
                            node.name(), cores(cores), Words.time(used.span()))
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
                    .advice("Take a CPU profile of it.")
                    .nextCapture("ergodiag capture --profile standard")
                    .add();
        }
    }

    private static double cpus(Node node) {
        return node.stats().last().map(stats -> (double) stats.it().cpus()).orElse(0.0);
    }

    private static String cores(double cores) {
        return Words.number(Math.round(cores * 100) / 100.0) + (Math.round(cores * 100) == 100 ? " core" : " cores");
    }

    private static String percent(double share) {
        return Words.number(Math.round(1000 * share) / 10.0) + " %";
    }

    private void bars(Map<String, CpuShares> seen, Examination examination) {
        Predicate<String> application = Standing::isApplication;
        Predicate<String> framework = function -> function.startsWith("ergo.services/");
        Predicate<String> collector = Code::isCollector;
        List<ChartSeries> segments = List.of(
                segment("application", seen, shares -> shares.own(application)),
                segment("framework", seen, shares -> shares.own(framework)),
                segment("garbage collection", seen, shares -> shares.own(collector)),
                segment(
                        "other runtime and library",
                        seen,
                        shares -> Math.max(
                                0,
                                shares.cores()
                                        - shares.own(application)
                                        - shares.own(framework)
                                        - shares.own(collector))));
        examination.chart(new Chart(
                "cpu-by-kind",
                card().number(),
                "Cores busy while profiled",
                Chart.Kind.STACKED_BARS,
                "cores",
                segments,
                List.copyOf(seen.keySet()),
                List.of(),
                "Cores each node kept busy while it was profiled, by whose code ran."));
    }

    private static ChartSeries segment(
            String name, Map<String, CpuShares> seen, java.util.function.ToDoubleFunction<CpuShares> cores) {
        return new ChartSeries(
                name,
                List.of(),
                seen.values().stream()
                        .map(shares -> cores.applyAsDouble(shares))
                        .toList());
    }

    private void lines(Cluster cluster, Examination examination) {
        List<ChartSeries> lines = cluster.nodes().stream()
                .flatMap(node -> CpuClock.likely(node, cluster.nodes()).value().stream()
                        .filter(Series::hasTwo)
                        .map(used -> Lines.rate(node.name(), used, time -> time.toNanos() / 1e9)))
                .limit(8)
                .toList();
        if (!lines.isEmpty()) {
            examination.chart(Lines.chart(
                    "cpu-over-time",
                    card().number(),
                    "CPU over time",
                    "cores",
                    lines,
                    "Cores busy on each node by its own clock of CPU time, from reading to reading."));
        }
    }
}
