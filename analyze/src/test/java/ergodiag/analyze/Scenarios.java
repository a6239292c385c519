package ergodiag.analyze;

import static ergodiag.analyze.Scenario.pid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Faults that a scenario can have, each at a node and with rates of its caller's choice. */
public final class Scenarios {
    public static final String ONE = "core-1@fra";
    public static final String TWO = "core-2@fra";
    public static final String THREE = "core-3@fra";
    private static final String[] CALL = {
        "ergo.services/ergo/node.(*process).waitResponse",
        "ergo.services/ergo/node.(*process).CallProcessID",
        "ergo.services/ergo/node.(*process).CallWithTimeout"
    };

    private Scenarios() {}

    /** Two processes call each other and wait for ever. */
    public static Scenario deadlock(Scenario it, String node, double since, double arriving) {
        Actor clerk =
                new Actor(pid(node, 2001), "order_clerk", "shop.OrderClerk").stopped(arriving, since, "wait response");
        Actor keeper = new Actor(pid(node, 2002), "stock_keeper", "shop.StockKeeper")
                .stopped(arriving, since, "wait response");
        return it.actor(node, clerk)
                .actor(node, keeper)
                .stands(
                        node,
                        Standstill.of(pid(node, 2001), since, "select", calls("shop.(*OrderClerk).HandleMessage")))
                .stands(node, Standstill.of(pid(node, 2002), since, "select", calls("shop.(*StockKeeper).HandleCall")));
    }

    /** Two processes call each other; each call ends with its time-out of 5 s, and the next message starts the next one. */
    static Scenario livelock(Scenario it, String node, double arriving) {
        for (String name : List.of("order_clerk", "stock_keeper")) {
            int number = name.equals("order_clerk") ? 2001 : 2002;
            String type = name.equals("order_clerk") ? "shop.OrderClerk" : "shop.StockKeeper";
            it.actor(
                            node,
                            new Actor(pid(node, number), name, type)
                                    .overloaded(arriving, 0.2, -40)
                                    .set("State", "wait response")
                                    .set("StateTime", s -> Actor.nanos((s + number % 3) % 5)))
                    .stands(
                            node,
                            Standstill.of(
                                    pid(node, number),
                                    -40,
                                    "select",
                                    calls(type.replace("shop.", "shop.(*") + ").HandleMessage")));
        }
        return it;
    }

    private static String[] calls(String caller) {
        return new String[] {CALL[0], CALL[1], CALL[2], caller};
    }

    /** Goroutines that never end, started by one actor. */
    static Scenario goroutineLeak(Scenario it, String node, double perSecond, boolean labelled) {
        it.actor(node, new Actor(pid(node, 2010), "image_proxy", "shop.ImageProxy").keepsUp(Math.max(1, perSecond)));
        return it.stands(
                node,
                Standstill.leaked(
                        labelled ? pid(node, 2010) : "",
                        -Actor.UP,
                        s -> (int) (perSecond * (s + Actor.UP)),
                        "chan receive",
                        "runtime.gopark",
                        "runtime.chanrecv1",
                        "shop.fetchThumbnail",
                        "shop.(*ImageProxy).HandleMessage.func1"));
    }

    /** A supervisor whose child fails too often, and which is gone with all its children. */
    public static Scenario givesUp(Scenario it, String node, double at, boolean said, boolean application) {
        String app = application ? "checkout_app" : "";
        Actor supervisor = new Actor(pid(node, 2020), "checkout_sup", "shop.CheckoutSup")
                .set("Kind", "supervisor")
                .set("Application", app)
                .lives(-70, at);
        it.actor(node, supervisor);
        for (int i = 0; i < 3; i++) {
            it.actor(
                    node,
                    new Actor(pid(node, 2021 + i), "till_" + i, "shop.Till")
                            .set("Parent", pid(node, 2020))
                            .set("Application", app)
                            .keepsUp(4)
                            .lives(-70, at));
        }
        for (int i = 0; i < 6; i++) {
            double died = at - 2.4 + 0.4 * i;
            it.actor(
                    node,
                    new Actor(pid(node, 2030 + i), "card_reader", "shop.CardReader")
                            .set("Parent", pid(node, 2020))
                            .set("Application", app)
                            .lives(i == 0 ? -70 : died - 0.4, died));
            if (said) {
                it.logs(
                        node,
                        died,
                        "error",
                        pid(node, 2030 + i) + " ('card_reader') shop.CardReader",
                        "process terminated abnormally - card terminal is offline");
            }
        }
        if (said) {
            for (int i = 0; i < 3; i++) {
                it.logs(
                        node,
                        at,
                        "error",
                        pid(node, 2021 + i) + " ('till_" + i + "') shop.Till",
                        "process terminated abnormally - restart intensity is exceeded");
            }
            it.logs(
                    node,
                    at,
                    "error",
                    pid(node, 2020) + " ('checkout_sup') shop.CheckoutSup",
                    "process terminated abnormally - restart intensity is exceeded");
        }
        return it;
    }

