package ergodiag.report;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest;
import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Basis;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Chart.MatrixCell;
import ergodiag.findings.Column;
import ergodiag.findings.CoverageCell;
import ergodiag.findings.CoverageCell.State;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.BundleHead;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.IntegritySummary;
import ergodiag.findings.Measure;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import ergodiag.findings.TimelineEntry;
import ergodiag.findings.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A sick cluster as the analysis would describe it, with every kind of chart, gaps, long texts and hostile names. */
public final class SampleFindings {
    static final String HOSTILE =
            "<script>alert('x')</script>\"'&\u202Eevil\u202C\u0000 <img src=x onerror=y> ]]> ${page} <#if>";
    public static final Instant START = Instant.parse("2026-11-23T20:15:00Z");

    private static final String LONG =
            "main.(*SubscriberOfEverythingThatHappens)".repeat(8).substring(0, 300);

    private SampleFindings() {}

    public static Findings sick() {
        return of(List.of("backend@10.0.3.11", "backend@10.0.3.12", "frontend@10.0.3.20", "worker@" + HOSTILE));
    }

    public static Findings of(List<String> nodes) {
        return new Findings(
                "0.1.0",
                head(),
                summaries(nodes),
                verdicts(nodes),
                findings(nodes),
                tables(nodes),
                charts(nodes),
                coverage(nodes),
                timeline(nodes),
                List.of(
                        Threshold.asWritten("performance-bottleneck.liveness-overloaded", 0.01, "1"),
                        Threshold.ours(
                                "memory-growth.bytes",
                                16 << 20,
                                "bytes",
                                "below that the heap of a healthy node wanders"),
                        Threshold.ours(
                                "cluster-health.clock-offset",
                                1,
                                "s",
                                "logs of nodes farther apart cannot be put in order")),
                List.of("The capture was cancelled after 58 s; what was captured until then is used."));
    }

    /** Other findings of the same cluster, without tables, charts and timeline. */
    public static Findings with(Findings all, List<Finding> findings) {
        return new Findings(
                all.toolVersion(),
                all.bundle(),
                all.nodes(),
                all.verdicts(),
                findings,
                List.of(),
                List.of(),
                all.coverage(),
                List.of(),
                all.thresholds(),
                all.notes());
    }

    private static BundleHead head() {
        return new BundleHead(
                "ergodiag-backend-20261123T201500Z.zip",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                START,
                START.plusSeconds(64),
                Duration.ofSeconds(60),
                "standard",
                true,
                "backend@10.0.3.11",
                "http://10.0.3.11:9922/mcp",
                Labels.of("ergodiag capture http://10.0.3.11:9922/mcp --window 60")
                        .with(Label.BY, Optional.of("Ada, on call"))
                        .with(Label.TICKET, Optional.of("OPS-4711"))
                        .with(Label.NOTE, Optional.of("orders are late since the deploy")),
                "ergodiag 0.1.0",
                true,
                12,
                List.of("node_env", "bearer token"),
                642,
                7,
                Optional.of(new IntegritySummary(
                        655, List.of(), List.of(), List.of(), List.of(), false, Optional.empty(), Optional.empty())),
                List.of());
    }

