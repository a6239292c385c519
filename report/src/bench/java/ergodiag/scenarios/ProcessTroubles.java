package ergodiag.scenarios;

import static ergodiag.scenarios.Expectation.cause;
import static ergodiag.scenarios.Expectation.told;
import static ergodiag.scenarios.Scenario.ONE;
import static ergodiag.scenarios.Scenario.THREE;
import static ergodiag.scenarios.Scenario.TWO;
import static ergodiag.scenarios.Stage.add;
import static ergodiag.scenarios.Stage.after;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Troubles of one process, of a family, or of what supervises them. */
final class ProcessTroubles {
    private static final double BILLION = 1e9;

    static final List<Scenario> ALL = List.of(
            new Scenario("blocked-since-the-middle", cause("order_book"), stage -> blocked(stage, TWO, 45, 20)),
            new Scenario("blocked-since-before", cause("order_book"), stage -> blocked(stage, THREE, -30, 20)),
            new Scenario("blocked-little-traffic", cause("tcp_gate"), stage -> blocked(stage, ONE, "tcp_gate", 50, 1)),
            new Scenario("behind", cause("pricer"), stage -> behind(stage, TWO, "pricer", 20, 8)),
            new Scenario(
                    "behind-since-another-node-sends-more",
                    cause("gateway").saying("In the same 10 s: .*from node1@localhost to node2@localhost"),
                    stage -> behind(stage, TWO, "gateway", 50, 8)
                            .side(ONE, TWO, (row, s) -> add(row, "MessagesOut", 60 * after(50, s)))
                            .side(TWO, ONE, (row, s) -> add(row, "MessagesIn", 60 * after(50, s)))
                            .process(TWO, "gateway", (row, s) -> add(row, "MessagesIn", 60 * after(50, s)))),
            new Scenario("behind-ever-more", cause("gateway"), stage -> behind(stage, THREE, "gateway", -60, 3)),
            new Scenario(
                    "stalls-come-and-go",
                    cause("order_book").saying("(?i)stall|stands|stood|stopp|paus|nothing|no message"),
                    stage -> stalls(stage, TWO, "order_book", 25, 7, 20)),
            new Scenario(
                    "stall-of-ten-seconds-ended",
                    cause("gateway").saying("(?i)stall|stands|stood|stopp|paus|nothing|no message"),
                    stage -> stalls(stage, ONE, "gateway", 1000, 13, 20)),
            new Scenario("mailbox-always-full", cause("pricer"), ProcessTroubles::full),
            new Scenario(
                    "waits-for-ever",
                    cause("stats"),
                    stage -> stage.process(TWO, "stats", (row, s) -> {
                                row.put("State", "wait response");
                                stays(row, "StateTime", s + 40);
                            })
                            .info(TWO, (info, s) -> info.put("ProcessesWaitResponse", 1))),
            new Scenario(
                    "named-process-gone",
                    told("stats"),
                    stage -> gone(stage, TWO, "stats").info(TWO, (info, s) -> {
                        if (s > 50) {
                            add(info, "ProcessesTotal", -1);
                            add(info, "ProcessesTerminated", 1);
                            add(info, "RegisteredNames", -1);
                        }
                    })),
            new Scenario(
                    "named-process-missing-on-one",
                    told("pricer"),
                    stage -> stage.rows(THREE, "process_list", (rows, s) -> drop(rows, "pricer"))
                            .rows(THREE, "app_processes", (rows, s) -> drop(rows, "pricer"))),
            new Scenario("processes-pile-up", cause("main.QuoteJob", "job_maker"), stage -> pile(stage, TWO, 2)),
            new Scenario(
                    "processes-pile-up-slowly", cause("main.QuoteJob", "job_maker"), stage -> pile(stage, ONE, 0.5)),
            new Scenario(
                    "zombie",
                    cause("gateway"),
                    stage -> stage.process(THREE, "gateway", (row, s) -> row.put("State", "zombee"))
                            .info(THREE, (info, s) -> info.put("ProcessesZombee", 1))),
            new Scenario("restart-loop", cause("market_feed", "MarketFeed"), ProcessTroubles::loop),
            new Scenario(
                    "storm-before-the-window",
                    cause("node2").saying("(?i)before"),
                    stage -> stage.info(TWO, (info, s) -> {
                        add(info, "ProcessesSpawned", 84);
                        add(info, "ProcessesTerminated", 84);
                        ((ArrayNode) info.path("LogMessages")).set(4, 84);
                    })),
            new Scenario("aliases-grow", cause("session_manager"), stage -> aliases(stage, TWO, "session_manager")),
            new Scenario(
                    "sockets-never-closed",
                    cause("tcp_gate").saying("(?i)meta process"),
                    stage -> sockets(stage, TWO, "tcp_gate", 5)),
            new Scenario(
                    "names-grow",
                    cause("node3"),
                    stage -> stage.info(THREE, (info, s) -> add(info, "RegisteredNames", 12 * (s + 30)))),
            new Scenario(
                    "monitors-grow",
                    cause("gateway"),
                    stage -> stage.process(TWO, "gateway", (row, s) -> {
                        if (row.path("MonitorsPID") instanceof ArrayNode monitors) {
                            for (int i = 0; i < 20 * (s + 20); i++) {
                                monitors.add("<08151198.0." + (700_000 + i) + ">");
                            }
                        }
                    })),
            new Scenario("errors-each-second", cause("risk_pool"), stage -> {
                for (int i = 10; i < 108; i++) {
                    stage.log(
                            ONE, i, "error", "<1B30E9C5.0.1006> ('risk_pool') main.RiskPool", "no limit for desk " + i);
                }
            }),
            new Scenario("panics", cause("pricer"), stage -> {
                for (int i = 30; i < 100; i += 20) {
                    stage.log(
                            TWO,
                            i,
                            "panic",
                            "<08151198.0.1012> ('pricer') main.Pricer",
                            "Pricer terminated - runtime error: index out of range [7] with length 7 at main.(*Pricer).price");
                }
            }),
            new Scenario(
                    "child-switched-off",
                    told("trading_sup"),
                    stage -> stage.inspected(TWO, "<08151198.0.1004>", (said, s) -> {
                        said.put("children_running", "5");
                        said.put("children_disabled", "1");
                    })),
            new Scenario(
                    "pool-drops",
                    cause("risk_pool"),
                    stage -> stage.inspected(
                            THREE,
                            "<9FF54552.0.1006>",
                            (said, s) -> said.put("messages_unhandled", String.valueOf(Math.round(25 * (s + 10)))))),
            new Scenario(
                    "pool-workers-die",
                    cause("risk_pool"),
                    stage -> stage.inspected(
                            TWO,
                            "<08151198.0.1006>",
                            (said, s) -> said.put("worker_restarts", String.valueOf(Math.round((s + 10) / 5))))),
            new Scenario(
                    "slow-start",
                    cause("archive_host"),
                    stage -> stage.process(TWO, "archive_host", (row, s) -> row.put("InitTime", 7_400_000_000L))));

