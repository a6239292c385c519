package ergodiag.playbooks.network;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.ergo.Counter;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.Tool;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.MatrixCell;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Playbook 8: whether both ends of every link agree about what went over it. */
public final class NetworkLinks implements Playbook {

    private static final Cell UNKNOWN = Cell.text("?");

    @Override
    public Card card() {
        return new Card(
                PlaybookName.NETWORK,
                "Do both ends of every link agree?",
                NetworkLimits.LIMITS.all(),
                Card.chart("links", "Both ends of every link agree", "ED0801", "ED0803", "ED0802", "ED0804"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        List<Link> links = cluster.links();
        for (Node node : cluster.nodes()) {
            if (cluster.nodes().size() > 1) {
                examination.sees(node, Tool.NETWORK_NODES);
                if (cluster.nodes().stream()
                        .allMatch(other -> other == node || LinkEnds.isDown(cluster, other.name()))) {
                    examination.dependsOnUnseen(node);
                }
            }
            NodeNetwork.judge(node, examination);
        }
        LinkTimes times = LinkTimes.of(cluster, examination);
        Set<String> lossy = new HashSet<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Link link : links) {
            LinkLoss loss = new LinkLoss(cluster, link, times, examination);
            if (loss.judge()) {
                lossy.add(LinkEnds.pair(link.from(), link.to()));
            }
            new LinkState(cluster, link, examination).judge();
            rows.add(row(link, times));
        }
        times.judge(lossy);
        List<PairReach> pairs = PairReach.all(cluster);
        Optional<Partition> partition = Partition.of(cluster, pairs);
        new PartitionFindings(cluster, examination).judge(partition, links, pairs);
        if (partition.isEmpty()) {
            new WholeNode(links, examination).judge();
        }
        new ClosedLinks(pairs, partition, examination).judge();
        MissingLinks.judge(cluster, links, examination);
        examination.lookedAt(String.format(
                Locale.ROOT,
                "%d directed links between %d nodes %s: what each end says it sent and received, ages, reconnections, and %d pings.",
                links.size(),
                cluster.answering().size(),
                Words.span(cluster),
                cluster.nodes().stream()
                        .flatMap(node -> node.pings().stream())
                        .filter(PingResult::tells)
                        .count()));
        draw(cluster, links, rows, examination);
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
                Cell.text(dialledBy(link)),
                Cell.text(link.sender().last().map(it -> tcpLinks(it.it())).orElse("")),
                link.sender()
                        .last()
                        .map(it -> Cell.count(it.it().reconnections().value()))
                        .orElse(UNKNOWN));
    }

    /** The end that dialled: the other one accepted, and decides how many TCP links there are. */
    private static String dialledBy(Link link) {
        return link.sender()
                .last()
                .map(end -> end.it().dialled() ? link.from() : link.to())
                .orElse("");
    }

    /** {@code 3 of 3}: those there are, of those there should be. */
    private static String tcpLinks(RemoteNode end) {
        return end.poolLength().map(Numbers::count).orElse("?") + " of " + Numbers.count(end.poolSize());
    }

    /** What each node counts of its connections: those made less those lost are active. */
    private static Table connections(Cluster cluster) {
        return new Table(
                "connections",
                8,
                "Connections of each node since its start",
                List.of(
                        Column.key("Node"),
                        Column.count("Made"),
                        Column.count("Lost"),
                        Column.count("Active (made - lost)"),
                        Column.count("Peers listed")),
                cluster.answering().stream().map(NetworkLinks::connections).toList(),
                0);
    }

    private static List<Cell> connections(Node node) {
        Optional<NetworkInfo> info = node.networks().last().map(last -> last.it());
        Optional<Counter> made = info.flatMap(it -> it.established().value());
        Optional<Counter> lost = info.flatMap(it -> it.lost().value());
        return List.of(
                Cell.text(node.name()),
                made.map(it -> Cell.count(it.value())).orElse(UNKNOWN),
                lost.map(it -> Cell.count(it.value())).orElse(UNKNOWN),
                made.flatMap(all -> lost.map(gone -> Cell.count(all.value() - gone.value())))
                        .orElse(UNKNOWN),
                node.peers().last().map(list -> Cell.count(list.it().size())).orElse(UNKNOWN));
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
                        Column.text("Dialled by"),
                        Column.text("TCP links"),
                        Column.count("Reconnections")),
                rows.stream().limit(60).toList(),
                Math.max(0, rows.size() - 60)));
        examination.table(connections(cluster));
        examination.chart(LinkMatrix.of(cluster, links, examination));
    }

    /** The chart of this playbook. */
    static final class LinkMatrix {
        private static final int MOST = 25;

        private LinkMatrix() {}

        static Chart of(Cluster cluster, List<Link> links, Examination examination) {
            List<String> names =
                    cluster.nodes().stream().map(Node::name).limit(MOST).toList();
            List<List<MatrixCell>> cells = new ArrayList<>();
            for (String from : names) {
                List<MatrixCell> row = new ArrayList<>();
                for (String to : names) {
                    row.add(
                            from.equals(to)
                                    ? new MatrixCell("", MatrixCell.State.SELF, from)
                                    : cell(from, to, links, examination));
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

        private static MatrixCell cell(String from, String to, List<Link> links, Examination examination) {
            Optional<LinkCount> count = links.stream()
                    .filter(link -> link.from().equals(from) && link.to().equals(to))
                    .findFirst()
                    .flatMap(LinkCount::overWindow);
            MatrixCell.State state = examination.findings().stream()
                    .filter(finding -> finding.subject().kind() == Subject.Kind.LINK
                            && finding.subject().node().equals(from)
                            && finding.subject().peer().equals(to))
                    .map(ergodiag.findings.Finding::severity)
                    .max(java.util.Comparator.naturalOrder())
                    .map(MatrixCell.State::of)
                    .orElse(count.isPresent() ? MatrixCell.State.OK : MatrixCell.State.UNKNOWN);
            String hint = count.map(it -> String.format(
                            Locale.ROOT,
                            "%s sent %,.0f messages to %s, which received %,.0f",
                            from,
                            it.sent(),
                            to,
                            it.received()))
                    .orElse(from + " to " + to + ": not to be compared");
            return new MatrixCell(
                    count.map(it -> it.sent() > 0
                                    ? String.format(Locale.ROOT, "%.0f %%", Math.max(0, 100 * it.lost() / it.sent()))
                                    : "0 %")
                            .orElse("?"),
                    state,
                    hint);
        }
    }
}
