package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.BuildTags;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Playbook 10: who is stuck where. */
public final class Goroutines implements Playbook {

    @Override
    public Card card() {
        return new Card(
                PlaybookName.GOROUTINES,
                "Who is stuck where?",
                GoroutineLimits.LIMITS.all(),
                Card.chart("goroutine-counts", "No node's goroutines pile up", "ED1003", "ED0405"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            boolean dumps = examination.sees(node, Tool.PPROF_GOROUTINES);
            examination.sees(node, Tool.RUNTIME_STATS);
            if (dumps) {
                seesAllActorsTwice(node, examination);
                UnnamedActors.note(node, examination);
            }
            node.unreadLooks().ifPresent(examination::cannotSee);
            Map<String, List<StackSample>> sightings = StackSample.of(node);
            StuckProcess.judge(node, sightings, LockQueues.judge(node, examination), examination);
            StuckMeta.judge(node, examination);
            GoroutineLeak.judge(node, examination);
            sightings.values().forEach(seen -> rows.add(row(node, seen)));
        }
        examination.lookedAt(String.format(
                Locale.ROOT,
                "%d goroutine dumps%s of %d nodes %s with %d processes in them (a sleeping process has no stack), and the count"
                        + " of goroutines over time.%s",
                cluster.nodes().stream().mapToInt(node -> node.stacks().size()).sum(),
                looks(cluster),
                cluster.answering().size(),
                Words.span(cluster),
                rows.size(),
                BuildTags.withoutPprof(cluster)));
        draw(cluster, rows, examination);
    }

    /** {@code  and 234 looks of samplers}. */
    private static String looks(Cluster cluster) {
        int looks =
                cluster.nodes().stream().mapToInt(node -> node.looks().size()).sum();
        return looks == 0 ? "" : " and " + looks + " looks of samplers";
    }

    /** Who is stuck can only be ruled out by two dumps that show every actor. */
    private static void seesAllActorsTwice(Node node, Examination examination) {
        long all = node.dumpsAndLooks().stream()
                .filter(dump -> dump.it().showsAllActors())
                .map(Timed::at)
                .distinct()
                .count();
        if (all < 2) {
            examination.cannotSee(new Gap(
                    "fewer than two goroutine dumps of " + node.name() + " are known to show every actor",
                    node.name(),
                    Tool.PPROF_GOROUTINES.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
    }

    private static List<Cell> row(Node node, List<StackSample> seen) {
        StackSample last = seen.get(seen.size() - 1);
        return List.of(
                Cell.text(node.name()),
                Cell.text(last.process().last().label()),
                Cell.text(last.process().last().behavior()),
                Cell.text(last.standing().words()),
                Cell.text(last.standing().location()),
                Cell.count(count(seen, false)),
                node.looks().isEmpty()
                        ? Cell.EMPTY
                        : Cell.text(count(seen, true) + " of " + node.looks().size()));
    }

    private static long count(List<StackSample> seen, boolean looks) {
        return seen.stream()
                .filter(sighting -> sighting.dump().it().look() == looks)
                .map(sighting -> sighting.dump().at())
                .distinct()
                .count();
    }

    private static void draw(Cluster cluster, List<List<Cell>> rows, Examination examination) {
        if (!rows.isEmpty()) {
            boolean looked =
                    cluster.nodes().stream().anyMatch(node -> !node.looks().isEmpty());
            int columns = looked ? 7 : 6;
            List<List<Cell>> most = rows.stream()
                    .sorted(Comparator.comparing(
                            (List<Cell> row) -> -row.get(5).value().orElse(0)))
                    .limit(30)
                    .map(row -> row.subList(0, columns))
                    .toList();
            examination.table(new Table(
                    "stacks",
                    10,
                    "Processes in goroutine dumps",
                    List.of(
                                    Column.text("Node"),
                                    Column.text("Process"),
                                    Column.text("Behaviour"),
                                    Column.text("Stands in"),
                                    Column.text("At"),
                                    Column.count("Dumps"),
                                    Column.count("Looks"))
                            .subList(0, columns),
                    most,
                    rows.size() - most.size()));
        }
        List<Chart.ChartSeries> lines = cluster.nodes().stream()
                .filter(node -> node.stats().hasTwo())
                .map(node -> Lines.line(node.name(), node.stats(), RuntimeStats::goroutines))
                .toList();
        if (!lines.isEmpty()) {
            examination.chart(Lines.chart(
                    "goroutine-counts",
                    10,
                    "Goroutines",
                    "goroutines",
                    lines,
                    "Goroutines of each node: a line that only rises is a leak, a step up and down is work."));
        }
        GoroutineGroups.draw(cluster, examination);
    }
}