    private ProcessTroubles() {}

    private static Stage blocked(Stage stage, String node, double from, double perSecond) {
        return blocked(stage, node, "order_book", from, perSecond);
    }

    /** From a moment on it takes nothing; messages go on to come. */
    private static Stage blocked(Stage stage, String node, String name, double from, double perSecond) {
        return stage.process(node, name, (row, s) -> {
            if (s > from) {
                row.put("MessagesMailbox", Math.round(perSecond * (s - from)))
                        .put("MailboxLatency", Math.round((s - from) * BILLION))
                        .put("State", "running")
                        .put("RunningTime", 40_000_000);
                row.put("Wakeups", Math.round(row.path("MessagesIn").asLong() - perSecond * (s - from)));
                stays(row, "StateTime", s - from);
            }
        });
    }

    private static Stage behind(Stage stage, String node, String name, double from, double perSecond) {
        return stage.process(node, name, (row, s) -> {
            if (s > from) {
                row.put("MessagesMailbox", Math.round(perSecond * (s - from)))
                        .put("MailboxLatency", Math.round((s - from) * perSecond / 20 * BILLION))
                        .put("State", "running");
                stays(row, "StateTime", s - from);
            }
        });
    }

    /** In every period it takes nothing for a while, and then works off what has come at once. */
    private static Stage stalls(Stage stage, String node, String name, double every, double length, double perSecond) {
        return stage.process(node, name, (row, s) -> {
            double into = (s + every - 12) % every;
            if (s > 12 && into < length) {
                row.put("MessagesMailbox", Math.round(perSecond * into))
                        .put("MailboxLatency", Math.round(into * BILLION))
                        .put("State", "running");
                stays(row, "StateTime", into);
            }
        });
    }