    private static List<NodeSummary> summaries(List<String> nodes) {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> new NodeSummary(
                        nodes.get(i),
                        i == nodes.size() - 1
                                ? Manifest.State.SILENT
                                : i == 2 ? Manifest.State.PARTIAL : Manifest.State.CAPTURED,
                        i == 0
                                ? Optional.of(Severity.CRITICAL)
                                : i == 2 ? Optional.of(Severity.WARNING) : Optional.empty(),
                        i == nodes.size() - 1
                                ? List.of()
                                : List.of("up 3 d 4 h", "1,204 processes", "heap 312 MiB", "Ergo v1.999.320"),
                        i == nodes.size() - 1 ? Optional.empty() : Optional.of(Duration.ofMillis(12 * i - 5))))
                .toList();
    }

    private static List<Verdict> verdicts(List<String> nodes) {
        List<Verdict> verdicts = new ArrayList<>();
        for (PlaybookName playbook : PlaybookName.values()) {
            int p = playbook.number();
            Verdict.State state = p == 1 || p == 2 || p == 4 || p == 10
                    ? Verdict.State.FOUND
                    : p == 3 ? Verdict.State.CANNOT_TELL : p == 9 ? Verdict.State.BROKEN : Verdict.State.HEALTHY;
            List<Gap> gaps = p == 3 || p == 1
                    ? List.of(
                            new Gap(
                                    "the node was built without the tag pprof",
                                    nodes.get(1),
                                    "pprof_cpu",
                                    "go build -tags=pprof"),
                            new Gap(
                                    "no answer within 10 s",
                                    nodes.get(nodes.size() - 1),
                                    "node_info",
                                    "ergodiag capture http://10.0.3.14:9922/mcp"))
                    : List.of();
            verdicts.add(new Verdict(
                    p,
                    playbook.word(),
                    playbook.title(),
                    state,
                    "two complete process lists of 3 nodes, 60 s apart, and 13 readings of node_info each",
                    gaps,
                    List.of(),
                    List.of()));
        }
        return verdicts;
    }

    private static List<Finding> findings(List<String> nodes) {
        String node = nodes.get(0);
        Subject consumer = Subject.process(
                Subject.Kind.PROCESS, node, "<90A29F11.0.1013>", "order_consumer", "main.Consumer", "orders");
        return List.of(
                new Finding(
                                "ED0201",
                                2,
                                Severity.CRITICAL,
                                "ED0201/backend/order_consumer",
                                Optional.of(START.minusSeconds(540)),
                                consumer,
                                new Prose(
                                        "",
                                        "Process order_consumer on " + node
                                                + " is blocked: it took no message in 60 s while 14,212 wait in its mailbox",
                                        "",
                                        "Look at what holds the mutex in main.(*Store).Put; restarting the process frees the mailbox but loses what waits in it",
                                        "a single message taken between the two readings",
                                        "ergodiag capture http://10.0.3.11:9922/mcp --profile deep"),
                                new Basis(
                                        List.of(
                                                new Measure("messages waiting", 14212, "messages"),
                                                        new Measure("taken in the window", 0, "messages"),
                                                new Measure("arriving", 26.4, "messages/s"),
                                                        new Measure("latency of the mailbox", 541.3, "s")),
                                        List.of(
                                                Evidence.at(
                                                        "nodes/backend@10.0.3.11/process_list.mailbox.001.json",
                                                        "/processes/0/MessagesMailbox",
                                                        12630),
                                                Evidence.at(
                                                        "nodes/backend@10.0.3.11/process_list.mailbox.002.json",
                                                        "/processes/0/MessagesMailbox",
                                                        14212),
                                                Evidence.line(
                                                        "nodes/backend@10.0.3.11/pprof_goroutines.consumer.txt",
                                                        17,
                                                        "main.(*Consumer).HandleMessage(0xc0001a2000, {0x8f2a40, 0xc0004c1200})"))))
                        .explaining(List.of("ED0402/backend/heap", "ED1001/backend/stack")),
                new Finding(
                        "ED0402",
                        4,
                        Severity.WARNING,
                        "ED0402/backend/heap",
                        Optional.empty(),
                        Subject.node(node),
                        new Prose(
                                "",
                                "The live heap of " + node + " grew by 88 MiB in 60 s over 6 garbage collections",
                                "",
                                "See what grows in the mailboxes first",
                                "",
                                ""),
                        new Basis(
                                List.of(
                                        new Measure("growth", 92274688, "bytes"),
                                        new Measure("rate", 1537911, "bytes/s"),
                                        new Measure("p", 0.0004, "1")),
                                List.of(Evidence.at(
                                        "nodes/backend@10.0.3.11/runtime_stats.001.json", "/heap_alloc", 231211112)))),
                new Finding(
                        "ED1001",
                        10,
                        Severity.WARNING,
                        "ED1001/backend/stack",
                        Optional.empty(),
                        consumer.in("main.(*Store).Put"),
                        Prose.of(
                                "One goroutine of order_consumer stands in sync.(*Mutex).Lock at the same line in both readings"),
                        new Basis(List.of(new Measure("waiting", 9, "min")), List.of())),
                new Finding(
                        "ED0101",
                        1,
                        Severity.WARNING,
                        "ED0101/" + HOSTILE,
                        Optional.empty(),
                        Subject.node(nodes.get(nodes.size() - 1)),
                        new Prose(
                                "",
                                "Node " + nodes.get(nodes.size() - 1) + " is known to its peers but did not answer",
                                "",
                                "Check whether the host of " + HOSTILE + " is up",
                                "any reply",
                                "ergodiag capture http://10.0.3.14:9922/mcp"),
                        new Basis(
                                List.of(new Measure("attempts", 3, "calls")),
                                List.of(new Evidence(
                                        "cluster/cluster_nodes.json",
                                        Optional.of("/nodes/3/name"),
                                        java.util.OptionalInt.empty(),
                                        HOSTILE)))),
                new Finding(
                        "ED0190",
                        1,
                        Severity.INFO,
                        "ED0190/x",
                        Optional.empty(),
                        Subject.node(node),
                        new Prose("", "Framework versions differ: " + LONG, "", "Nothing to do", "", ""),
                        new Basis(
                                List.of(new Measure(LONG, Double.NaN, "1")),
                                List.of(Evidence.line("cluster/" + LONG + ".json", 1, LONG)))));
    }

    private static List<Cell> cells(String... texts) {
        return Stream.of(texts).map(Cell::text).toList();
    }

    private static List<Table> tables(List<String> nodes) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String node : nodes) {
            rows.add(cells(node, "3 d 4 h", "1,204", "0", "312 MiB", "14", "0.4 ms", "3/3"));
        }
        List<List<Cell>> long_ = IntStream.range(0, 60)
                .mapToObj(i -> cells(
                        i == 3 ? LONG : "worker_" + i,
                        "main.Worker",
                        Integer.toString(14000 / (i + 1)),
                        "0.0001",
                        HOSTILE))
                .toList();
        return List.of(
                new Table(
                        "health",
                        1,
                        "Nodes side by side",
                        List.of(
                                Column.text("Node"),
                                Column.time("Uptime"),
                                Column.count("Processes"),
                                Column.count("Zombees"),
                                Column.size("Heap"),
                                Column.count("Errors"),
                                Column.time("RTT"),
                                Column.count("Applications")),
                        rows,
                        0),
                new Table(
                        "mailboxes",
                        2,
                        "Longest mailboxes",
                        List.of(
                                Column.text("Process"),
                                Column.text("Behavior"),
                                Column.count("Waiting"),
                                Column.count("Liveness"),
                                Column.text("Note")),
                        long_,
                        41));
    }

    private static List<Chart> charts(List<String> nodes) {
        List<Instant> times =
                IntStream.range(0, 13).mapToObj(i -> START.plusSeconds(i * 5L)).toList();
        List<ChartSeries> heap = new ArrayList<>();
        List<ChartSeries> goroutines = new ArrayList<>();
        for (int n = 0; n < nodes.size(); n++) {
            int k = n;
            heap.add(new ChartSeries(
                    nodes.get(n),
                    times,
                    IntStream.range(0, 13)
                            .mapToObj(i -> k == 1 && i > 4 && i < 8
                                    ? Double.NaN
                                    : (double) ((k == 0 ? 220 + 7 * i : 90 + 20 * (k % 7) + i % 3 * 8) * 1048576L))
                            .toList()));
            goroutines.add(new ChartSeries(
                    nodes.get(n),
                    times,
                    IntStream.range(0, 13)
                            .mapToObj(i -> (double) (80 + 30 * (k % 9) + (i * 7 % 5)))
                            .toList()));
        }
        List<String> functions =
                List.of("main.(*HotWorker).crunch", "runtime.mallocgc", "encoding/json.Marshal", HOSTILE);
        List<ChartSeries> cpu = IntStream.range(0, functions.size())
                .mapToObj(f -> new ChartSeries(
                        functions.get(f),
                        List.of(),
                        IntStream.range(0, nodes.size())
                                .mapToObj(n -> 0.2 + 0.3 * ((f + n) % 3))
                                .toList()))
                .toList();
        List<List<MatrixCell>> cells = IntStream.range(0, nodes.size())
                .mapToObj(a -> IntStream.range(0, nodes.size())
                        .mapToObj(b -> a == b
                                ? new MatrixCell("", MatrixCell.State.SELF, "")
                                : a == 0 && b == 2
                                        ? new MatrixCell(
                                                "4.2 %",
                                                MatrixCell.State.CRITICAL, "4.2 % of 12,002 messages did not arrive")
                                        : (a * 7 + b * 3) % 23 == 0
                                                ? new MatrixCell("2", MatrixCell.State.WARNING, "re-established twice")
                                                : b == nodes.size() - 1
                                                        ? new MatrixCell("", MatrixCell.State.UNKNOWN, "not answered")
                                                        : new MatrixCell(
                                                                "0.4 ms", MatrixCell.State.OK, "both ends agree"))
                        .toList())
                .toList();
        return List.of(
                new Chart(
                        "heap",
                        4,
                        "Heap in use",
                        Chart.Kind.LINE,
                        "bytes",
                        heap,
                        List.of(),
                        List.of(),
                        "The heap of the first node rises while the others stand; the second was not read for a while"),
                new Chart(
                        "goroutines",
                        4,
                        "Goroutines",
                        Chart.Kind.LINE,
                        "goroutines",
                        goroutines,
                        List.of(),
                        List.of(),
                        "No node gains goroutines"),
                new Chart(
                        "single",
                        4,
                        "One reading only",
                        Chart.Kind.LINE,
                        "1",
                        List.of(new ChartSeries("once", List.of(START), List.of(3.0))),
                        List.of(),
                        List.of(),
                        "A single reading is a point"),
                new Chart(
                        "cpu",
                        3,
                        "CPU per node",
                        Chart.Kind.STACKED_BARS,
                        "cores",
                        cpu,
                        nodes,
                        List.of(),
                        "The first function is hot on one node"),
                new Chart(
                        "mailboxes",
                        2,
                        "Longest mailboxes",
                        Chart.Kind.BARS,
                        "messages",
                        List.of(new ChartSeries("waiting", List.of(), List.of(14212.0, 96.0, 12.0, 3.0))),
                        List.of("order_consumer on backend@10.0.3.11", LONG, "audit", HOSTILE),
                        List.of(),
                        "One mailbox holds nearly all that waits"),
                new Chart(
                        "counters",
                        1,
                        "Errors and panics",
                        Chart.Kind.BARS,
                        "messages",
                        List.of(
                                new ChartSeries(
                                        "errors",
                                        List.of(),
                                        nodes.stream()
                                                .map(n -> 14.0 + n.length())
                                                .toList()),
                                new ChartSeries(
                                        "panics",
                                        List.of(),
                                        nodes.stream().map(n -> 2.0).toList())),
                        nodes,
                        List.of(),
                        "Errors on all nodes, few panics"),
                new Chart(
                        "links",
                        8,
                        "Links",
                        Chart.Kind.MATRIX,
                        "",
                        List.of(),
                        nodes,
                        cells,
                        "The link from the first to the third node loses messages"),
                new Chart(
                        "empty",
                        9,
                        "Events",
                        Chart.Kind.LINE,
                        "events/s",
                        List.of(),
                        List.of(),
                        List.of(),
                        "Nothing was read"),
                new Chart(
                        "wrong",
                        9,
                        "A chart whose data is wrong",
                        Chart.Kind.MATRIX,
                        "",
                        List.of(),
                        nodes,
                        List.of(List.of()),
                        "It cannot be drawn"));
    }

    private static List<CoverageCell> coverage(List<String> nodes) {
        List<String> tools = List.of(
                "node_info",
                "process_list",
                "pprof_cpu",
                "pprof_heap",
                "network_nodes",
                "event_list",
                "runtime_stats",
                "sample_listen");
        List<CoverageCell> all = new ArrayList<>();
        for (int n = 0; n < nodes.size(); n++) {
            for (String tool : tools) {
                boolean silent = n == nodes.size() - 1;
                boolean pprof = tool.startsWith("pprof") && n == 1;
                all.add(new CoverageCell(
                        nodes.get(n),
                        tool,
                        silent
                                ? State.MISSING
                                : pprof ? State.PARTIAL : tool.equals("sample_listen") ? State.NOT_ASKED : State.FULL,
                        silent ? "no answer within 10 s" : pprof ? "cut at 50 rows" : "13 readings"));
            }
        }
        return all;
    }

    private static List<TimelineEntry> timeline(List<String> nodes) {
        return List.of(
                new TimelineEntry(START, "", TimelineEntry.Kind.CAPTURE, "capture begins", List.of()),
                new TimelineEntry(
                        START.plusMillis(12_345),
                        nodes.get(0),
                        TimelineEntry.Kind.NODE,
                        "garbage collection 412",
                        List.of()),
                new TimelineEntry(
                        START.plusSeconds(31),
                        nodes.get(0),
                        TimelineEntry.Kind.ERROR,
                        "order 4711 failed: " + HOSTILE,
                        List.of(Evidence.line(
                                "nodes/backend@10.0.3.11/series.sample_listen.log.jsonl", 4, "order 4711 failed"))),
                new TimelineEntry(START.plusSeconds(64), "", TimelineEntry.Kind.CAPTURE, "capture ends", List.of()));
    }
}
