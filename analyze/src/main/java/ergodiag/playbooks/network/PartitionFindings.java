package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says who is on which side of a cluster that fell into parts. */
final class PartitionFindings {
    private static final int NAMED = 8;
    private static final int CITED = 6;

    /** Nodes that stopped to answer so close together stopped by one cause. */
    private static final Duration TOGETHER = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Examination examination;

    PartitionFindings(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge(Optional<Partition> partition, List<Link> links, List<PairReach> pairs) {
        partition.ifPresentOrElse(this::inParts, () -> neverConnected(links, pairs));
        unseen();
    }

    /** Nodes that were never seen to be connected may be cut off, or may never have had anything to say to each other. */
    private void neverConnected(List<Link> links, List<PairReach> pairs) {
        List<List<Node>> parts = Partition.neverConnected(cluster, links, pairs);
        if (parts.size() > 1) {
            examination.cannotSee(new Gap(
                    "no connection was seen between "
                            + parts.stream().map(PartitionFindings::names).collect(Collectors.joining(" and "))
                            + ": whether they reach each other is not known",
                    "",
                    Tool.NETWORK_PING.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
    }

    private void inParts(Partition partition) {
        List<List<Node>> parts = partition.parts();
        List<Node> cutOff = partition.cutOff();
        Optional<Instant> since = partition.since();
        String when = since.map(at -> " since " + Words.second(at) + " UTC").orElse(" since before the window");
        String links = partition.isClosed()
                ? "no connection between them is left"
                : "what goes over the connections between them does not arrive";
        boolean alone = cutOff.size() == 1;
        FindingBuilder finding = examination
                .finding("ED0813", Severity.CRITICAL, Subject.node(cutOff.get(0).name()))
                .title(
                        "%s",
                        alone
                                ? cutOff.get(0).name() + " is cut off from all other nodes"
                                : "The cluster is split into " + Numbers.count(parts.size()) + " parts")
                .sentence(
                        "%s: %s; %s (%s).",
                        when,
                        parts.stream().map(PartitionFindings::names).collect(Collectors.joining(" | ")),
                        links,
                        Words.many(partition.broken().size(), "pair") + " of nodes")
                .aspect(alone ? "alone" : "parts", partition.isClosed() ? "closed" : "dead")
                .relations(cutOff.stream()
                        .map(node -> Relation.node(Relation.Kind.CUT_OFF, node.name()))
                        .toList())
                .number("parts", parts.size(), "parts")
                .number("nodes cut off", cutOff.size(), "nodes")
                .number(
                        "pairs of nodes that do not reach each other",
                        partition.broken().size(),
                        "pairs")
                .wouldChange("One message that arrives from one part in another.")
                .nextCapture("ergodiag capture with an entry node in each part");
        since.ifPresent(finding::since);
        partition.broken().stream().limit(CITED).forEach(pair -> cite(finding, pair));
        finding.add();
        since.ifPresent(at -> examination.happened(new TimelineEntry(
                at,
                cutOff.get(0).name(),
                TimelineEntry.Kind.LINK,
                "cut off: " + names(cutOff) + " from " + names(parts.get(0)),
                List.of())));
    }

    /** The last list of each end in which the other stood, and the newest. */
    static void cite(FindingBuilder finding, PairReach pair) {
        for (List<Node> way : List.of(List.of(pair.one(), pair.other()), List.of(pair.other(), pair.one()))) {
            var lists = way.get(0).listsThatWouldHold(way.get(1).name());
            lists.flatMap(list -> list.stream()
                            .filter(row -> row.peer().equals(way.get(1).name()))
                            .findFirst())
                    .last()
                    .ifPresent(row -> finding.evidence(
                            row.it().at().field("MessagesIn", row.it().messagesIn())));
            lists.last()
                    .filter(list -> pair.state() == PairReach.State.CLOSED)
                    .flatMap(list -> list.call().file())
                    .ifPresent(file -> finding.evidence(Evidence.line(file, 1, "")));
        }
    }

    /** Several nodes that stopped to answer in the same moment, or never did: whether they are down or cut off cannot be told from here. */
    private void unseen() {
        List<Node> never = cluster.nodes().stream()
                .filter(node -> node.state() == Manifest.State.SILENT)
                .toList();
        List<Node> gone = cluster.nodes().stream()
                .filter(node -> node.fellSilentAt().isPresent() && !node.hasLeft())
                .sorted(Comparator.comparing(node -> node.fellSilentAt().orElseThrow()))
                .toList();
        if (never.size() > 1) {
            unseen(
                    never,
                    never.stream().allMatch(Node::isOnlyExpected)
                            ? "are expected, and nobody knows of them: they"
                            : "did not answer at all: they",
                    Optional.empty());
        }
        if (gone.size() > 1) {
            Instant first = gone.get(0).fellSilentAt().orElseThrow();
            Instant last = gone.get(gone.size() - 1).fellSilentAt().orElseThrow();
            if (Duration.between(first, last).compareTo(TOGETHER) <= 0) {
                unseen(gone, "stopped answering together at " + Words.second(last) + " UTC: they", Optional.of(first));
            }
        }
    }

    private void unseen(List<Node> nodes, String how, Optional<Instant> since) {
        List<String> left = cluster.nodes().stream()
                .map(Node::name)
                .filter(name -> !LinkEnds.isDown(cluster, name))
                .toList();
        if (left.isEmpty()) {
            return;
        }
        FindingBuilder finding = examination
                .finding("ED0813", Severity.CRITICAL, Subject.node(nodes.get(0).name()))
                .sentence(
                        "%s %s are cut off from %s, or down by one cause; what is on their side was not seen.",
                        names(nodes), how, left.stream().limit(NAMED).collect(Collectors.joining(", ")))
                .aspect("not seen")
                .relations(nodes.stream()
                        .map(node -> Relation.node(Relation.Kind.CUT_OFF, node.name()))
                        .toList())
                .number("nodes not seen", nodes.size(), "nodes")
                .wouldChange("One answer of one of them.")
                .nextCapture("ergodiag capture with an entry node in each part");
        since.ifPresent(finding::since);
        nodes.forEach(node -> node.unanswered().stream().limit(1).forEach(finding::evidence));
        finding.add();
    }

    private static String names(List<Node> nodes) {
        int more = nodes.size() - NAMED;
        return nodes.stream().map(Node::name).limit(NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Words.many(more, "other") : "");
    }
}
