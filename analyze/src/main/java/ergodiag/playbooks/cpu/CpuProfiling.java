package ergodiag.playbooks.cpu;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Reading;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.cluster.stacks.CollectionUse;
import ergodiag.cluster.stacks.CpuShares;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Playbook 3: where does the CPU go? */
public final class CpuProfiling implements Playbook {

    private static final double WORTH_A_BAR = 0.01;

    @Override
    public Card card() {
        return new Card(
                PlaybookName.CPU_PROFILING,
                "Where does the CPU go?",
                CpuLimits.LIMITS.all(),
                Card.chart("cpu-by-kind", "No function keeps a core busy", "ED0301", "ED0302", "ED0303", "ED0304"),
                Card.chart("cpu-over-time", "No node is short of cores", "ED0304", "ED0305"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        Map<String, CpuShares> seen = new TreeMap<>(NaturalOrder.OF_NAMES);
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, Tool.PPROF_CPU)) {
                seen.put(node.name(), CpuShares.of(node));
            } else {
                new UseWithoutProfile(node, examination).judge();
            }
        }
        for (Node node : cluster.nodes()) {
            CpuShares shares = seen.get(node.name());
            if (shares != null && shares.cores() * shares.seconds() >= examination.limit(CpuLimits.SAMPLED)) {
                boolean hot = new HotFunctions(node, shares, examination).judge(seen);
                new CpuUse(node, examination).judge(shares, hot);
            }
        }
        if (!seen.isEmpty()) {
            bars(seen, examination);
        }
        lines(cluster, examination);
        RunningByMetrics.table(cluster, card().number()).ifPresent(examination::table);
        if (seen.isEmpty()) {
            examination.lookedAt("no CPU profile of any node.");
            return;
        }
        examination.lookedAt("CPU profiles of " + Words.many(seen.size(), "node") + " over "
                + Words.seconds(seen.values().stream()
                        .mapToDouble(CpuShares::seconds)
                        .max()
                        .orElse(0))
                + ", in which "
                + Numbers.number(
                        seen.values().stream().mapToDouble(CpuShares::cores).sum())
                + " cores were busy in all.");
    }

    private void bars(Map<String, CpuShares> seen, Examination examination) {
        Predicate<String> application = TopFrame::isApplication;
        Predicate<String> framework = function -> function.startsWith("ergo.services/");
        List<ChartSeries> segments = List.of(
                segment("application", seen, shares -> shares.own(application)),
                segment("framework", seen, shares -> shares.own(framework)),
                segment("garbage collection", seen, CpuProfiling::collection),
                segment(
                        "other runtime and library",
                        seen,
                        shares -> Math.max(
                                0,
                                shares.cores()
                                        - shares.own(application)
                                        - shares.own(framework)
                                        - collection(shares))));
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
        functions(seen, examination);
    }

    /** What is not code of the application or the framework and was run for the sake of collection. */
    private static double collection(CpuShares shares) {
        return CollectionUse.of(shares).whole();
    }

    /** The functions that take most, node by node; where nothing takes a hundredth of a core there is nothing to rank. */
    private void functions(Map<String, CpuShares> seen, Examination examination) {
        Map<String, Map<String, Double>> byNode = new TreeMap<>(NaturalOrder.OF_NAMES);
        seen.forEach((node, shares) -> byNode.put(
                node,
                shares.functions().stream()
                        .collect(Collectors.toMap(CpuShares.Share::function, CpuShares.Share::own, Double::sum))));
        Bars.stacked(
                        "cpu-functions",
                        card().number(),
                        "Functions that take most CPU",
                        "cores",
                        byNode,
                        WORTH_A_BAR,
                        "Cores busy in each function itself, without what it called, on all nodes while they were profiled.")
                .ifPresent(examination::chart);
    }

    private static ChartSeries segment(String name, Map<String, CpuShares> seen, ToDoubleFunction<CpuShares> cores) {
        return new ChartSeries(
                name,
                List.of(),
                seen.values().stream().map(cores::applyAsDouble).toList());
    }

    private void lines(Cluster cluster, Examination examination) {
        Function<Node, Reading<Series<Duration>>> used = CpuClock.likely(cluster.nodes());
        List<ChartSeries> lines = cluster.nodes().stream()
                .flatMap(node -> used.apply(node).value().stream()
                        .filter(Series::hasTwo)
                        .map(time -> Lines.rate(node.name(), time, it -> it.toNanos() / 1e9)))
                .toList();
        if (!lines.isEmpty()) {
            Chart chart = Lines.chart(
                    "cpu-over-time",
                    card().number(),
                    "CPU over time",
                    "cores",
                    lines,
                    "Cores busy on each node by its own clock of CPU time, from reading to reading.");
            double cores =
                    cluster.nodes().stream().mapToDouble(CpuUse::cpus).min().orElse(0);
            double busy = examination.limit(CpuLimits.BUSY);
            examination.chart(
                    cores > 0
                            ? chart.limited(Numbers.number(busy) + " % of " + CpuUse.cores(cores), cores * busy / 100)
                            : chart);
        }
    }
}
