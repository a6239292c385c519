package ergodiag.analyze;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a reader wants to know of each node first: its state, its gravest finding, its age and size. */
final class NodeSummaries {
    private NodeSummaries() {}

    static List<NodeSummary> of(Cluster cluster, List<Finding> findings) {
        return cluster.nodes().stream()
                .map(node -> new NodeSummary(
                        node.name(), node.state(), worst(node, findings), facts(node, findings), node.clockOffset()))
                .toList();
    }

    private static Optional<Severity> worst(Node node, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.isAbout(node.name()) || finding.cutsOff(node.name()))
                .map(Finding::severity)
                .filter(severity -> severity != Severity.INFO)
                .max(Comparator.naturalOrder());
    }

    private static List<String> facts(Node node, List<Finding> findings) {
        List<String> facts = new ArrayList<>();
        node.infos().last().ifPresent(info -> {
            facts.add("up " + Numbers.time(info.it().uptime()));
            facts.add(info.it().processesTotal() + " processes");
        });
        node.stats().last().ifPresent(stats -> {
            facts.add("heap " + stats.it().heapAlloc());
            facts.add(stats.it().goroutines() + " goroutines");
        });
        node.infos().last().ifPresent(info -> facts.add(info.it().version()));
        node.fellSilentAt().ifPresent(instant -> facts.add("silent since " + Words.second(instant) + " UTC"));
        findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO && finding.cutsOff(node.name()))
                .findFirst()
                .ifPresent(finding -> facts.add("cut off"
                        + finding.since()
                                .map(at -> " since " + Words.second(at) + " UTC")
                                .orElse("")));
        return List.copyOf(facts);
    }
}
