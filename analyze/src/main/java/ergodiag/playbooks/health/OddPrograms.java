package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the nodes run: versions of the framework, and the applications of nodes of the same program. */
final class OddPrograms {
    private final Cluster cluster;
    private final Examination examination;

    OddPrograms(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        versions();
        missingApplications();
    }

    private void versions() {
        Map<String, List<Node>> byFramework = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty())
                .collect(Collectors.groupingBy(
                        node -> node.infos().last().orElseThrow().it().framework(), TreeMap::new, Collectors.toList()));
        if (byFramework.size() > 1) {
            List<Node> fewest = byFramework.values().stream()
                    .min(Comparator.comparingInt(List::size))
                    .orElseThrow();
            FindingBuilder finding = examination
                    .finding("ED0117", Severity.INFO, Subject.node(fewest.get(0).name()))
                    .sentence(
                            "The nodes run %d versions of the framework: %s.",
                            byFramework.size(),
                            byFramework.entrySet().stream()
                                    .map(entry -> entry.getKey() + " on "
                                            + entry.getValue().stream()
                                                    .map(Node::name)
                                                    .collect(Collectors.joining(", ")))
                                    .collect(Collectors.joining("; ")));
            byFramework.values().forEach(nodes -> {
                NodeInfo info = nodes.get(0).infos().last().orElseThrow().it();
                finding.evidence(info.at().field("Name", info.name()));
            });
            finding.add();
        }
    }

    /** An application that all nodes of the same program but one have. */
    private void missingApplications() {
        Map<String, List<Node>> kinds = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty() && !node.applications().isEmpty())
                .collect(Collectors.groupingBy(
                        node -> node.infos().last().orElseThrow().it().version(), TreeMap::new, Collectors.toList()));
        for (List<Node> nodes : kinds.values()) {
            if (nodes.size() >= 3) {
                nodes.stream()
                        .flatMap(node -> applications(node).stream())
                        .map(ApplicationInfo::name)
                        .distinct()
                        .sorted()
                        .forEach(name -> missing(nodes, name));
            }
        }
    }

    private void missing(List<Node> nodes, String name) {
        List<Node> without = nodes.stream()
                .filter(node -> applications(node).stream()
                        .noneMatch(application -> application.name().equals(name)))
                .toList();
        if (without.size() == 1) {
            Optional<ApplicationInfo> elsewhere = nodes.stream()
                    .flatMap(node -> applications(node).stream())
                    .filter(application -> application.name().equals(name))
                    .findFirst();
            FindingBuilder finding = examination
                    .finding(
                            "ED0118",
                            Severity.INFO,
                            Subject.application(without.get(0).name(), name))
                    .sentence(
                            "Application %s is on every node of its kind but %s.",
                            name, without.get(0).name());
            elsewhere.ifPresent(application -> finding.evidence(application.at().field("name", name)));
            finding.add();
        }
    }

    private static List<ApplicationInfo> applications(Node node) {
        return node.applications().last().map(list -> list.it()).orElse(List.of());
    }
}