    /** An application that is running until a second and then is not. */
    static Scenario applicationUntil(Scenario it, String node, String name, double until) {
        it.adds(node, "node_info", "ApplicationsTotal", s -> 1);
        it.adds(node, "node_info", "ApplicationsRunning", s -> s < until ? 1 : 0);
        return it.row(
                node,
                "app_list",
                s -> Map.of(
                        "name",
                        name,
                        "state",
                        s < until ? "running" : "loaded",
                        "mode",
                        "temporary",
                        "uptime",
                        s < until ? (long) (s + 70) : 1_795_468_700L,
                        "processes",
                        s < until ? 1 : 0));
    }

    private static Map<String, DoubleFunction<Object>> event(
            String node, String name, String producer, int subscribers, double perSecond, double remote) {
        double created = -70;
        Map<String, DoubleFunction<Object>> row = new LinkedHashMap<>();
        row.put("CreatedAt", s -> unixNanos(created));
        row.put("Event", s -> "Event#" + producer.substring(0, 9) + ":" + name + ">");
        row.put("Producer", s -> producer);
        row.put("BufferSize", s -> 0);
        row.put("CurrentBuffer", s -> 0);
        row.put("Notify", s -> false);
        row.put("Open", s -> false);
        row.put("Subscribers", s -> subscribers);
        row.put("MessagesPublished", s -> (long) (perSecond * (s - created)));
        row.put("MessagesLocalSent", s -> (long) (perSecond * (s - created)) * subscribers);
        row.put("MessagesRemoteSent", s -> (long) (remote * perSecond * (s - created)));
        row.put("LastPublishedAt", s -> perSecond > 0 ? unixNanos(s - 0.3 / perSecond) : 0L);
        return row;
    }

    static long unixNanos(double second) {
        return Scenario.START.getEpochSecond() * 1_000_000_000L + Scenario.START.getNano() + Actor.nanos(second);
    }

    private static Scenario published(Scenario it, String node, double published, double local) {
        return it.adds(node, "node_info", "EventsPublished", s -> published * (s + 70))
                .adds(node, "node_info", "EventsLocalSent", s -> local * (s + 70))
                .adds(node, "node_info", "RegisteredEvents", s -> 1);
    }

    /** An event with so many subscribers, all of which keep up. */
    static Scenario fanOut(Scenario it, String node, int subscribers, double perSecond) {
        it.actor(node, new Actor(pid(node, 2040), "stock_feed", "shop.StockFeed").keepsUp(perSecond));
        for (int i = 0; i < subscribers; i++) {
            it.actor(
                    node,
                    new Actor(pid(node, 3000 + i), "", "shop.ShelfView")
                            .keepsUp(perSecond)
                            .set("MessagesOut", 1)
                            .set("Parent", pid(node, 2040)));
        }
        it.event(node, event(node, "stock_level", pid(node, 2040), subscribers, perSecond, 0));
        return published(it, node, perSecond, perSecond * subscribers);
    }

    /** An event with three subscribers, of which one is too slow. */
    static Scenario slowSubscriber(Scenario it, String node, double perSecond, double taken) {
        it.actor(node, new Actor(pid(node, 2050), "tariff_feed", "shop.TariffFeed").keepsUp(perSecond));
        for (int i = 0; i < 2; i++) {
            it.actor(node, new Actor(pid(node, 2051 + i), "tariff_view_" + i, "shop.TariffView").keepsUp(perSecond));
        }
        it.actor(node, new Actor(pid(node, 2055), "audit_mirror", "shop.AuditMirror").overloaded(perSecond, taken, -40))
                .stands(
                        node,
                        Standstill.of(
                                pid(node, 2055),
                                -40,
                                "sleep",
                                "time.Sleep",
                                "shop.writeMirror",
                                "shop.(*AuditMirror).HandleEvent"))
                .event(node, event(node, "tariff_changes", pid(node, 2050), 3, perSecond, 0));
        return published(it, node, perSecond, perSecond * 3);
    }

