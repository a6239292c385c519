package ergodiag.analyze;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A hand-made cluster of any size in a full mesh, healthy until told otherwise; every fault that is added is expected at the head of the
 * findings, and nothing else of weight.
 */
final class Mixture {
    private static final long SECOND = 1_000_000_000L;

    /** What is expected at the head: one of these codes about that node and with that word. */
    record Head(List<String> codes, String node, String word) {
        boolean isToldBy(Finding finding) {
            return codes.contains(finding.code())
                    && finding.isAbout(node)
                    && (finding.subjects() + " " + finding.prose().sentence()).contains(word);
        }
    }

    private final String name;
    private final List<String> nodes;
    private final Map<String, List<Consumer<TestNode>>> told = new LinkedHashMap<>();
    private final List<Head> heads = new ArrayList<>();
    private int next = 3000;

    private Mixture(String name, List<String> nodes) {
        this.name = name;
        this.nodes = nodes;
    }

    /** A cluster of so many nodes; {@code %d} in the pattern is their number. */
    static Mixture of(String name, int nodes, String pattern) {
        return new Mixture(
                name,
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(i -> String.format(java.util.Locale.ROOT, pattern, i))
                        .toList());
    }

    List<Head> heads() {
        return heads;
    }

    @Override
    public String toString() {
        return name;
    }

    Findings judge(Path folder) {
        TestBundles bundle = TestBundles.in(folder).seconds(0, 12, 24, 36, 48, 60);
        for (String node : nodes) {
            bundle.node(node, it -> {
                nodes.stream().filter(peer -> !peer.equals(node)).forEach(peer -> it.peer(peer, row -> {}));
                told.getOrDefault(node, List.of()).forEach(change -> change.accept(it));
            });
        }
        return bundle.judge();
    }

    String node(int number) {
        return nodes.get(number - 1);
    }

    private String pid() {
        return "<A.0." + next++ + ">";
    }

    /** Something about a node that is no fault. */
    Mixture also(int node, Consumer<TestNode> change) {
        told.computeIfAbsent(node(node), key -> new ArrayList<>()).add(change);
        return this;
    }

    private Mixture expects(int node, String word, String... codes) {
        heads.add(new Head(List.of(codes), node(node), word));
        return this;
    }

    /** So many processes of one behaviour take nothing since a second (negative: before the window). */
    Mixture blocked(int node, int count, String behavior, int perSecond, int since) {
        for (int i = 0; i < count; i++) {
            String pid = pid();
            also(node, it -> it.process(pid, row -> stopped(row.set("Behavior", behavior), perSecond, since)));
        }
        return expects(node, behavior, "ED0201", "ED0203");
    }

    private static void stopped(TestRow row, int perSecond, int since) {
        row.set("MessagesIn", s -> 100_000 + perSecond * (s - Math.min(0, since)))
                .set("MessagesMailbox", s -> Math.max(0, perSecond * (s - since)))
                .set("MailboxLatency", s -> SECOND * Math.max(0, s - since))
                .set("Wakeups", s -> 100_000 + perSecond * Math.min(s, since))
                .set("RunningTime", s -> 5_000_000L + 1000L * Math.min(s, since))
                .set("State", s -> s > since ? "running" : "sleep")
                .set("StateTime", s -> s > since ? SECOND * (s - since) : 1_000_000L);
    }

    /** Two processes wait for each other's answer. */
    Mixture deadlock(int node, String one, String other, int since) {
        for (String label : List.of(one, other)) {
            String pid = pid();
            also(
                    node,
                    it -> it.process(pid, row -> {
                        stopped(row.set("Name", label).set("Behavior", "app." + label), 3, since);
                        row.set("State", s -> s > since ? "wait response" : "sleep");
                    }));
        }
        return expects(node, one, "ED0203", "ED0215").expects(node, other, "ED0203", "ED0215");
    }

    /** It takes fewer messages than arrive. */
    Mixture overloaded(int node, String label, int arriving, int taking) {
        String pid = pid();
        also(
                node,
                it -> it.process(
                        pid,
                        row -> row.set("Name", label)
                                .set("Behavior", "app.Slow" + label)
                                .set("MessagesIn", s -> 1000 + arriving * (s + 30))
                                .set("MessagesMailbox", s -> (arriving - taking) * (s + 30))
                                .set("MailboxLatency", s -> SECOND * (arriving - taking) * (s + 30) / arriving)
                                .set("State", "running")
                                .set("StateTime", s -> SECOND * (s + 30))
                                .set("Wakeups", 1000)));
        return expects(node, label, "ED0202", "ED0205");
    }

