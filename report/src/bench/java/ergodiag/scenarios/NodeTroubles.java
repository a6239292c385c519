package ergodiag.scenarios;

import static ergodiag.scenarios.Expectation.cause;
import static ergodiag.scenarios.Scenario.ONE;
import static ergodiag.scenarios.Scenario.THREE;
import static ergodiag.scenarios.Scenario.TWO;
import static ergodiag.scenarios.Stage.add;
import static ergodiag.scenarios.Stage.after;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Troubles of a whole node: memory, processor, clock, applications, jobs, events. */
final class NodeTroubles {
    private static final double MB = 1e6;

    static final List<Scenario> ALL = List.of(
            new Scenario("memory-leak", cause("node2"), stage -> heap(stage, TWO, s -> 2 * MB * (s + 20), 6)),
            new Scenario(
                    "memory-leak-in-steps",
                    cause("node3"),
                    stage -> heap(stage, THREE, s -> 30 * MB * Math.floor((s + 10) / 20), 5)),
            new Scenario(
                    "much-made-and-dropped",
                    cause("node1"),
                    stage -> stage.stats(ONE, (stats, s) -> {
                                add(stats, "total_alloc", 400 * MB * (s + 5));
                                add(stats, "num_gc", 12 * (s + 5));
                                stats.put("gc_cpu_percent", 0.31);
                            })
                            .info(ONE, (info, s) -> {
                                add(info, "GCCycles", 12 * (s + 5));
                                info.put("CPUTimeGC", 0.01 + 0.6 * (s + 5));
                            })),
            new Scenario(
                    "memory-limit-too-low",
                    cause("node3").saying("(?i)limit"),
                    stage -> stage.info(THREE, (info, s) -> {
                                info.put("MemoryLimit", 18_500_000L);
                                add(info, "GCCycles", 15 * (s + 30));
                                info.put("CPUTimeGC", 0.01 + 0.9 * (s + 30));
                                info.put("HeapLive", 14_000_000L).put("HeapGoal", 14_100_000L);
                            })
                            .stats(THREE, (stats, s) -> {
                                add(stats, "num_gc", 15 * (s + 30));
                                stats.put("gc_cpu_percent", 0.45).put("heap_alloc", 14_100_000L);
                            })),
            new Scenario(
                    "goroutines-pile-up",
                    cause("node2"),
                    stage -> stage.stats(TWO, (stats, s) -> {
                                add(stats, "goroutines", 8 * (s + 20));
                                add(stats, "stack_inuse", 8 * 4096 * (s + 20));
                            })
                            .info(TWO, (info, s) -> add(info, "Goroutines", 8 * (s + 20)))),
            new Scenario("the-entry-node-stands-still", cause("node1").saying("(?i)stood still"), stage -> {
                for (double from : List.of(30.0, 55.0, 80.0)) {
                    stage.held(from, from + 5);
                    for (String peer : List.of(TWO, THREE)) {
                        stage.side(peer, ONE, (row, s) -> add(row, "MessagesIn", -13 * stopped(from, s)))
                                .side(ONE, peer, (row, s) -> add(row, "MessagesOut", -13 * stopped(from, s)));
                    }
                }
            }),
            new Scenario(
                    "nodes-crash-one-after-another",
                    new Expectation(List.of("node2", "node3"), null, null, null, null, 2, null, null, false, false),
                    stage -> restarted(restarted(stage, THREE, 36), TWO, 66)),
            new Scenario(
                    "application-missing-on-one",
                    cause("node2"),
                    stage -> stage.rows(TWO, "app_list", (rows, s) -> removeApplication(rows))
                            .info(TWO, (info, s) -> {
                                add(info, "ApplicationsTotal", -1);
                                add(info, "ApplicationsRunning", -1);
                            })),
            new Scenario(
                    "application-stops",
                    cause("session_app", "node3"),
                    stage -> stage.application(THREE, "session_app", (row, s) -> {
                                if (s > 40) {
                                    row.put("state", "loaded");
                                }
                            })
                            .info(THREE, (info, s) -> {
                                if (s > 40) {
                                    add(info, "ApplicationsRunning", -1);
                                }
                            })),
            new Scenario(
                    "job-fails",
                    cause("node2").saying("minute_report"),
                    stage -> stage.replies(TWO, "cron_info", (reply, s) -> {
                                if (s > 45) {
                                    failed(reply.path("Jobs"));
                                }
                            })
                            .info(TWO, (info, s) -> {
                                if (s > 45) {
                                    failed(info.path("Cron").path("Jobs"));
                                }
                            })),
            new Scenario(
                    "event-lost-its-producer",
                    cause("market_ticks"),
                    stage -> stage.event(
                            TWO,
                            "market_ticks",
                            (row, s) -> row.put("MessagesPublished", 20_000)
                                    .put("MessagesLocalSent", 40_000)
                                    .put("MessagesRemoteSent", 20_000)
                                    .put(
                                            "LastPublishedAt",
                                            row.path("CreatedAt").asLong() + 60_000_000_000L))),
            new Scenario(
                    "event-vanishes",
                    cause("market_ticks"),
                    stage -> stage.rows(THREE, "event_list", (rows, s) -> {
                                if (s > 50) {
                                    for (int i = rows.size() - 1; i >= 0; i--) {
                                        if (rows.path(i)
                                                .path("Event")
                                                .asString()
                                                .contains(":market_ticks>")) {
                                            rows.remove(i);
                                        }
                                    }
                                }
                            })
                            .info(THREE, (info, s) -> add(info, "RegisteredEvents", s > 50 ? -1 : 0))),
            new Scenario(
                    "subscribers-leave",
                    cause("market_ticks"),
                    stage -> stage.event(TWO, "market_ticks", (row, s) -> {
                        if (s > 55) {
                            row.put("Subscribers", 0);
                        }
                    })),
            new Scenario(
                    "send-errors",
                    cause("node2"),
                    stage -> stage.info(TWO, (info, s) -> add(info, "SendErrorsLocal", 15 * after(30, s)))),
            new Scenario(
                    "spawns-fail",
                    cause("node1"),
                    stage -> stage.info(ONE, (info, s) -> add(info, "ProcessesSpawnFailed", 2 * after(20, s)))),
            new Scenario("node-gone", cause("node3"), stage -> {
                stage.gone(THREE, 60);
                for (String peer : List.of(ONE, TWO)) {
                    stage.rows(peer, "network_nodes", (rows, s) -> {
                        for (int i = rows.size() - 1; s > 60 && i >= 0; i--) {
                            if (rows.path(i).path("Node").asString().equals(THREE)) {
                                rows.remove(i);
                            }
                        }
                    });
                }
            }),
            new Scenario("clock-an-hour-ahead", cause("node2").saying("(?i)clock"), stage -> clock(stage, 3600)),
            new Scenario("clock-half-a-minute-back", cause("node2").saying("(?i)clock"), stage -> clock(stage, -30)));