    private static Stage full(Stage stage) {
        return stage.process(TWO, "pricer", (row, s) -> {
            row.put("MessagesMailbox", 200)
                    .put("MailboxLatency", 9_000_000_000L)
                    .put("State", "running");
            if (row.has("MailboxSize")) {
                row.put("MailboxSize", 200);
            }
            stays(row, "StateTime", s + 30);
        });
    }

    private static Stage gone(Stage stage, String node, String name) {
        return stage.rows(node, "process_list", (rows, s) -> {
            if (s > 50) {
                drop(rows, name);
            }
        });
    }

    private static void drop(ArrayNode rows, String name) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.path(i).path("Name").asString("").equals(name)) {
                rows.remove(i);
            }
        }
    }

    private static Stage pile(Stage stage, String node, double perSecond) {
        return stage.rows(node, "process_list", (rows, s) -> {
                    if (rows.isEmpty()) {
                        return;
                    }
                    ObjectNode like = like(rows);
                    String pids = like.path("PID").asString().replaceAll("\\d+>$", "");
                    ObjectNode maker =
                            like.deepCopy().put("PID", pids + "2000>").put("Name", "job_maker");
                    maker.put("Behavior", "main.JobMaker").put("Uptime", Math.round(s + 60));
                    rows.add(maker);
                    for (int i = 0; i < perSecond * (s + 20); i++) {
                        rows.add(like.deepCopy()
                                .put("PID", pids + (20_000 + i) + ">")
                                .put("Name", "")
                                .put("Behavior", "main.QuoteJob")
                                .put("Parent", pids + "2000>")
                                .put("Uptime", Math.round(s + 20 - i / perSecond)));
                    }
                })
                .info(node, (info, s) -> {
                    add(info, "ProcessesTotal", 1 + perSecond * (s + 20));
                    add(info, "ProcessesSpawned", 1 + perSecond * (s + 20));
                });
    }

    private static ObjectNode like(ArrayNode rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.path(i).path("Name").asString("").equals("stats")) {
                return (ObjectNode) rows.path(i);
            }
        }
        return (ObjectNode) rows.path(0);
    }

    private static void loop(Stage stage) {
        stage.rows(THREE, "process_list", (rows, s) -> {
            int life = (int) ((s + 40) / 4);
            rows.forEach(row -> {
                if (row.path("Name").asString("").equals("market_feed")) {
                    ((ObjectNode) row)
                            .put("PID", "<9FF54552.0." + (1100 + life) + ">")
                            .put("Uptime", Math.round((s + 40) % 4))
                            .put("MessagesIn", 3);
                }
            });
        });
        stage.info(THREE, (info, s) -> {
            add(info, "ProcessesSpawned", Math.floor((s + 40) / 4));
            add(info, "ProcessesTerminated", Math.floor((s + 40) / 4));
        });
        stage.inspected(THREE, "<9FF54552.0.1004>", (said, s) -> said.put("restarts_count", "2"));
        for (int i = 2; i < 108; i += 4) {
            stage.log(
                    THREE,
                    i,
                    "error",
                    "<9FF54552.0." + (1100 + (i + 40) / 4) + "> ('market_feed') main.MarketFeed",
                    "process terminated abnormally - venue closed the session");
        }
    }

    private static Stage aliases(Stage stage, String node, String name) {
        return stage.process(node, name, (row, s) -> {
                    if (row.path("Aliases") instanceof ArrayNode aliases) {
                        for (int i = 0; i < 15 * (s + 20); i++) {
                            aliases.add("Alias#<08151198.9" + i + ".25515.0>");
                        }
                    }
                })
                .info(node, (info, s) -> add(info, "RegisteredAliases", 15 * (s + 20)));
    }

    /** Each has a goroutine and an alias. */
    private static Stage sockets(Stage stage, String node, String name, double perSecond) {
        return stage.process(node, name, (row, s) -> {
                    if (row.path("Metas") instanceof ArrayNode metas) {
                        for (int i = 0; i < perSecond * (s + 20); i++) {
                            metas.add("Alias#<08151198.7" + i + ".25515.0>");
                        }
                    }
                })
                .info(node, (info, s) -> {
                    add(info, "RegisteredAliases", perSecond * (s + 20));
                    add(info, "Goroutines", perSecond * (s + 20));
                })
                .stats(node, (stats, s) -> {
                    add(stats, "goroutines", perSecond * (s + 20));
                    add(stats, "stack_inuse", 8192 * perSecond * (s + 20));
                });
    }

    private static void stays(ObjectNode row, String field, double seconds) {
        if (row.has(field)) {
            row.put(field, Math.round(seconds * BILLION));
        }
    }
}
