package ergodiag.scenarios;

import static ergodiag.scenarios.Expectation.health;
import static ergodiag.scenarios.Expectation.told;
import static ergodiag.scenarios.Scenario.ONE;
import static ergodiag.scenarios.Scenario.THREE;
import static ergodiag.scenarios.Scenario.TWO;
import static ergodiag.scenarios.Stage.add;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What looks like trouble and is none. */
final class GoodHealth {
    private static final double MB = 1e6;

    static final List<Scenario> ALL = List.of(
            new Scenario("nothing", health(), stage -> {}),
            new Scenario(
                    "cache-fills-and-stays",
                    health(),
                    stage -> NodeTroubles.heap(stage, TWO, s -> MB * Math.min(40, Math.max(0, s - 5)), 5)),
            new Scenario(
                    "memory-taken-and-given-back",
                    health(),
                    stage -> NodeTroubles.heap(stage, THREE, s -> s > 30 && s < 75 ? 60 * MB : 0, 5)),
            new Scenario(
                    "saw-tooth",
                    health(),
                    stage -> stage.stats(ONE, (stats, s) -> {
                        add(stats, "heap_alloc", 30 * MB * ((s + 3) % 10) / 10);
                        stats.put("num_gc", 8 + Math.round(Math.floor((s + 3) / 10)));
                    })),
            new Scenario(
                    "burst-of-messages",
                    health(),
                    stage -> stage.process(TWO, "order_book", (row, s) -> {
                        double into = (s + 8) % 30;
                        add(row, "MessagesIn", 900 * Math.floor((s + 8) / 30 + 1));
                        if (into < 4) {
                            row.put("MessagesMailbox", Math.round(900 - 225 * into))
                                    .put("MailboxLatency", 1_000_000_000L);
                        }
                    })),
            new Scenario(
                    "fifty-normal-ends-a-second",
                    health(),
                    stage -> stage.info(THREE, (info, s) -> {
                        add(info, "ProcessesSpawned", 50 * (s + 75));
                        add(info, "ProcessesTerminated", 50 * (s + 75));
                    })),
            new Scenario("ten-times-the-traffic", health(), stage -> {
                for (String[] ends :
                        new String[][] {{ONE, TWO}, {TWO, ONE}, {ONE, THREE}, {THREE, ONE}, {TWO, THREE}, {THREE, TWO}
                        }) {
                    stage.side(ends[0], ends[1], (row, s) -> {
                        add(row, "MessagesIn", 130 * (s + 75));
                        add(row, "MessagesOut", 130 * (s + 75));
                        add(row, "BytesIn", 9000 * (s + 75));
                        add(row, "BytesOut", 9000 * (s + 75));
                    });
                }
            }),
            new Scenario(
                    "one-error-in-the-log",
                    health(),
                    stage -> stage.log(
                            TWO,
                            44,
                            "error",
                            "<08151198.0.1014> ('gateway') main.Gateway",
                            "order 8812 rejected by the venue")),
            new Scenario("a-warning-each-ten-seconds", health(), stage -> {
                for (int i = 5; i < 108; i += 10) {
                    stage.log(ONE, i, "warning", "<1B30E9C5.0.1012> ('pricer') main.Pricer", "quote of ASML is stale");
                }
            }),
            new Scenario("a-node-started-lately", told("node3"), stage -> {
                for (String peer : List.of(ONE, TWO)) {
                    stage.info(peer, (info, s) -> add(info, "Uptime", 90_000));
                    stage.rows(
                            peer,
                            "process_list",
                            (rows, s) -> rows.forEach(row -> add((ObjectNode) row, "Uptime", 90_000)));
                }
            }),
            new Scenario(
                    "another-release-on-one-node",
                    told("2.4.0"),
                    stage -> stage.info(TWO, (info, s) -> ((ObjectNode) info.path("Version")).put("Release", "2.4.0"))),
            new Scenario(
                    "another-log-level-on-one-node",
                    told("node1"),
                    stage -> stage.info(ONE, (info, s) -> info.put("LogLevel", "debug"))),
            new Scenario(
                    "short-waits-for-answers",
                    health(),
                    stage -> stage.process(ONE, "stats", (row, s) -> {
                        if (Math.floor(s / 3) % 4 == 0) {
                            row.put("State", "wait response");
                            if (row.has("StateTime")) {
                                row.put("StateTime", 2_000_000);
                            }
                        }
                    })),
            new Scenario(
                    "job-done-for-twenty-seconds",
                    health(),
                    stage -> stage.info(
                            TWO,
                            (info, s) -> add(
                                    info, "UserTime", 1e9 * 2 * Math.floor(Math.min(20, Math.max(0, s - 30)) * 0.9)))),
            new Scenario(
                    "whoever-asks-stands-still",
                    health(),
                    stage -> stage.held(30, 35).held(55, 60).held(80, 85)),
            new Scenario(
                    "restarted-in-turn-as-was-said",
                    told("node3").saying("(?i)good order"),
                    stage -> NodeTroubles.restarted(NodeTroubles.restarted(stage, THREE, 36), TWO, 66)
                            .log(
                                    ONE,
                                    30,
                                    "info",
                                    "<1B30E9C5.0.1005> ('audit_log') main.AuditLog",
                                    "maintenance: " + THREE)
                            .log(
                                    ONE,
                                    60,
                                    "info",
                                    "<1B30E9C5.0.1005> ('audit_log') main.AuditLog",
                                    "maintenance: " + TWO)),
            new Scenario(
                    "an-event-on-demand",
                    health(),
                    stage -> stage.event(TWO, "market_ticks", (row, s) -> row.put("Notify", true))),
            new Scenario(
                    "a-clock-adjusted-by-a-fifth-of-a-second",
                    health(),
                    stage -> stage.info(THREE, (info, s) -> {
                        if (s > 50) {
                            info.put(
                                    "ServerTime",
                                    java.time.Instant.parse(
                                                    info.path("ServerTime").asString())
                                            .plusMillis(200)
                                            .toString());
                        }
                    })));

    private GoodHealth() {}
}