    /** Bytes at a second. */
    interface Level {
        double at(double second);
    }

    private NodeTroubles() {}

    /** The live heap grows, seen just after each collection. */
    static Stage heap(Stage stage, String node, Level level, double everySeconds) {
        return stage.stats(node, (stats, s) -> {
                    double live = level.at(Math.floor(s / everySeconds) * everySeconds);
                    for (String field : List.of("heap_alloc", "heap_inuse", "heap_sys", "sys")) {
                        add(stats, field, live + (field.equals("sys") || field.equals("heap_sys") ? 8 * MB : 0));
                    }
                    add(stats, "total_alloc", Math.max(0, level.at(s)));
                    stats.put("num_gc", 8 + Math.round(Math.floor((s + 10) / everySeconds)));
                })
                .info(node, (info, s) -> {
                    double live = level.at(Math.floor(s / everySeconds) * everySeconds);
                    for (String field : List.of("HeapLive", "HeapGoal", "MemoryAlloc", "MemoryUsed")) {
                        add(info, field, live);
                    }
                    info.put("GCCycles", 8 + Math.round(Math.floor((s + 10) / everySeconds)));
                });
    }

    private static void removeApplication(ArrayNode rows) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.path(i).path("name").asString("").equals("trading_app")) {
                rows.remove(i);
            }
        }
    }

    private static void failed(tools.jackson.databind.JsonNode jobs) {
        jobs.forEach(job -> ((ObjectNode) job).put("LastErr", "process is unknown"));
    }

    private static Stage clock(Stage stage, double by) {
        return stage.info(TWO, (info, s) -> {
                    if (s > 50) {
                        String at = info.path("ServerTime").asString();
                        info.put(
                                "ServerTime",
                                java.time.Instant.parse(at)
                                        .plusMillis(Math.round(by * 1000))
                                        .toString());
                        add(info, "Uptime", by);
                    }
                })
                .rows(
                        TWO,
                        "process_list",
                        (rows, s) -> rows.forEach(row -> {
                            if (s > 50) {
                                add((ObjectNode) row, "Uptime", by);
                            }
                        }))
                .rows(
                        TWO,
                        "app_list",
                        (rows, s) -> rows.forEach(row -> {
                            if (s > 50 && row.path("state").asString("").equals("running")) {
                                add((ObjectNode) row, "uptime", by);
                            }
                        }))
                .rows(
                        TWO,
                        "network_nodes",
                        (rows, s) -> rows.forEach(row -> {
                            if (s > 50) {
                                add((ObjectNode) row, "ConnectionUptime", by);
                            }
                        }));
    }

    /** Seconds of the five after an instant that have passed. */
    private static double stopped(double from, double second) {
        return Math.min(5, after(from, second));
    }

    /** It begins anew at that second, with its connections. */
    static Stage restarted(Stage stage, String node, double start) {
        for (String peer : List.of(ONE, TWO, THREE)) {
            stage.side(node, peer, (row, s) -> anew(row, start, s)).side(peer, node, (row, s) -> anew(row, start, s));
        }
        return stage.info(node, (info, s) -> {
                    if (s > start) {
                        info.put("Uptime", Math.round(s - start)).put("ProcessesSpawned", 60);
                    }
                })
                .each(node, List.of("process_list", "app_processes"), "Application", "trading_app", (row, s) -> {
                    if (s > start) {
                        row.put("Uptime", Math.round(s - start));
                    }
                });
    }

    private static void anew(ObjectNode row, double start, double s) {
        if (s > start) {
            row.put("ConnectionUptime", Math.round(s - start));
            row.put("MessagesIn", Math.round(13 * (s - start)));
            row.put("MessagesOut", Math.round(13 * (s - start)));
        }
    }
}
