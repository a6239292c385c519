package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Nodes that are not connected while nearly all others are. */
final class MissingLinks {
    private MissingLinks() {}

    /** Links that are missing where all others are there. */
    static void judge(Cluster cluster, List<Link> links, Examination examination) {
        List<String> names = cluster.nodes().stream()
                .map(Node::name)
                .filter(name -> !LinkEnds.isDown(cluster, name))
                .toList();
        Set<String> there = new HashSet<>();
        links.forEach(link -> there.add(LinkEnds.pair(link.from(), link.to())));
        int all = names.size() * (names.size() - 1) / 2;
        List<Relation> missing = new ArrayList<>();
        for (int i = 0; i < names.size() && missing.size() * 4 <= all; i++) {
            for (int j = i + 1; j < names.size(); j++) {
                if (!there.contains(LinkEnds.pair(names.get(i), names.get(j)))
                        && wouldBeSeen(cluster, names.get(i), names.get(j))
                        && wouldBeSeen(cluster, names.get(j), names.get(i))) {
                    missing.add(Relation.link(Relation.Kind.LACKS_LINK, names.get(i), names.get(j)));
                }
            }
        }
        if (names.size() < 3 || missing.isEmpty() || missing.size() * 4 > all) {
            return;
        }
        List<Relation> told = missing.subList(0, Math.min(5, missing.size()));
        examination
                .finding("ED0812", Severity.INFO, Subject.node(names.get(0)))
                .sentence(
                        "The mesh is not full: %s of %s links missing (%s).",
                        missing.size(),
                        all,
                        told.stream()
                                .map(link -> link.node() + " – " + link.peer())
                                .collect(Collectors.joining(", ")))
                .relations(told)
                .number("missing", missing.size(), "links")
                .wouldChange("A connection between them.")
                .add();
    }

    private static boolean wouldBeSeen(Cluster cluster, String node, String peer) {
        return cluster.node(node)
                .map(it -> !it.listsThatWouldHold(peer).isEmpty())
                .orElse(false);
    }
}