    /** One process floods the log. */
    static Scenario logStorm(Scenario it, String node, String level, double perSecond) {
        it.actor(
                node,
                new Actor(pid(node, 2060), "catalog_import", "shop.CatalogImport").keepsUp(Math.max(2, perSecond)));
        for (int i = 0; i < 112 * perSecond; i++) {
            it.logs(
                    node,
                    i / perSecond,
                    level,
                    pid(node, 2060) + " ('catalog_import') shop.CatalogImport",
                    "cannot read line " + (17331 + i) + ": field 'price' is empty");
        }
        return it.listenerHolds(node, 2000);
    }

    /** A process that took long to start, within the window. */
    static Scenario slowInit(Scenario it, String node, double seconds, double bornAt) {
        return it.actor(
                node,
                new Actor(pid(node, 2070), "model_loader", "shop.ModelLoader")
                        .set("InitTime", Actor.nanos(seconds))
                        .lives(bornAt, 1e9)
                        .keepsUp(3));
    }

    /** A spawn that does not come back: the child stays in init, its parent in the callback that spawns. */
    static Scenario stuckInInit(Scenario it, String node, double since) {
        return it.actor(
                        node,
                        new Actor(pid(node, 2071), "model_loader", "shop.ModelLoader")
                                .set("State", "init")
                                .set("InitTime", 0)
                                .set("MessagesIn", 0)
                                .set("MessagesOut", 0)
                                .set("RunningTime", 0)
                                .set("Wakeups", 0)
                                .set("Parent", pid(node, 2072))
                                .lives(since, 1e9))
                .actor(node, new Actor(pid(node, 2072), "model_host", "shop.ModelHost").stopped(1, since, "running"))
                .stands(
                        node,
                        Standstill.of(
                                pid(node, 2072),
                                since,
                                "IO wait",
                                "internal/poll.runtime_pollWait",
                                "internal/poll.(*FD).Read",
                                "net.(*conn).Read",
                                "shop.downloadModel",
                                "shop.(*ModelLoader).Init",
                                "ergo.services/ergo/act.(*Actor).ProcessInit",
                                "ergo.services/ergo/node.(*node).spawn",
                                "ergo.services/ergo/node.(*process).Spawn",
                                "shop.(*ModelHost).HandleMessage"));
    }

    /** Somebody fails to shake hands, again and again. */
    public static Scenario badPeer(Scenario it, String node, double perSecond, boolean logged) {
        Scenario.RowEdit fail = (s, row) -> row.put("HandshakeErrors", (long) (perSecond * (s + 30)));
        it.rows(node, "network_acceptors", row -> true, fail);
        it.acceptorsOfInfo(node, fail);
        for (int i = 0; logged && i < 112 * perSecond; i++) {
            it.logs(
                    node,
                    i / perSecond,
                    "error",
                    "core-1@fra",
                    "unable to handshake with 10.0.7.9:" + (40000 + i) + ": incorrect digest");
        }
        return it;
    }

    static Scenario slowLink(Scenario it, String from, String to, double millis) {
        return it.ping(from, to, s -> millis + s / 100).ping(to, from, s -> 1.02 * millis + s / 100);
    }

    static Scenario sendsToUnknown(Scenario it, String node, double perSecond) {
        it.actor(node, new Actor(pid(node, 2080), "loyalty_push", "shop.LoyaltyPush").keepsUp(perSecond));
        return it.adds(node, "node_info", "SendErrorsLocal", s -> perSecond * (s + 60));
    }

    static Scenario blocked(Scenario it, String node, double since, double arriving) {
        return it.actor(
                        node,
                        new Actor(pid(node, 2090), "refund_desk", "shop.RefundDesk")
                                .stopped(arriving, since, "running"))
                .stands(
                        node,
                        Standstill.of(
                                pid(node, 2090),
                                since,
                                "chan receive",
                                "runtime.gopark",
                                "runtime.chanrecv1",
                                "shop.awaitBank",
                                "shop.(*RefundDesk).HandleMessage"));
    }

    static Scenario stuckCall(Scenario it, String node, double since, double arriving) {
        return it.actor(
                        node,
                        new Actor(pid(node, 2095), "ledger_client", "shop.LedgerClient")
                                .stopped(arriving, since, "wait response"))
                .stands(
                        node,
                        Standstill.of(pid(node, 2095), since, "select", calls("shop.(*LedgerClient).HandleMessage")));
    }

    static Scenario overloaded(Scenario it, String node, double arriving, double taking) {
        return it.actor(
                        node,
                        new Actor(pid(node, 2100), "search_index", "shop.SearchIndex")
                                .overloaded(arriving, taking, -50))
                .stands(
                        node,
                        Standstill.of(
                                pid(node, 2100), -50, "running", "shop.tokenize", "shop.(*SearchIndex).HandleMessage"));
    }