    /** Dies and comes back every few seconds, each time with an error. */
    Mixture crashes(int node, String behavior, int every, String error) {
        for (int i = 0; i * every < 66; i++) {
            int born = i * every - 3;
            String pid = pid();
            also(
                    node,
                    it -> it.process(
                            pid,
                            row -> row.set("Behavior", behavior)
                                    .set("Uptime", s -> Math.max(0, s - born))
                                    .set("MessagesIn", 0)
                                    .set("Wakeups", 1)
                                    .presentWhen(s -> s >= born && s < born + every)));
            if (born + every <= 60) {
                also(node, it -> it.log(born + every, "error", pid + " " + behavior, error + " " + born));
            }
        }
        also(
                node,
                it -> it.info("LogMessages", s -> List.of(0, 0, 5, 0, s / every, 0))
                        .info("ProcessesSpawned", s -> 100 + s / every)
                        .info("ProcessesTerminated", s -> s / every));
        return expects(node, behavior, "ED0601");
    }

    /** Processes that were killed and are not gone. */
    Mixture zombies(int node, int count, String behavior) {
        for (int i = 0; i < count; i++) {
            String pid = pid();
            int held = i % 5;
            also(
                    node,
                    it -> it.process(
                            pid,
                            row -> row.set("Behavior", behavior)
                                    .set("State", "zombee")
                                    .set("MessagesIn", 50)
                                    .set("MessagesMailbox", held)
                                    .set("Wakeups", 40)
                                    .set("StateTime", s -> SECOND * (s + 100))));
        }
        also(node, it -> it.info("ProcessesZombee", s -> count));
        return expects(node, behavior, "ED0701", "ED0703");
    }

    /** Processes that are started and never end. */
    Mixture leaks(int node, String behavior, int perMinute) {
        for (int i = 0; i < perMinute; i++) {
            int born = 1 + i * 58 / perMinute;
            String pid = pid();
            also(
                    node,
                    it -> it.process(
                            pid,
                            row -> row.set("Behavior", behavior)
                                    .set("Parent", "<A.0.1001>")
                                    .set("MessagesIn", 1)
                                    .set("Wakeups", 1)
                                    .set("Uptime", s -> Math.max(0, s - born))
                                    .presentWhen(s -> s >= born)));
        }
        also(
                node,
                it -> it.info("ProcessesTotal", s -> 20 + perMinute * s / 60)
                        .info("ProcessesSpawned", s -> 20 + perMinute * s / 60)
                        .info("ProcessesTerminated", s -> 0));
        return expects(node, behavior, "ED0501");
    }

    /** The same error on a node all the time. */
    Mixture errors(int node, int perSecond, String message) {
        for (int i = 0; i < 60 * perSecond; i++) {
            int number = i;
            also(node, it -> it.log(number / perSecond, "error", "<A.0.1001> ('front') main.Worker", message + number));
        }
        also(node, it -> it.info("LogMessages", s -> List.of(0, 0, 5, 0, perSecond * s, 0)));
        return expects(node, node(node), "ED0105", "ED0106", "ED0107", "ED0604");
    }

    /** The node answers nothing. */
    Mixture silent(int node) {
        return also(node, TestNode::silent).expects(node, node(node), "ED0101");
    }

    /** The nodes answer nothing, all of them: one cause, told with the first. */
    Mixture silentTogether(int... nodes) {
        for (int node : nodes) {
            also(node, TestNode::silent);
        }
        return expects(nodes[0], node(nodes[0]), "ED0813");
    }

    /** Each node's pings to that one take long, and its to them. */
    Mixture losesFrom(int from, int to, int perSecond, double share) {
        also(from, it -> it.peer(node(to), row -> row.set("MessagesOut", s -> 50_000 + perSecond * s)));
        also(
                to,
                it -> it.peer(
                        node(from), row -> row.set("MessagesIn", s -> 50_000 + (int) ((1 - share) * perSecond * s))));
        return expects(from, node(to), "ED0801");
    }
}
