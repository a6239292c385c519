package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.GoodOrder;
import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.Restart;
import ergodiag.ergo.LogEntry;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes that were restarted with the same release one after another, each once and in good order: it was said before, or the node had been
 * relieved of its work. Nodes that crash one after another may look the same but for that: a death without a word is none of these, nor is
 * one before which the node panicked, or others logged errors about it.
 *
 * @param nodes in the order in which they started
 * @param orders what shows their good order, in the same order
 */
record RollingRestart(List<Node> nodes, List<GoodOrder> orders) {
    /** Of one alone nothing tells that it was part of a plan. */
    private static final int LEAST = 2;
    /** What was logged in that time before its last answer may tell why it fell. */
    private static final Duration SHORTLY = Duration.ofMinutes(1);
    /** The same program needs about as long on each node; each is known only from one look to the next. */
    private static final int TIMES = 2;

    private static final Duration LOOKS = Duration.ofSeconds(10);

    private static final Set<String> TROUBLE = Set.of("error", "panic");

    /** Those of these nodes that were restarted so; empty where fewer than two were, not in turn, or for very different times. */
    static Optional<RollingRestart> of(Cluster cluster, List<Node> restarted) {
        Map<Node, GoodOrder> planned = new LinkedHashMap<>();
        for (Node node : restarted) {
            GoodOrder order = GoodOrder.before(cluster, node, RestartedNodes.start(node));
            if (node.restarts().size() == 1 && order.isShown() && !wasInTrouble(cluster, node)) {
                planned.put(node, order);
            }
        }
        RollingRestart rolling = new RollingRestart(List.copyOf(planned.keySet()), new ArrayList<>(planned.values()));
        return planned.size() >= LEAST && RestartedNodes.inTurn(rolling.nodes) && rolling.isEven()
                ? Optional.of(rolling)
                : Optional.empty();
    }

    /** Whether it panicked, or another logged an error that names it, shortly before its last answer. */
    private static boolean wasInTrouble(Cluster cluster, Node node) {
        Restart restart = RestartedNodes.start(node);
        Instant last = restart.before().at();
        return cluster.nodes().stream()
                .anyMatch(by -> by.logs().stream()
                        .filter(entry -> TROUBLE.contains(entry.level()))
                        .filter(entry -> by == node || Mentions.names(entry.message(), node.name()))
                        .anyMatch(
                                entry -> isBetween(last.minus(SHORTLY), by == node ? restart.at() : last, by, entry)));
    }

    private static boolean isBetween(Instant from, Instant until, Node by, LogEntry entry) {
        return entry.time()
                .value()
                .map(at -> at.minus(by.clockOffset().orElse(Duration.ZERO)))
                .filter(at -> at.isAfter(from) && at.isBefore(until))
                .isPresent();
    }

    private boolean isEven() {
        Duration least = away(Comparator.reverseOrder());
        return away(Comparator.naturalOrder())
                        .compareTo(least.multipliedBy(TIMES).plus(LOOKS))
                <= 0;
    }

    private Duration away(Comparator<Duration> order) {
        return nodes.stream()
                .map(node -> RestartedNodes.start(node).awayAtMost())
                .max(order)
                .orElse(Duration.ZERO);
    }

    void write(Examination examination) {
        Instant began = RestartedNodes.start(nodes.get(0)).before().at();
        Duration away = away(Comparator.naturalOrder());
        FindingBuilder finding = examination
                .finding("ED0134", Severity.INFO, Subject.node(nodes.get(0).name()))
                .sentence(
                        "%s restarted one after another in good order between %s and %s UTC, each away for %s at most: %s before, and all run the release that they ran.",
                        RestartedNodes.names(nodes),
                        Words.second(began),
                        Words.second(RestartedNodes.start(nodes.get(nodes.size() - 1))
                                .at()),
                        Numbers.time(away),
                        how())
                .aspect("in turn")
                .since(began)
                .number("nodes", nodes.size(), "nodes")
                .number("away, at most", away.toMillis() / 1000.0, "s")
                .wouldChange(
                        "A panic, an error that another node logs about it, or messages sent until the end, without a word before.");
        for (int i = 0; i < nodes.size(); i++) {
            Restart restart = RestartedNodes.start(nodes.get(i));
            finding.relation(Relation.node(Relation.Kind.WAS_AWAY, nodes.get(i).name()))
                    .evidence(
                            RestartedNodes.uptime(restart.before().it()),
                            RestartedNodes.uptime(restart.after().it()));
            orders.get(i).evidence().forEach(finding::evidence);
        }
        finding.add();
    }

    private String how() {
        boolean said = orders.stream().allMatch(order -> order.announced().isPresent());
        boolean drained = orders.stream().allMatch(order -> order.drained().isPresent());
        return said
                ? "it was said"
                : drained ? "they had sent nothing any more" : "it was said, or they had sent nothing any more,";
    }
}