    static Scenario processLeak(Scenario it, String node, double perSecond) {
        it.actor(node, new Actor(pid(node, 2110), "cart_host", "shop.CartHost").keepsUp(Math.max(1, perSecond)));
        for (int i = 0; i < perSecond * 190; i++) {
            it.actor(
                    node,
                    new Actor(pid(node, 4000 + i), "", "shop.Cart")
                            .set("Parent", pid(node, 2110))
                            .lives(-74 + i / perSecond, 1e9));
        }
        return it;
    }

    static Scenario zombie(Scenario it, String node) {
        return it.actor(
                        node,
                        new Actor(pid(node, 2120), "export_job", "shop.ExportJob")
                                .stopped(0, -50, "zombee")
                                .set("MessagesIn", 3))
                .stands(
                        node,
                        Standstill.of(
                                pid(node, 2120),
                                -50,
                                "chan receive",
                                "runtime.gopark",
                                "runtime.chanrecv1",
                                "shop.awaitUpload",
                                "shop.(*ExportJob).HandleMessage"));
    }

    static Scenario unheardEvent(Scenario it, String node, double perSecond) {
        it.actor(node, new Actor(pid(node, 2130), "shelf_scanner", "shop.ShelfScanner").keepsUp(perSecond));
        it.event(node, event(node, "shelf_photos", pid(node, 2130), 0, perSecond, 0));
        return published(it, node, perSecond, 0);
    }

    static Scenario idleEvent(Scenario it, String node) {
        it.actor(node, new Actor(pid(node, 2140), "theft_desk", "shop.TheftDesk"));
        it.actor(node, new Actor(pid(node, 2141), "guard_view", "shop.GuardView"));
        it.event(node, event(node, "theft_alarms", pid(node, 2140), 1, 0, 0));
        return it.adds(node, "node_info", "RegisteredEvents", s -> 1);
    }

    static Scenario lockQueue(Scenario it, String node, int waiters) {
        for (int i = 0; i < waiters; i++) {
            it.actor(
                    node,
                    new Actor(pid(node, 2200 + i), "quote_cell_" + i, "shop.QuoteCell")
                            .overloaded(30, 30, -50)
                            .set("MessagesMailbox", 1)
                            .set("MailboxLatency", 20_000_000));
            it.stands(
                    node,
                    i == 0
                            ? Standstill.of(
                                    pid(node, 2200),
                                    -50,
                                    "runnable",
                                    "shop.recalculate",
                                    "shop.(*QuoteTable).update",
                                    "shop.(*QuoteCell).HandleMessage")
                            : Standstill.of(
                                    pid(node, 2200 + i),
                                    -50,
                                    "sync.Mutex.Lock",
                                    "internal/sync.runtime_SemacquireMutex",
                                    "internal/sync.(*Mutex).lockSlow",
                                    "sync.(*Mutex).Lock",
                                    "shop.(*QuoteTable).update",
                                    "shop.(*QuoteCell).HandleMessage"));
        }
        return it;
    }

    static Scenario restartLoop(Scenario it, String node, double every) {
        it.actor(node, new Actor(pid(node, 2300), "scale_sup", "shop.ScaleSup").set("Kind", "supervisor"));
        int first = (int) (74 / every);
        for (int i = 0; i * every < 190; i++) {
            double born = -74 + i * every;
            it.actor(
                    node,
                    new Actor(pid(node, 2301 + i), "scale_reader", "shop.ScaleReader")
                            .set("Parent", pid(node, 2300))
                            .lives(born, born + every));
            if (i >= first) {
                it.logs(
                        node,
                        born + every,
                        "panic",
                        pid(node, 2301 + i) + " ('scale_reader') shop.ScaleReader",
                        "process terminated - runtime error: index out of range [" + i + "] with length 4");
            }
        }
        for (double s : new double[] {3.5, 30, 56.5}) {
            it.reply(
                    s,
                    node,
                    "process_inspect",
                    Map.of("pid", pid(node, 2300)),
                    Map.of(
                            "type",
                            "One For One",
                            "strategy",
                            "Permanent",
                            "intensity",
                            "50",
                            "period",
                            "600",
                            "restarts_count",
                            String.valueOf((int) ((s + 74) / every)),
                            "children_total",
                            "1",
                            "children_running",
                            "1"));
        }
        return it;
    }

