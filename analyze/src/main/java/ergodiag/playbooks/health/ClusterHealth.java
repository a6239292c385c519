package ergodiag.playbooks.health;

import static ergodiag.findings.Column.Compared.VALUE;
import static ergodiag.findings.Column.Compared.VERSION;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.cluster.metrics.NodeMetrics;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Playbook 1: is any node the odd one out? */
public final class ClusterHealth implements Playbook {
    @Override
    public Card card() {
        return new Card(
                PlaybookName.CLUSTER_HEALTH,
                "Is any node the odd one out?",
                Stream.of(
                                ErrorCounters.LIMITS.all(),
                                LogCounters.LIMITS.all(),
                                EarlierTrouble.LIMITS.all(),
                                OddNodes.LIMITS.all(),
                                OddPrograms.LIMITS.all(),
                                NodeState.LIMITS.all(),
                                ClockJumps.LIMITS.all(),
                                StoodStill.LIMITS.all())
                        .flatMap(List<Threshold>::stream)
                        .toList(),
                Card.chart("errors-logged", "No node logs errors or panics", "ED0105", "ED0106"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        for (Node node : cluster.nodes()) {
            boolean counters = examination.sees(node, Tool.NODE_INFO);
            boolean applications = examination.sees(node, Tool.APP_LIST);
            boolean processes = examination.sees(node, Tool.PROCESS_LIST);
            NodeState state = new NodeState(cluster, node, examination);
            state.judgePresence();
            if (counters) {
                new LogCounters(cluster, node, examination).judge();
                new EarlierTrouble(node, examination).judge();
                state.judgeZombees();
                state.judgeBuild();
            } else if (node.infos().isEmpty() && node.state() != Manifest.State.EXCLUDED) {
                new MetricsCounters(node, NodeMetrics.of(cluster, node.name()), examination).judge();
            }
            if (applications) {
                state.judgeApplications();
            }
            if (processes) {
                state.judgeSlowStarts();
            }
            state.judgeShutdown();
            new Vanished(node, examination).judge();
        }
        examination.findings().stream()
                .filter(finding -> finding.aspect().equals(NodeState.NEVER_ANSWERED))
                .findFirst()
                .ifPresent(finding -> examination.more(finding, cluster.unheard()));
        new NodeRestarts(cluster, examination).judge();
        new ClockJumps(cluster, examination).judge();
        new StoodStill(cluster, examination).judge();
        new ErrorCounters(cluster, examination).judge();
        new OddNodes(cluster, examination).judge();
        if (cluster.answering().size() > 1 && !RoundTrips.areKnown(cluster)) {
            examination.cannotSee(new Gap(
                    "no ping between nodes was answered, so round trips are not known",
                    "",
                    Tool.NETWORK_PING.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
        examination.table(table(cluster));
        MetricsTable metrics = new MetricsTable(cluster, NodeMetrics.all(cluster));
        if (!metrics.metrics().isEmpty()) {
            examination.table(metrics.table(card().number()));
        }
        chart(cluster, examination);
        examination.lookedAt("Presence, counters of errors and log messages, applications, starts"
                + (cluster.nodes().stream().anyMatch(node -> node.clockOffset().isPresent())
                        ? ", versions and clocks of "
                        : " and versions of ")
                + Words.many(cluster.nodes().size(), "node") + ", " + Words.span(cluster, Node::infos) + "."
                + metrics.unknown());
    }

    private Table table(Cluster cluster) {
        return new Table(
                "nodes",
                card().number(),
                "The nodes",
                List.of(
                        Column.key("Node"),
                        Column.time("Uptime").compared(VALUE),
                        Column.count("Processes").compared(VALUE),
                        Column.count("Zombees").compared(VALUE),
                        Column.size("Heap").compared(VALUE),
                        Column.count("Errors logged").compared(VALUE),
                        Column.count("Panics").compared(VALUE),
                        Column.count("Send and call errors").compared(VALUE),
                        Column.in("Round trip", "ms"),
                        Column.count("Apps running").compared(VALUE),
                        Column.text("Version").compared(VERSION),
                        Column.text("Latency measured").compared(VALUE),
                        Column.in("Clock offset", "ms")),
                cluster.nodes().stream().map(node -> cells(cluster, node)).toList(),
                0);
    }

    private static List<Cell> cells(Cluster cluster, Node node) {
        Optional<NodeInfo> info = node.infos().last().map(last -> last.it());
        return List.of(
                Cell.text(node.name()),
                info.map(it -> Cell.time(it.uptime())).orElse(Cell.text("silent")),
                info.map(it -> Cell.count(it.processesTotal())).orElse(Cell.EMPTY),
                info.map(it -> Cell.count(it.processesZombee())).orElse(Cell.EMPTY),
                node.stats()
                        .last()
                        .map(stats -> Cell.size(stats.it().heapAlloc()))
                        .orElse(Cell.EMPTY),
                info.map(it -> Cell.count(it.logged(NodeInfo.ERROR).value())).orElse(Cell.EMPTY),
                info.map(it -> Cell.count(it.logged(NodeInfo.PANIC).value())).orElse(Cell.EMPTY),
                info.map(it -> Cell.count(ErrorCounters.all(it))).orElse(Cell.EMPTY),
                roundTrip(cluster, node),
                Cell.text(applications(node)),
                Cell.text(info.map(NodeInfo::version).orElse("")),
                Cell.text(latencyMeasured(node)),
                node.clockOffset().map(offset -> Cell.count(offset.toMillis())).orElse(Cell.EMPTY));
    }

    /** The quickest ping to that node. */
    private static Cell roundTrip(Cluster cluster, Node node) {
        return cluster.nodes().stream()
                .flatMap(other -> other.pings().stream())
                .filter(ping -> ping.to().equals(node.name()))
                .map(PingResult::rtt)
                .flatMap(rtt -> rtt.value().stream())
                .min(Duration::compareTo)
                .map(rtt -> Cell.number(rtt.toNanos() / 1e6))
                .orElse(Cell.EMPTY);
    }

    private static String applications(Node node) {
        return node.applications()
                .last()
                .map(list ->
                        list.it().stream().filter(ApplicationInfo::isRunning).count() + " of "
                                + list.it().size() + " running")
                .orElse("");
    }

    private static String latencyMeasured(Node node) {
        return node.current().isEmpty()
                ? ""
                : node.current().stream()
                                .anyMatch(process -> process.last().latency().isKnown())
                        ? "yes"
                        : "no";
    }

    private void chart(Cluster cluster, Examination examination) {
        List<ChartSeries> lines = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty())
                .map(node -> {
                    double before = node.infos().readings().get(0).it().bad();
                    return Lines.line(node.name(), node.infos(), info -> info.bad() - before);
                })
                .toList();
        double limit = examination.limit(LogCounters.ERRORS);
        Chart chart = Lines.chart(
                "errors-logged",
                card().number(),
                "Errors and panics logged within the window",
                "messages",
                lines,
                "Error and panic messages each node logged since the first reading: a healthy node's line stays at zero.");
        examination.chart(chart.limited(
                Numbers.number(limit) + " a minute", limit * cluster.window().toMillis() / 60_000.0));
    }
}
