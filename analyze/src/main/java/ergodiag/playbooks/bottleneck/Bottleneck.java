package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Activity;
import ergodiag.cluster.BuildTags;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.ProcessList;
import ergodiag.cluster.Series;
import ergodiag.cluster.calls.Waits;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Playbook 2: which process cannot keep up, and is it overloaded or blocked? */
public final class Bottleneck implements Playbook {
    private static final int LINES = 8;
    private static final int ROWS = 15;
    private static final long WORTH_A_LINE = 10;

    @Override
    public Card card() {
        return new Card(
                PlaybookName.PERFORMANCE_BOTTLENECK,
                "Which process cannot keep up, and is it overloaded or blocked?",
                BottleneckLimits.LIMITS.all(),
                Card.chart(
                        "mailboxes",
                        "No mailbox fills",
                        "ED0201",
                        "ED0203",
                        "ED0202",
                        "ED0204",
                        "ED0205",
                        "ED0207",
                        "ED0212",
                        "ED0213",
                        "ED0215",
                        "ED0216",
                        "ED0217",
                        "ED0218",
                        "ED0209"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        Waits waits = Waits.of(cluster, examination.limit(BottleneckLimits.STUCK_CALL));
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, Tool.PROCESS_LIST)) {
                noteCutLists(node, examination);
                noteFarLists(node, examination);
            }
            Set<String> workers = new PoolLook(node, examination).judge();
            new QueueLook(waits, node, examination).judge(workers);
        }
        new WaitFindings(cluster, waits, examination).judge();
        Map<String, NodeMetrics> metrics = NodeMetrics.all(cluster);
        new MetricsQueues(cluster, metrics, examination).judge();
        List<Process> worst = worstFirst(cluster);
        table(worst, examination);
        examination.table(ScoresTable.of(worst, ROWS));
        PoolTable.of(cluster, ROWS).ifPresent(examination::table);
        if (!metrics.isEmpty()) {
            examination.table(new MetricsQueues(cluster, metrics, examination).table(card().number()));
            RangesByMetrics.table(metrics.values(), card().number()).ifPresent(examination::table);
        }
        chart(cluster, worst, examination);
        examination.lookedAt(lookedAt(cluster));
    }

    private static void noteCutLists(Node node, Examination examination) {
        node.cutList()
                .map(cut -> new Gap(cut.reason() + ", so others may wait too", cut.node(), cut.what(), cut.fetchWith()))
                .ifPresent(examination::cannotSee);
    }

    /** What stood still between two lists and has worked off what came meanwhile looks well in both. */
    private static void noteFarLists(Node node, Examination examination) {
        Series<ProcessList> lists = node.processLists();
        double apart = lists.span().toNanos() / 1e9 / (lists.size() - 1);
        if (apart >= examination.limit(BottleneckLimits.APART)) {
            examination.cannotSee(new Gap(
                    "the process lists of " + node.name() + " are " + Words.seconds(Math.rint(apart))
                            + " apart: who stood still in between and has caught up since was not seen",
                    node.name(),
                    Tool.PROCESS_LIST.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
    }

    private static List<Process> worstFirst(Cluster cluster) {
        return cluster.nodes().stream()
                .flatMap(node -> node.current().stream())
                .filter(process -> process.mostWaiting() > 0)
                .sorted(Comparator.comparingLong((Process process) -> -process.mostWaiting())
                        .thenComparing(Process::node)
                        .thenComparing(Process::pid))
                .toList();
    }

    private void table(List<Process> worst, Examination examination) {
        List<List<Cell>> rows =
                worst.stream().limit(ROWS).map(Bottleneck::cells).toList();
        examination.table(new Table(
                "mailboxes",
                card().number(),
                "Processes with the most messages waiting",
                List.of(
                        Column.key("Node"),
                        Column.key("Process"),
                        Column.text("Behaviour"),
                        Column.count("Waiting"),
                        Column.in("Oldest waits", "s"),
                        Column.rate("Arrived"),
                        Column.rate("Taken"),
                        Column.count("Drain"),
                        Column.text("State")),
                rows,
                Math.max(0, worst.size() - ROWS)));
    }

    private static List<Cell> cells(Process process) {
        ProcessRow row = process.last();
        Activity activity = new Activity(process);
        double wakeups = row.wakeups().since(process.first().wakeups());
        return List.of(
                Cell.text(process.node()),
                Cell.text(row.name().isEmpty() ? row.pid() : row.name()),
                Cell.text(row.behavior()),
                Cell.count(row.mailbox()),
                row.latency().map(age -> Cell.number(age.toMillis() / 1000.0)).orElse(Cell.text("not measured")),
                Cell.number(activity.arrivedPerSecond()),
                Cell.number(activity.takenPerSecond()),
                wakeups > 0 ? Cell.number(activity.arrived() / wakeups) : Cell.text("never slept"),
                Cell.text(row.state()));
    }

    private void chart(Cluster cluster, List<Process> worst, Examination examination) {
        List<ChartSeries> lines = new ArrayList<>();
        worst.stream()
                .filter(process -> process.mostWaiting() >= WORTH_A_LINE)
                .limit(LINES)
                .forEach(process -> lines.add(Lines.line(
                        process.last().label() + " on " + process.node(), process.rows(), ProcessRow::mailbox)));
        boolean ofProcesses = !lines.isEmpty();
        if (!ofProcesses) {
            cluster.nodes().stream()
                    .filter(node -> node.processLists().hasTwo())
                    .limit(LINES)
                    .forEach(node -> lines.add(Lines.line(
                            node.name(),
                            node.processLists(),
                            list -> list.rows().stream()
                                    .filter(row -> !Node.isOurs(row))
                                    .mapToLong(ProcessRow::mailbox)
                                    .sum())));
        }
        examination.chart(
                Lines.chart(
                        "mailboxes",
                        card().number(),
                        "Messages waiting",
                        "messages",
                        lines,
                        ofProcesses
                                ? "Messages waiting in the fullest mailboxes: a line that rises belongs to a process that cannot keep up."
                                : "Messages waiting in all mailboxes of each node: nowhere did ten messages wait at one process."));
    }

    private static String lookedAt(Cluster cluster) {
        int processes =
                cluster.nodes().stream().mapToInt(node -> node.current().size()).sum();
        int readings = cluster.nodes().stream()
                .mapToInt(node -> node.processLists().size())
                .max()
                .orElse(0);
        Duration span = cluster.nodes().stream()
                .map(node -> node.processLists().span())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return "Mailboxes and messages taken of " + Words.many(processes, "process") + " on "
                + Words.many(cluster.answering().size(), "node") + ", in up to " + Words.many(readings, "reading")
                + (span.isZero() ? "" : " over " + Numbers.time(span)) + "." + BuildTags.withoutLatency(cluster);
    }
}