    /** Messages of a link that never arrive: the sender counts them, the receiver does not. */
    static Scenario losesMessages(Scenario it, String from, String to, double perSecond, double lostShare) {
        it.rows(from, "network_nodes", row -> row.path("Node").asString().equals(to), (s, row) -> {
            row.put("MessagesOut", row.path("MessagesOut").asLong() + (long) (perSecond * (s + 70)));
            row.put("BytesOut", row.path("BytesOut").asLong() + (long) (90 * perSecond * (s + 70)));
        });
        return it.rows(to, "network_nodes", row -> row.path("Node").asString().equals(from), (s, row) -> {
            row.put("MessagesIn", row.path("MessagesIn").asLong() + (long) ((1 - lostShare) * perSecond * (s + 70)));
            row.put("BytesIn", row.path("BytesIn").asLong() + (long) ((1 - lostShare) * 90 * perSecond * (s + 70)));
        });
    }

    /** Mailboxes that fill for moments and are empty again. */
    static Scenario bursts(Scenario it, String node) {
        for (int i = 0; i < 4; i++) {
            int offset = 7 * i;
            DoubleFunction<Long> waiting = s -> (s + offset) % 31 < 4 ? 3000 + 100L * offset : 0L;
            it.actor(
                    node,
                    new Actor(pid(node, 2400 + i), "mail_out_" + i, "shop.MailOut")
                            .keepsUp(200)
                            .set("MessagesIn", s -> (long) (200 * (s + 75)) + waiting.apply(s))
                            .set("MessagesMailbox", s -> waiting.apply(s))
                            .set("MailboxLatency", s -> waiting.apply(s) > 0 ? Actor.nanos(0.4) : 0L)
                            .set("State", s -> waiting.apply(s) > 0 ? "running" : "sleep"));
        }
        return it;
    }

    /** Jobs that a supervisor starts and that end normally. */
    static Scenario jobs(Scenario it, String node, double every, double life) {
        it.actor(node, new Actor(pid(node, 2500), "label_sup", "shop.LabelSup").set("Kind", "supervisor"));
        for (int i = 0; i * every < 190; i++) {
            double born = -74 + i * every;
            it.actor(
                    node,
                    new Actor(pid(node, 5000 + i), "", "shop.LabelJob")
                            .set("Parent", pid(node, 2500))
                            .lives(born, born + life));
        }
        for (double s : new double[] {3.5, 30, 56.5}) {
            it.reply(
                    s,
                    node,
                    "process_inspect",
                    Map.of("pid", pid(node, 2500)),
                    Map.of(
                            "type",
                            "Simple One For One",
                            "strategy",
                            "Temporary",
                            "intensity",
                            "5",
                            "period",
                            "5",
                            "restarts_count",
                            "0",
                            "instances_total",
                            "3",
                            "children_total",
                            "1",
                            "children_running",
                            "3"));
        }
        return it;
    }

    /** Processes that are busy all the time and keep up: always running, a few messages waiting for milliseconds. */
    static Scenario busy(Scenario it, String node, double perSecond) {
        for (int i = 0; i < 3; i++) {
            int number = i;
            it.actor(
                    node,
                    new Actor(pid(node, 2600 + i), "router_" + i, "shop.Router")
                            .keepsUp(perSecond)
                            .set("MessagesMailbox", s -> (long) ((s * 7 + number) % 11))
                            .set("MailboxLatency", s -> (s * 7 + number) % 11 >= 1 ? 3_000_000 : 0)
                            .set("Wakeups", s -> (long) (perSecond * (s + 75) / 6))
                            .set("State", "running")
                            .set("StateTime", s -> Actor.nanos(0.02 + s % 2)));
        }
        return it;
    }

    /** An event that is published only while somebody listens, and one whose buffer late subscribers read. */
    static Scenario onDemand(Scenario it, String node) {
        Map<String, DoubleFunction<Object>> demanded = event(node, "till_events", pid(node, 2700), 0, 8, 0);
        demanded.put("Notify", s -> true);
        Map<String, DoubleFunction<Object>> buffered = event(node, "last_prices", pid(node, 2700), 0, 8, 0);
        buffered.put("BufferSize", s -> 10);
        buffered.put("CurrentBuffer", s -> 10);
        it.actor(node, new Actor(pid(node, 2700), "till_feed", "shop.TillFeed").keepsUp(16));
        return published(it.event(node, demanded).event(node, buffered), node, 16, 0);
    }

