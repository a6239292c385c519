package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Playbook;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Playbook 8: whether both ends of every link agree about what went over it. */
public final class NetworkLinks implements Playbook {
    static final Threshold LOST_SHARE = Threshold.ours(
            "network.lost-share",
            1,
            "% of those sent",
            "healthy links lose nothing; below it the count may be of the edges");
    static final Threshold LOST = Threshold.ours(
            "network.lost",
            10,
            "messages",
            "on healthy links the two ends differ by up to 3 messages that are on their way");
    static final Threshold RTT = Threshold.asWritten("network.rtt", 1000, "ms");
    static final Threshold RTT_OUTLIER = Threshold.ours(
            "network.rtt-outlier",
            10,
            "x the median",
            "links of one cluster are alike; a busy MCP worker explains a factor of two or three");
    static final Threshold RTT_FLOOR = Threshold.ours(
            "network.rtt-floor",
            20,
            "ms",
            "below it a factor is noise of a ping that runs through two MCP workers and waits for a busy core");
    static final Threshold RECONNECTIONS = Threshold.asWritten("network.reconnections", 0, "reconnections");
    static final Threshold HANDSHAKES = Threshold.asWritten("network.handshake-errors", 0, "errors");
    static final Threshold FRAGMENTS = Threshold.asWritten("network.fragment-timeouts", 0, "payloads");

    private static final Cell UNKNOWN = Cell.text("?");

    @Override
    public Card card() {
        return new Card(
                PlaybookName.NETWORK,
                "Do both ends of every link agree?",
                List.of(LOST_SHARE, LOST, RTT, RTT_OUTLIER, RTT_FLOOR, RECONNECTIONS, HANDSHAKES, FRAGMENTS));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        List<Link> links = cluster.links();
        for (Node node : cluster.nodes()) {
            if (cluster.nodes().size() > 1) {
                examination.sees(node, Tool.NETWORK_NODES);
            }
            NodeNetwork.judge(node, examination);
        }
        LinkTimes times = LinkTimes.of(cluster, examination);
        Set<String> lossy = new HashSet<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Link link : links) {
            LinkLoss loss = new LinkLoss(cluster, link, times, examination);
            if (loss.judge()) {
                lossy.add(pair(link.from(), link.to()));
            }
            new LinkState(cluster, link, examination).judge();
            rows.add(row(link, times));
        }
        times.judge(lossy);
        LinkState.missing(cluster, links, examination);
        examination.lookedAt(String.format(
                Locale.ROOT,
                "%d directed links between %d nodes over %s: what each end says it sent and received, ages, reconnections, and %d pings.",
                links.size(),
                cluster.answering().size(),
                Numbers.time(cluster.window()),
                cluster.nodes().stream().mapToInt(node -> node.pings().size()).sum()));
        draw(cluster, links, rows, examination);
    }

    /** The two nodes in the order of their names. */
    static String pair(String one, String other) {
        return one.compareTo(other) <= 0 ? one + " " + other : other + " " + one;
    }

    /** A node that never answered, or fell silent: its links are explained by that. */
    static boolean isDown(Cluster cluster, String name) {
        return cluster.node(name)
                .map(node -> node.fellSilentAt().isPresent()
                        || node.infos().isEmpty() && node.stats().isEmpty())
                .orElse(true);
    }

    private static List<Cell> row(Link link, LinkTimes times) {
        Optional<LinkCount> count = LinkCount.overWindow(link);
        return List.of(
                Cell.text(link.from()),
                Cell.text(link.to()),
                count.map(it -> Cell.count(it.sent())).orElse(UNKNOWN),
                count.map(it -> Cell.count(it.received())).orElse(UNKNOWN),
                count.map(it -> Cell.count(Math.max(0, it.lost()))).orElse(UNKNOWN),
                count.map(it -> Cell.number(it.sentPerSecond())).orElse(UNKNOWN),
                times.least(link.from(), link.to())
                        .map(rtt -> Cell.number(rtt.toNanos() / 1e6))
                        .orElse(UNKNOWN),
                link.sender()
                        .last()
                        .map(it -> Cell.time(
                                Duration.ofSeconds(it.it().connectionUptime().toSeconds())))
                        .orElse(Cell.text("not listed")),
                link.sender()
                        .last()
                        .map(it -> Cell.count(it.it().reconnections().value()))
                        .orElse(UNKNOWN));
    }

    private static void draw(Cluster cluster, List<Link> links, List<List<Cell>> rows, Examination examination) {
        if (cluster.nodes().size() < 2) {
            return;
        }
        examination.table(new Table(
                "links",
                8,
                "Links",
                List.of(
                        Column.key("From"),
                        Column.text("To").compared(Column.Compared.OTHER_END),
                        Column.count("Sent"),
                        Column.count("Received"),
                        Column.count("Lost at least"),
                        Column.rate("Sent"),
                        Column.in("RTT", "ms"),
                        Column.time("Age"),
                        Column.count("Reconnections")),
                rows.stream().limit(60).toList(),
                Math.max(0, rows.size() - 60)));
        examination.chart(LinkMatrix.of(cluster, links, examination));
    }

    /** A gap about a link of which both ends should be known. */
    static Gap gap(String node, String reason) {
        return new Gap(reason, node, Tool.NETWORK_NODES.toolName(), "ergodiag capture --profile standard --window 60");
    }

    /** The chart of this playbook. */
    static final class LinkMatrix {
        private static final int MOST = 25;

        private LinkMatrix() {}

        static Chart of(Cluster cluster, List<Link> links, Examination examination) {
            List<String> names =
                    cluster.nodes().stream().map(Node::name).limit(MOST).toList();
            List<List<Chart.Cell>> cells = new ArrayList<>();
            for (String from : names) {
                List<Chart.Cell> row = new ArrayList<>();
                for (String to : names) {
                    row.add(from.equals(to) ? new Chart.Cell("", "self", from) : cell(from, to, links, examination));
                }
                cells.add(List.copyOf(row));
            }
            return new Chart(
                    "links",
                    8,
                    "Links: messages lost of those sent",
                    Chart.Kind.MATRIX,
                    "%",
                    List.of(),
                    names,
                    List.copyOf(cells),
                    "Each row sends, each column receives: share of the messages sent over a link in the window that never arrived.");
        }

        private static Chart.Cell cell(String from, String to, List<Link> links, Examination examination) {
            Optional<LinkCount> count = links.stream()
                    .filter(link -> link.from().equals(from) && link.to().equals(to))
                    .findFirst()
                    .flatMap(LinkCount::overWindow);
            String state = examination.findings().stream()
                    .filter(finding -> finding.subject().kind().equals("link")
                            && finding.subject().node().equals(from)
                            && finding.subject().peer().equals(to))
                    .map(ergodiag.findings.Finding::severity)
                    .max(java.util.Comparator.naturalOrder())
                    .map(ergodiag.findings.Severity::word)
                    .orElse(count.isPresent() ? "ok" : "unknown");
            String hint = count.map(it -> String.format(
                            Locale.ROOT,
                            "%s sent %,.0f messages to %s, which received %,.0f",
                            from,
                            it.sent(),
                            to,
                            it.received()))
                    .orElse(from + " to " + to + ": not to be compared");
            return new Chart.Cell(
                    count.map(it -> it.sent() > 0
                                    ? String.format(Locale.ROOT, "%.0f %%", Math.max(0, 100 * it.lost() / it.sent()))
                                    : "0 %")
                            .orElse("?"),
                    state,
                    hint);
        }
    }
}
