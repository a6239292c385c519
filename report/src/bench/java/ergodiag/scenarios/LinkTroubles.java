package ergodiag.scenarios;

import static ergodiag.scenarios.Expectation.cause;
import static ergodiag.scenarios.Scenario.ONE;
import static ergodiag.scenarios.Scenario.THREE;
import static ergodiag.scenarios.Scenario.TWO;
import static ergodiag.scenarios.Stage.add;
import static ergodiag.scenarios.Stage.after;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Troubles between nodes. */
final class LinkTroubles {
    static final List<Scenario> ALL = List.of(
            new Scenario("one-way-loss", cause("node2", "node3"), stage -> loses(stage, TWO, THREE, 40, 13)),
            new Scenario("one-way-loss-since-before", cause("node1", "node2"), stage -> loses(stage, ONE, TWO, -60, 5)),
            new Scenario("flapping", cause("node1", "node3"), stage -> {
                for (String[] ends : new String[][] {{ONE, THREE}, {THREE, ONE}}) {
                    stage.side(ends[0], ends[1], (row, s) -> {
                        row.put("ConnectionUptime", Math.round((s + 3) % 9));
                        row.put("MessagesIn", Math.round(13 * ((s + 3) % 9)));
                        row.put("MessagesOut", Math.round(13 * ((s + 3) % 9)));
                        if (ends[0].equals(ONE)) {
                            row.put("Reconnections", Math.round(Math.floor((s + 3) / 9)));
                        }
                    });
                    stage.replies(ends[0], "network_info", (reply, s) -> {
                        add((ObjectNode) reply, "ConnectionsEstablished", Math.floor((s + 3) / 9));
                        add((ObjectNode) reply, "ConnectionsLost", Math.floor((s + 3) / 9));
                    });
                }
            }),
            new Scenario("one-node-cut-off", cause("node3"), stage -> {
                cut(stage, ONE, THREE, 40);
                cut(stage, TWO, THREE, 40);
            }),
            new Scenario("link-closed-between-two", cause("node2", "node3"), stage -> cut(stage, TWO, THREE, 35)),
            new Scenario("link-closed-early", cause("node2", "node3"), stage -> cut(stage, THREE, TWO, 5)),
            new Scenario("nothing-passes-to-one-node", cause("node3"), stage -> {
                for (String peer : List.of(ONE, TWO)) {
                    loses(stage, peer, THREE, 40, 13);
                    loses(stage, THREE, peer, 40, 13);
                }
            }),
            new Scenario("one-of-three-sockets", cause("node1", "node2"), stage -> {
                stage.side(ONE, TWO, (row, s) -> row.put("PoolLen", 1));
                stage.side(TWO, ONE, (row, s) -> row.put("PoolLen", 1));
            }),
            new Scenario(
                    "strangers-knock",
                    cause("node2"),
                    stage -> stage.replies(
                                    TWO,
                                    "network_acceptors",
                                    (rows, s) -> rows.forEach(
                                            row -> ((ObjectNode) row).put("HandshakeErrors", Math.round(4 * (s + 10)))))
                            .replies(
                                    TWO,
                                    "network_info",
                                    (reply, s) -> reply.path("Acceptors")
                                            .forEach(row -> ((ObjectNode) row)
                                                    .put("HandshakeErrors", Math.round(4 * (s + 10)))))),
            new Scenario(
                    "fragments-never-complete",
                    cause("node2", "node3"),
                    stage ->
                            stage.side(THREE, TWO, (row, s) -> row.put("FragmentTimeouts", Math.round((s + 20) / 4)))));

    private LinkTroubles() {}

    /** From a moment on what one sends does not come to the other: the receiver counts on no more. */
    private static Stage loses(Stage stage, String from, String to, double since, double perSecond) {
        return stage.side(from, to, (row, s) -> add(row, "MessagesOut", 30 * Math.max(0, s + 60)))
                .side(
                        to,
                        from,
                        (row, s) ->
                                add(row, "MessagesIn", 30 * Math.max(0, s + 60) - (13 + perSecond) * after(since, s)));
    }

    private static void cut(Stage stage, String one, String other, double since) {
        for (String[] ends : new String[][] {{one, other}, {other, one}}) {
            stage.rows(ends[0], "network_nodes", (rows, s) -> {
                for (int i = rows.size() - 1; s > since && i >= 0; i--) {
                    if (rows.path(i).path("Node").asString().equals(ends[1])) {
                        rows.remove(i);
                    }
                }
            });
            stage.replies(ends[0], "network_info", (reply, s) -> {
                if (s > since) {
                    add((ObjectNode) reply, "ConnectionsLost", 1);
                }
            });
            stage.apart(ends[0], ends[1], since);
            stage.networkLog(ends[0], since, "info", ends[1], "connection with '" + ends[1] + "' terminated");
        }
    }
}