    /** Nodes that have been up for a long time, of which one was restarted at a planned moment. */
    static Scenario restartedLongAgo(Scenario it, String node, long others, long own) {
        for (String each : Scenario.NODES) {
            long more = each.equals(node) ? own : others;
            it.adds(each, "node_info", "Uptime", s -> more);
            it.rows(each, "process_list", row -> true, (s, row) -> {
                if (row.path("Uptime").asLong() > 60) {
                    row.put("Uptime", row.path("Uptime").asLong() + more);
                }
            });
            it.rows(each, "network_nodes", row -> true, (s, row) -> {
                boolean younger =
                        each.equals(node) || row.path("Node").asString().equals(node);
                row.put("ConnectionUptime", row.path("ConnectionUptime").asLong() + (younger ? own : others));
                row.put(
                        "Uptime",
                        row.path("Uptime").asLong()
                                + (row.path("Node").asString().equals(node) ? own : others));
                if (younger && row.path("PoolDSN").isArray()) {
                    row.put("Reconnections", 1);
                }
            });
        }
        return it;
    }

    /** All nodes as if they had just started. */
    static Scenario young(Scenario it, long seconds) {
        for (String each : Scenario.NODES) {
            Scenario.RowEdit younger = (s, row) -> {
                for (String field : List.of("Uptime", "ConnectionUptime")) {
                    if (row.has(field)) {
                        row.put(field, Math.max(0, row.path(field).asLong() - seconds));
                    }
                }
            };
            it.adds(each, "node_info", "Uptime", s -> -seconds);
            it.rows(each, "process_list", row -> true, younger);
            it.rows(each, "network_nodes", row -> true, younger);
        }
        return it;
    }

    /** Heaps of very different size, none of which grows. */
    static Scenario unevenHeaps(Scenario it) {
        long[] size = {1_400_000_000L, 900_000_000L, 120_000_000L};
        for (int i = 0; i < 3; i++) {
            long more = size[i];
            for (String field : List.of("heap_alloc", "heap_inuse", "heap_sys", "sys", "total_alloc")) {
                it.adds(Scenario.NODES.get(i), "runtime_stats", field, s -> more);
            }
            it.adds(Scenario.NODES.get(i), "node_info", "HeapLive", s -> more);
            it.adds(Scenario.NODES.get(i), "node_info", "MemoryUsed", s -> more);
            it.adds(Scenario.NODES.get(i), "node_info", "MemoryAlloc", s -> more);
        }
        return it;
    }

    /** A heap that fills after the start and then stays. */
    static Scenario warmsUp(Scenario it, String node, long bytes) {
        for (String field : List.of("heap_alloc", "heap_inuse", "heap_sys", "sys", "total_alloc")) {
            it.adds(node, "runtime_stats", field, s -> bytes * Math.min(1, Math.max(0, s) / 25));
        }
        return it.adds(node, "node_info", "HeapLive", s -> bytes * Math.min(1, Math.max(0, s) / 25));
    }

    /** Nodes of an older version built without the latency tag. */
    static Scenario oldBuild(Scenario it) {
        for (String each : Scenario.NODES) {
            it.rows(
                    each,
                    "process_list",
                    row -> true,
                    (s, row) -> row.put("MailboxLatency", -1).remove(List.of("StateTime", "Kind")));
        }
        return it;
    }

    /** A subscriber on another node than the producer that is too slow. */
    static Scenario slowRemoteSubscriber(
            Scenario it, String producer, String subscriber, double perSecond, double taken) {
        it.actor(producer, new Actor(pid(producer, 2050), "tariff_feed", "shop.TariffFeed").keepsUp(perSecond));
        it.actor(
                subscriber,
                new Actor(pid(subscriber, 2055), "audit_mirror", "shop.AuditMirror").overloaded(perSecond, taken, -40));
        losesMessages(it, producer, subscriber, perSecond, 0);
        it.event(producer, event(producer, "tariff_changes", pid(producer, 2050), 1, perSecond, 1));
        return published(it, producer, perSecond, 0);
    }

    /** A supervisor that restarts all its children each time one of them fails. */
    static Scenario restartsAll(Scenario it, String node, double every) {
        it.actor(node, new Actor(pid(node, 2300), "scale_sup", "shop.ScaleSup").set("Kind", "supervisor"));
        String[] names = {"scale_reader", "scale_writer", "scale_clock"};
        for (int i = 0; i * every < 190; i++) {
            double born = -74 + i * every;
            for (int n = 0; n < 3; n++) {
                String type = List.of("shop.ScaleReader", "shop.ScaleWriter", "shop.ScaleClock")
                        .get(n);
                it.actor(
                        node,
                        new Actor(pid(node, 2301 + 3 * i + n), names[n], type)
                                .set("Parent", pid(node, 2300))
                                .lives(born, born + every));
                if (born + every > 0 && n == 0) {
                    it.logs(
                            node,
                            born + every,
                            "error",
                            pid(node, 2301 + 3 * i) + " ('scale_reader') shop.ScaleReader",
                            "process terminated abnormally - serial port closed");
                }
            }
        }
        return it;
    }

