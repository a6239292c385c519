package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Link;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says that it is the node where each of its links has the same trouble, and no other link has it. */
final class WholeNode {
    /** What is the same trouble, seen at one end, at the other, or by pings; and how it is said of links. */
    private record Trouble(Set<String> codes, String said) {}

    private static final List<Trouble> TROUBLES = List.of(
            new Trouble(Set.of("ED0801", "ED0802"), "lose messages"),
            new Trouble(Set.of("ED0803"), "are known to one end only"),
            new Trouble(Set.of("ED0804", "ED0805", "ED0807"), "break"),
            new Trouble(Set.of("ED0810", "ED0811"), "are slow"));

    private final List<Link> links;
    private final Examination examination;

    WholeNode(List<Link> links, Examination examination) {
        this.links = links;
        this.examination = examination;
    }

    void judge() {
        TROUBLES.forEach(this::judge);
    }

    private void judge(Trouble trouble) {
        List<Finding> found = examination.findings().stream()
                .filter(finding -> trouble.codes().contains(finding.code()) && finding.severity() != Severity.INFO)
                .toList();
        Set<String> ill = found.stream().map(WholeNode::pair).collect(Collectors.toSet());
        links.stream()
                .map(Link::from)
                .distinct()
                .filter(node -> isAllOf(node, ill))
                .findFirst()
                .ifPresent(node -> allLinksOf(node, trouble, found, ill.size()));
    }

    private static String pair(Finding finding) {
        return LinkEnds.pair(finding.subject().node(), finding.subject().peer());
    }

    /** All links of the node are ill and there are two at least, no other link is ill, and there are others. */
    private boolean isAllOf(String node, Set<String> ill) {
        Set<String> own = new HashSet<>();
        Set<String> others = new HashSet<>();
        links.forEach(link -> (link.from().equals(node) || link.to().equals(node) ? own : others)
                .add(LinkEnds.pair(link.from(), link.to())));
        return own.size() > 1 && own.equals(ill) && !others.isEmpty();
    }

    private void allLinksOf(String node, Trouble trouble, List<Finding> found, int count) {
        Finding worst =
                found.stream().max(Comparator.comparing(Finding::severity)).orElseThrow();
        Optional<Instant> since =
                found.stream().flatMap(finding -> finding.since().stream()).min(Comparator.naturalOrder());
        FindingBuilder finding = examination
                .finding("ED0814", worst.severity(), Subject.node(node))
                .sentence(
                        "All %d links of %s %s, and no link between other nodes does: it is the node, or what connects it.",
                        count, node, trouble.said())
                .aspect(worst.code())
                .number("links", count, "links")
                .evidence(found.stream()
                        .flatMap(one -> one.basis().evidence().stream())
                        .distinct()
                        .limit(8)
                        .toArray(Evidence[]::new))
                .wouldChange("One link of this node that is well, or one of another that is not.")
                .nextCapture("ergodiag capture --window 120");
        since.ifPresent(finding::since);
        finding.add();
    }
}
