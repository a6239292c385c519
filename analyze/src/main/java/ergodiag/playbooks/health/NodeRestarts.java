package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Restart;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges which nodes started within the capture: whoever came back once and with another release was given it. */
final class NodeRestarts {
    private final Cluster cluster;
    private final Examination examination;

    NodeRestarts(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        List<Node> deployed = cluster.nodes().stream()
                .filter(NodeRestarts::wasGivenAnotherRelease)
                .sorted(Comparator.comparing(node -> RestartedNodes.start(node).at()))
                .toList();
        if (!deployed.isEmpty()) {
            newRelease(deployed);
        }
        List<Node> others = cluster.nodes().stream()
                .filter(node -> node.restarted() && !deployed.contains(node))
                .sorted(Comparator.comparing(node -> RestartedNodes.start(node).at()))
                .toList();
        Optional<RollingRestart> rolling = RollingRestart.of(cluster, others);
        rolling.ifPresent(it -> it.write(examination));
        others.stream()
                .filter(node -> rolling.filter(it -> it.nodes().contains(node)).isEmpty())
                .forEach(this::restarted);
    }

    /** A node that falls over does not come back as another program; one that starts again and again is not well as the new one either. */
    private static boolean wasGivenAnotherRelease(Node node) {
        return node.restarts().size() == 1 && RestartedNodes.start(node).isNewRelease();
    }

    private void restarted(Node node) {
        Restart restart = RestartedNodes.start(node);
        examination
                .finding("ED0102", Severity.CRITICAL, Subject.node(node.name()))
                .sentence(
                        "%s restarted within the capture%s: its uptime went back.",
                        node.name(),
                        node.restarts().size() > 1
                                ? " " + Numbers.count(node.restarts().size()) + " times"
                                : "")
                .since(node.restarts().get(0).at())
                .evidence(
                        RestartedNodes.uptime(restart.before().it()),
                        RestartedNodes.uptime(restart.after().it()))
                .wouldChange("An uptime that only grows.")
                .add();
    }

    private void newRelease(List<Node> nodes) {
        Duration away = nodes.stream()
                .map(node -> RestartedNodes.start(node).awayAtMost())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        FindingBuilder finding = examination
                .finding("ED0125", Severity.INFO, Subject.node(nodes.get(0).name()))
                .sentence(
                        "%s: %s restarted%s%s, %saway for %s at most%s.",
                        releases(nodes),
                        RestartedNodes.names(nodes),
                        nodes.size() == 1
                                ? ""
                                : RestartedNodes.inTurn(nodes) ? " one after another" : " at about the same time",
                        " between "
                                + Words.second(RestartedNodes.start(nodes.get(0))
                                        .before()
                                        .at()) + " and "
                                + Words.second(nodes.stream()
                                        .map(node -> RestartedNodes.start(node).at())
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow())
                                + " UTC",
                        nodes.size() == 1 ? "" : "each ",
                        Numbers.time(away),
                        others())
                .aspect(RestartedNodes.inTurn(nodes) ? "in turn" : "together")
                .since(RestartedNodes.start(nodes.get(0)).before().at())
                .number("nodes", nodes.size(), "nodes")
                .number("away, at most", away.toMillis() / 1000.0, "s")
                .wouldChange("The same release before and after.");
        nodes.forEach(node -> finding.relation(Relation.node(Relation.Kind.WAS_AWAY, node.name()))
                .evidence(
                        RestartedNodes.uptime(
                                RestartedNodes.start(node).before().it()),
                        RestartedNodes.uptime(RestartedNodes.start(node).after().it())));
        finding.add();
    }

    /** {@code A new release, shop 2.5.0 after shop 2.4.1}. */
    private static String releases(List<Node> nodes) {
        String before = nodes.stream()
                .map(node -> RestartedNodes.start(node).before().it().version())
                .distinct()
                .collect(Collectors.joining(", "));
        String after = nodes.stream()
                .map(node -> RestartedNodes.start(node).after().it().version())
                .distinct()
                .collect(Collectors.joining(", "));
        return "Another release, " + after + " after " + before;
    }

    /** Those that still run what the others ran. */
    private String others() {
        Optional<String> stayed = cluster.nodes().stream()
                .filter(node -> !node.restarted() && !node.infos().isEmpty())
                .collect(Collectors.groupingBy(
                        node -> node.infos().last().orElseThrow().it().version(),
                        java.util.TreeMap::new,
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(release -> RestartedNodes.names(release.getValue())
                        + (release.getValue().size() == 1 ? " runs " : " run ")
                        + release.getKey())
                .reduce((one, other) -> one + ", " + other);
        return stayed.map(told -> "; " + told).orElse("");
    }
}