    /** One process that died once and was started again. */
    static Scenario diesOnce(Scenario it, String node, double at) {
        it.actor(node, new Actor(pid(node, 2350), "fax_sup", "shop.FaxSup").set("Kind", "supervisor"));
        it.actor(
                node,
                new Actor(pid(node, 2351), "fax_line", "shop.FaxLine")
                        .set("Parent", pid(node, 2350))
                        .lives(-75, at));
        it.actor(
                node,
                new Actor(pid(node, 2352), "fax_line", "shop.FaxLine")
                        .set("Parent", pid(node, 2350))
                        .lives(at, 1e9));
        return it.logs(
                node,
                at,
                "error",
                pid(node, 2351) + " ('fax_line') shop.FaxLine",
                "process terminated abnormally - line is busy");
    }

    /** A burst that is still being worked off when the capture ends. */
    static Scenario burstAtTheEnd(Scenario it, String node, double from) {
        return it.actor(
                node,
                new Actor(pid(node, 2450), "mail_out", "shop.MailOut")
                        .keepsUp(200)
                        .set("MessagesIn", s -> (long) (200 * (s + 75)) + (s > from ? 3000 : 0))
                        .set("MessagesMailbox", s -> s > from ? Math.max(0, 3000 - (long) (1000 * (s - from))) : 0)
                        .set("MailboxLatency", s -> s > from && s < from + 3 ? Actor.nanos(0.3) : 0));
    }

    /** A process that makes short calls all the time. */
    static Scenario callsOften(Scenario it, String node) {
        return it.actor(
                        node,
                        new Actor(pid(node, 2460), "tax_desk", "shop.TaxDesk")
                                .keepsUp(40)
                                .set("State", "wait response")
                                .set("StateTime", s -> Actor.nanos(0.004 + s % 1 / 100)))
                .stands(node, Standstill.of(pid(node, 2460), -60, "select", calls("shop.(*TaxDesk).HandleMessage")));
    }

    /** Goroutines that come and go with the load. */
    static Scenario goroutineWaves(Scenario it, String node) {
        return it.stands(
                node,
                Standstill.leaked(
                        "",
                        -75,
                        s -> (int) (200 + 150 * Math.sin(s / 6)),
                        "IO wait",
                        "internal/poll.runtime_pollWait",
                        "internal/poll.(*FD).Read",
                        "net.(*conn).Read",
                        "shop.serveBrowser"));
    }

    /** A cache that only grows: what lives after each collection rises, and one function holds it. */
    static Scenario memoryLeak(Scenario it, String node, double megabytesPerSecond) {
        double perSecond = 1e6 * megabytesPerSecond;
        java.util.function.DoubleUnaryOperator kept = s -> 40e6 + perSecond * (s + 70);
        for (String field : List.of("heap_alloc", "heap_inuse", "heap_sys", "sys", "total_alloc")) {
            it.adds(node, "runtime_stats", field, kept);
        }
        it.adds(node, "node_info", "HeapLive", kept)
                .adds(node, "node_info", "MemoryUsed", kept)
                .adds(node, "node_info", "MemoryAlloc", kept);
        it.actor(node, new Actor(pid(node, 2800), "price_cache", "shop.PriceCache").keepsUp(20));
        return it.text(
                node,
                "pprof_heap",
                s -> String.format(
                        java.util.Locale.ROOT,
                        "heap profile: total inuse %.1fMB, showing 3%n%ninuse        alloc        function%n%.1fMB       %.1fMB       shop.remember%n"
                                + "1.5MB        3.0MB        runtime.mallocgc%n512.0KB      512.0KB      net.open%n",
                        kept.applyAsDouble(s) / 1e6 + 2,
                        kept.applyAsDouble(s) / 1e6,
                        kept.applyAsDouble(s) / 1e6));
    }

