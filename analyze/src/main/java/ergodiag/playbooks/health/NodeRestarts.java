package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Restart;
import ergodiag.ergo.NodeInfo;
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
    private static final int NAMED = 8;

    private final Cluster cluster;
    private final Examination examination;

    NodeRestarts(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        List<Node> deployed = cluster.nodes().stream()
                .filter(NodeRestarts::wasGivenAnotherRelease)
                .sorted(Comparator.comparing(node -> start(node).at()))
                .toList();
        if (!deployed.isEmpty()) {
            newRelease(deployed);
        }
        List<Node> others = cluster.nodes().stream()
                .filter(node -> node.restarted() && !deployed.contains(node))
                .sorted(Comparator.comparing(node -> start(node).at()))
                .toList();
        Optional<RollingRestart> rolling = RollingRestart.of(cluster, others);
        rolling.ifPresent(it -> it.write(examination));
        others.stream()
                .filter(node -> rolling.filter(it -> it.nodes().contains(node)).isEmpty())
                .forEach(this::restarted);
    }

    /** A node that falls over does not come back as another program; one that starts again and again is not well as the new one either. */
    private static boolean wasGivenAnotherRelease(Node node) {
        return node.restarts().size() == 1 && start(node).isNewRelease();
    }

    static Restart start(Node node) {
        return node.restarts().get(node.restarts().size() - 1);
    }

    private void restarted(Node node) {
        Restart restart = start(node);
        examination
                .finding("ED0102", Severity.CRITICAL, Subject.node(node.name()))
                .sentence(
                        "%s restarted within the capture%s: its uptime went back.",
                        node.name(),
                        node.restarts().size() > 1
                                ? " " + Numbers.count(node.restarts().size()) + " times"
                                : "")
                .since(node.restarts().get(0).at())
                .evidence(uptime(restart.before().it()), uptime(restart.after().it()))
                .wouldChange("An uptime that only grows.")
                .add();
    }

    static Evidence uptime(NodeInfo info) {
        return info.at().field("Uptime", info.uptime().toSeconds());
    }

    private void newRelease(List<Node> nodes) {
        Duration away = nodes.stream()
                .map(node -> start(node).awayAtMost())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        FindingBuilder finding = examination
                .finding("ED0125", Severity.INFO, Subject.node(nodes.get(0).name()))
                .sentence(
                        "%s: %s restarted%s%s, %saway for %s at most%s.",
                        releases(nodes),
                        names(nodes),
                        nodes.size() == 1 ? "" : inTurn(nodes) ? " one after another" : " at about the same time",
                        " between " + Words.second(start(nodes.get(0)).before().at()) + " and "
                                + Words.second(nodes.stream()
                                        .map(node -> start(node).at())
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow())
                                + " UTC",
                        nodes.size() == 1 ? "" : "each ",
                        Numbers.time(away),
                        others())
                .aspect(inTurn(nodes) ? "in turn" : "together")
                .since(start(nodes.get(0)).before().at())
                .number("nodes", nodes.size(), "nodes")
                .number("away, at most", away.toMillis() / 1000.0, "s")
                .wouldChange("The same release before and after.");
        nodes.forEach(node -> finding.relation(Relation.node(Relation.Kind.WAS_AWAY, node.name()))
                .evidence(
                        uptime(start(node).before().it()),
                        uptime(start(node).after().it())));
        finding.add();
    }

    /** {@code A new release, shop 2.5.0 after shop 2.4.1}. */
    private static String releases(List<Node> nodes) {
        String before = nodes.stream()
                .map(node -> start(node).before().it().version())
                .distinct()
                .collect(Collectors.joining(", "));
        String after = nodes.stream()
                .map(node -> start(node).after().it().version())
                .distinct()
                .collect(Collectors.joining(", "));
        return "Another release, " + after + " after " + before;
    }

    static String names(List<Node> nodes) {
        int more = nodes.size() - NAMED;
        return nodes.stream().map(Node::name).limit(NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Words.many(more, "other") : "");
    }

    /** Each was back before the next was gone. */
    static boolean inTurn(List<Node> nodes) {
        for (int i = 1; i < nodes.size(); i++) {
            if (start(nodes.get(i - 1))
                    .at()
                    .isAfter(start(nodes.get(i)).before().call().ended())) {
                return false;
            }
        }
        return true;
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
                .map(release -> names(release.getValue())
                        + (release.getValue().size() == 1 ? " runs " : " run ")
                        + release.getKey())
                .reduce((one, other) -> one + ", " + other);
        return stayed.map(told -> "; " + told).orElse("");
    }
}