    /** One process that computes all the time. */
    static Scenario hotFunction(Scenario it, String node, double cores) {
        it.actor(
                node,
                new Actor(pid(node, 2810), "fraud_model", "shop.FraudModel")
                        .keepsUp(1)
                        .set("State", "running")
                        .set("StateTime", 300_000_000));
        it.adds(node, "node_info", "UserTime", s -> 2e9 * Math.floor(cores * (s + 70)));
        it.stands(
                node,
                Standstill.of(pid(node, 2810), -60, "running", "shop.multiply", "shop.(*FraudModel).HandleMessage"));
        return it.text(
                node,
                "pprof_cpu",
                s -> String.format(
                        java.util.Locale.ROOT,
                        "CPU profile: 5 seconds, %d total samples, showing 4%n%nflat%%    cum%%     function%n97.0     97.0     shop.multiply%n"
                                + "1.0      1.0      runtime.futex%n0.0      97.0     shop.(*FraudModel).HandleMessage%n0.0      97.0     ergo.services/ergo/act.(*Actor).ProcessRun%n",
                        (long) (cores * 5e9)));
    }

    /** A pool whose workers are all stuck, and which drops what it gets. */
    static Scenario poolFull(Scenario it, String node, double perSecond) {
        it.actor(
                node,
                new Actor(pid(node, 2900), "scan_pool", "shop.ScanPool")
                        .set("Kind", "pool")
                        .keepsUp(perSecond));
        for (int i = 0; i < 3; i++) {
            it.actor(
                    node,
                    new Actor(pid(node, 2901 + i), "", "shop.ScanWorker")
                            .set("Parent", pid(node, 2900))
                            .stopped(0, -60, "running")
                            .set("MessagesIn", 11)
                            .set("MessagesMailbox", 10)
                            .set("MailboxLatency", s -> Actor.nanos(s + 60)));
            it.stands(
                    node,
                    Standstill.of(
                            pid(node, 2901 + i),
                            -60,
                            "chan receive",
                            "runtime.gopark",
                            "runtime.chanrecv1",
                            "shop.awaitScanner",
                            "shop.(*ScanWorker).HandleMessage"));
        }
        for (double s : new double[] {3.5, 30, 56.5}) {
            it.reply(
                    s,
                    node,
                    "process_inspect",
                    Map.of("pid", pid(node, 2900)),
                    Map.of(
                            "pool_size",
                            "3",
                            "worker_behavior",
                            "shop.ScanWorker",
                            "worker_mailbox_size",
                            "10",
                            "worker_restarts",
                            "0",
                            "messages_forwarded",
                            "33",
                            "messages_unhandled",
                            String.valueOf((long) (perSecond * (s + 60)))));
        }
        for (int i = 0; i < 112 * perSecond; i++) {
            it.logs(
                    node,
                    i / perSecond,
                    "error",
                    pid(node, 2900) + " ('scan_pool') shop.ScanPool",
                    "no available worker process. ignored message from " + pid(node, 1011));
        }
        return it;
    }

    /** A link that carries a lot and loses nothing. */
    static Scenario busyLink(Scenario it, String from, String to) {
        return losesMessages(losesMessages(it, from, to, 8000, 0), to, from, 3000, 0);
    }

    /** Nodes without the pprof tag and without a log listener. */
    static Scenario unheard(Scenario it) {
        for (String each : Scenario.NODES) {
            it.fails(each, "pprof_goroutines", "pprof_goroutines: node is built without -tags=pprof");
            it.fails(each, "sample_listen", "unable to start sampler");
        }
        return it;
    }

    /** A supervisor for each visitor, which ends with its children when the visitor leaves. */
    static Scenario supervisorPerVisitor(Scenario it, String node) {
        it.actor(node, new Actor(pid(node, 2950), "lounge_root", "shop.LoungeRoot").set("Kind", "supervisor"));
        for (int i = 0; i < 12; i++) {
            double born = -74 + 12 * i;
            int number = 6000 + 10 * i;
            it.actor(
                    node,
                    new Actor(pid(node, number), "", "shop.LoungeSup")
                            .set("Kind", "supervisor")
                            .set("Parent", pid(node, 2950))
                            .lives(born, born + 80));
            for (int n = 1; n < 3; n++) {
                it.actor(
                        node,
                        new Actor(pid(node, number + n), "", "shop.LoungeSeat")
                                .set("Parent", pid(node, number))
                                .lives(born, born + 80));
            }
        }
        return it;
    }

    /** An event most of whose deliveries go to other nodes. */
    static Scenario remoteFanOut(Scenario it, String node, double perSecond) {
        it.actor(node, new Actor(pid(node, 2040), "stock_feed", "shop.StockFeed").keepsUp(perSecond));
        it.event(node, event(node, "stock_level", pid(node, 2040), 900, perSecond, 2));
        return published(it, node, perSecond, 900 * perSecond);
    }
}
