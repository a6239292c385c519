package ergodiag.analyze;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/** A node of a hand-made bundle: healthy, up for an hour, and fully answered until told otherwise. */
public final class TestNode {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HOUR = 3600;

    private final String name;
    private final List<Integer> seconds;
    private final TestRow info = new TestRow();
    private final TestRow stats = new TestRow();
    private final Map<String, TestRow> processes = new LinkedHashMap<>();
    private final Map<String, TestRow> events = new LinkedHashMap<>();
    private final Map<String, TestRow> peers = new LinkedHashMap<>();
    private final Map<String, TestRow> applications = new LinkedHashMap<>();
    private final List<Map<String, Object>> logs = new ArrayList<>();
    private final List<String> looks = new ArrayList<>();
    private final Map<String, List<String>> listened = new LinkedHashMap<>();
    private final Map<String, String> unheard = new LinkedHashMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private final Map<String, String> without = new HashMap<>();
    private final Set<String> cut = new HashSet<>();
    private Manifest.State state = Manifest.State.CAPTURED;
    private List<String> groups = List.of("");
    private long calls;
    private int linesLost;
    private final Map<Integer, Double> stands = new HashMap<>();
    private List<String> refused = List.of();
    private int gone = Integer.MAX_VALUE;

    private record Reply(int second, String tool, Map<String, Object> arguments, String text, Outcome outcome) {}

    TestNode(String name, List<Integer> seconds) {
        this.name = name;
        this.seconds = seconds;
        info.set("Name", name)
                .set("Uptime", s -> HOUR + s)
                .set("Version", Map.of("Name", "shop", "Release", "1.0"))
                .set("Framework", Map.of("Name", "Ergo Framework", "Release", "3.2.0"))
                .set("ProcessesTotal", s -> processes.size())
                .set("ProcessesSpawned", s -> processes.size())
                .set("ApplicationsTotal", s -> applications.size())
                .set("ApplicationsRunning", s -> applications.size())
                .set("LogMessages", List.of(0, 0, 5, 0, 0, 0))
                .set("UserTime", s -> 10_000_000_000L + s * 20_000_000L)
                .set("SystemTime", 4_000_000_000L)
                .set("ServerTime", s -> TestBundles.START.plusSeconds(s).toString());
        stats.set("goroutines", 30)
                .set("cpus", 4)
                .set("heap_alloc", s -> 20_000_000L + s % 7 * 100_000L)
                .set("heap_sys", 40_000_000L)
                .set("heap_inuse", 25_000_000L)
                .set("heap_objects", 100_000L)
                .set("stack_inuse", 1_000_000L)
                .set("total_alloc", s -> 900_000_000L + s * 1_000_000L)
                .set("sys", 60_000_000L)
                .set("num_gc", s -> 50 + s / 10)
                .set("last_gc_pause_ns", 100_000)
                .set("gc_cpu_percent", 0.01);
        application("shop_app", row -> {});
        process("<A.0.1001>", row -> row.set("Name", "front"));
    }

    public String name() {
        return name;
    }

    Manifest.State state() {
        return state;
    }

    /** A field of {@code node_info} at each second. */
    public TestNode info(String field, IntFunction<Object> value) {
        info.set(field, value);
        return this;
    }

    /** A field of {@code runtime_stats} at each second. */
    public TestNode stats(String field, IntFunction<Object> value) {
        stats.set(field, value);
        return this;
    }

    /** A process of the node; a healthy actor that takes ten messages a second until told otherwise. */
    public TestNode process(String pid, Consumer<TestRow> told) {
        TestRow row = new TestRow()
                .set("PID", pid)
                .set("Name", "")
                .set("Application", "shop_app")
                .set("Behavior", "main.Worker")
                .set("Kind", "actor")
                .set("MessagesIn", s -> 10_000 + 10 * s)
                .set("MessagesOut", 0)
                .set("MessagesMailbox", 0)
                .set("MailboxLatency", 0)
                .set("RunningTime", s -> 5_000_000L + s * 1000L)
                .set("InitTime", 3000)
                .set("Wakeups", s -> 10_000 + 10 * s)
                .set("Uptime", s -> HOUR + s)
                .set("State", "sleep")
                .set("StateTime", 50_000_000)
                .set("Parent", "<A.0.1>")
                .set("Leader", "<A.0.1>");
        told.accept(row);
        processes.put(pid, row);
        return this;
    }

    /** An event of the node, published and subscribed until told otherwise; {@code event} is its full text. */
    public TestNode event(String event, Consumer<TestRow> told) {
        TestRow row = new TestRow()
                .set("Event", event)
                .set("CreatedAt", TestBundles.START.minusSeconds(HOUR).getEpochSecond() * 1_000_000_000L)
                .set("Producer", "<A.0.1001>")
                .set("BufferSize", 0)
                .set("CurrentBuffer", 0)
                .set("Notify", false)
                .set("Open", false)
                .set("Subscribers", 2)
                .set("MessagesPublished", s -> 1000 + s)
                .set("MessagesLocalSent", s -> 2000 + 2 * s)
                .set("MessagesRemoteSent", 0)
                .set("LastPublishedAt", s -> TestBundles.START.plusSeconds(s).getEpochSecond() * 1_000_000_000L);
        told.accept(row);
        events.put(event, row);
        return this;
    }

    /** This node's side of its connection with a peer. */
    public TestNode peer(String peer, Consumer<TestRow> told) {
        TestRow row = new TestRow()
                .set("Node", peer)
                .set("Uptime", s -> HOUR + s)
                .set("ConnectionUptime", s -> HOUR + s)
                .set("Version", Map.of("Name", "shop", "Release", "1.0"))
                .set("PoolSize", 3)
                .set("PoolLen", 3)
                .set("PoolDSN", s -> null)
                .set("MessagesIn", s -> 50_000 + 20 * s)
                .set("MessagesOut", s -> 50_000 + 20 * s)
                .set("BytesIn", s -> 5_000_000 + 2000 * s)
                .set("BytesOut", s -> 5_000_000 + 2000 * s)
                .set("Reconnections", 0)
                .set("FragmentTimeouts", 0)
                .set("ClockSkew", 0);
        told.accept(row);
        peers.put(peer, row);
        return this;
    }

    /** Its links come in parts, each those whose peer's name holds one of these texts. */
    public TestNode linksInParts(String... texts) {
        groups = List.of(texts);
        return this;
    }

    /** An application of the node, running until told otherwise. */
    public TestNode application(String application, Consumer<TestRow> told) {
        TestRow row = new TestRow()
                .set("name", application)
                .set("state", "running")
                .set("mode", "permanent")
                .set("uptime", s -> HOUR + s)
                .set("processes", 1);
        told.accept(row);
        applications.put(application, row);
        return this;
    }

    /** A log message that the listener brought. */
    public TestNode log(int second, String level, String source, String message) {
        String time = TestBundles.START.plusSeconds(second).toString();
        logs.add(Map.of(
                "sequence",
                logs.size() + linesLost + 1,
                "timestamp",
                time,
                "data",
                Map.of("time", time, "level", level, "type", "process", "source", source, "message", message)));
        return this;
    }

    /** What the capture's listener to an event brought, entry by entry: a line of its series each, numbered from 1. */
    public TestNode hears(String event, String... lines) {
        listened.put(event, List.of(lines));
        return this;
    }

    /** An entry of what an event published at a second: its number, and its message as JSON. */
    public static String published(int number, int second, String message) {
        return "{\"sequence\": %d, \"timestamp\": \"%s\", \"data\": {\"event\": \"prices@a@host\", \"message\": %s}}"
                .formatted(number, TestBundles.START.plusSeconds(second), message);
    }

    /** The listener to an event could not be started. */
    public TestNode cannotHear(String event, String error) {
        unheard.put(event, error);
        return this;
    }

    /** So many log messages were gone from the listener's ring before they were read. */
    public TestNode lost(int lines) {
        linesLost += lines;
        return this;
    }

    /** A further reply, or one instead of the healthy one of that tool when the tool was taken away. */
    public TestNode reply(int second, String tool, Map<String, Object> arguments, String text) {
        replies.add(new Reply(second, tool, arguments, text, Outcome.OK));
        return this;
    }

    /** A call that was never answered. */
    public TestNode late(int second, String tool, Map<String, Object> arguments) {
        replies.add(new Reply(second, tool, arguments, "", Outcome.TIMEOUT));
        return this;
    }

    /** A CPU profile of five seconds: {@code flat% cum% function} lines. */
    public TestNode cpuProfile(long busyNanos, String... rows) {
        without.put("pprof_cpu", "");
        return reply(
                seconds.get(0),
                "pprof_cpu",
                Map.of("duration", 5, "limit", 50),
                "CPU profile: 5 seconds, " + busyNanos + " total samples, showing " + rows.length
                        + "\n\nflat%    cum%     function\n" + String.join("\n", rows) + "\n");
    }

    /** A heap profile: {@code inuse alloc function} lines. */
    public TestNode heapProfile(int second, String inUse, String... rows) {
        without.put("pprof_heap", "");
        return reply(
                second,
                "pprof_heap",
                Map.of("limit", 50),
                "heap profile: total inuse " + inUse + ", showing " + rows.length
                        + "\n\ninuse        alloc        function\n" + String.join("\n", rows) + "\n");
    }

    /** A debug=1 dump, filtered by the frame that runs actors, whose blocks are given. */
    public TestNode goroutines(int second, int total, String... blocks) {
        without.put("pprof_goroutines", "");
        return reply(
                second,
                "pprof_goroutines",
                Map.of("debug", 1, "filter", "ProcessRun", "limit", 100),
                "goroutine profile: total " + total + ", matched " + blocks.length + ", showing " + blocks.length
                        + "\n\n" + String.join("\n\n", blocks) + "\n");
    }

    /** A look of the goroutine sampler at the actors at work, by the node's clock. */
    public TestNode look(double second, String... blocks) {
        return look(second, blocks.length, blocks);
    }

    /** A look that shows only some of the actors that were at work. */
    public TestNode look(double second, int matched, String... blocks) {
        int left = matched - blocks.length;
        String dump = "goroutine profile: total 30, matched " + matched + ", showing " + blocks.length + "\n\n"
                + String.join("\n\n", blocks)
                + (left == 0 ? "" : "\n\n... " + left + " more matched goroutines not shown");
        return line(JSON.writeValueAsString(Map.of(
                "sequence",
                looks.size() + 1,
                "timestamp",
                TestBundles.START.plusMillis((long) (1000 * second)).toString(),
                "data",
                Map.of("content", List.of(Map.of("type", "text", "text", dump))))));
    }

    /** A line of the series of the goroutine sampler. */
    public TestNode line(String text) {
        looks.add(text);
        return this;
    }

    /** A block of a debug=1 dump. */
    public static String block(int count, String pid, String... functions) {
        StringBuilder block = new StringBuilder(count + " @ 0x1 0x2\n");
        if (!pid.isEmpty()) {
            block.append("# labels: {\"pid\":\"").append(pid).append("\"}\n");
        }
        for (String function : functions) {
            block.append("#\t0x1\t").append(function).append("+0x1\tfile.go:10\n");
        }
        return block.toString().stripTrailing();
    }

    /** The tool brings nothing: its calls fail with that text. */
    public TestNode without(String tool, String error) {
        without.put(tool, error);
        return this;
    }

    /** The lists of the tool, or those of the "young" processes, are not known to be complete. */
    public TestNode cut(String tool) {
        cut.add(tool);
        return this;
    }

    /** The node answers nothing at all. */
    public TestNode silent() {
        state = Manifest.State.SILENT;
        return this;
    }

    /** The user left the node out. */
    public TestNode excluded() {
        state = Manifest.State.EXCLUDED;
        return this;
    }

    /** What is asked from that second on is answered so many seconds after it. */
    public TestNode standsStill(int second, double length) {
        stands.put(second, length);
        return this;
    }

    private Duration took(int second) {
        double until = stands.entrySet().stream()
                .filter(still -> second >= still.getKey() && second < still.getKey() + still.getValue())
                .mapToDouble(still -> still.getKey() + still.getValue())
                .max()
                .orElse(second);
        return Duration.ofMillis((long) (1000 * (until - second)));
    }

    /** No ping of it to these nodes comes back. */
    public TestNode refusesPings(List<String> nodes) {
        without.put("network_ping", "");
        refused = List.copyOf(nodes);
        return this;
    }

    /** From that second on no question reaches the node. */
    public TestNode goneFrom(int second) {
        gone = second;
        return this;
    }

    void write(BundleWriter writer) {
        if (state == Manifest.State.EXCLUDED) {
            append(writer, 0, "node_info", Map.of(), "", Outcome.SKIPPED, "excluded: not asked, as --exclude says");
            return;
        }
        if (state == Manifest.State.SILENT) {
            append(writer, 0, "node_info", Map.of(), "", Outcome.UNREACHABLE, "remote call failed: no route");
            return;
        }
        int reading = 1;
        for (int second : seconds) {
            object(writer, second, reading, "node_info", info);
            object(writer, second, reading, "runtime_stats", stats);
            list(writer, second, reading, "process_list", processes);
            list(writer, second, reading, "event_list", events);
            links(writer, second, reading);
            reading++;
        }
        list(writer, seconds.get(0), 1, "app_list", applications);
        list(writer, seconds.get(seconds.size() - 1), 2, "app_list", applications);
        once(
                writer,
                "network_info",
                Map.of(),
                "{\"Mode\":\"enabled\",\"Nodes\":[],\"ConnectionsEstablished\":0,\"ConnectionsLost\":0}");
        once(
                writer,
                "network_acceptors",
                Map.of(),
                "[{\"Interface\":\"0.0.0.0:1\",\"TLS\":false,\"HandshakeErrors\":0}]");
        once(
                writer,
                "pprof_cpu",
                Map.of("duration", 5, "limit", 50),
                "CPU profile: 5 seconds, 50000000 total samples, showing 1\n\nflat%    cum%     function\n100.0    100.0    runtime.futex\n");
        String heap =
                "heap profile: total inuse 5.0MB, showing 1\n\ninuse        alloc        function\n5.0MB        9.0MB        runtime.mallocgc\n";
        once(writer, "pprof_heap", Map.of("limit", 50), heap);
        once(writer, "pprof_heap", Map.of("limit", 50), heap);
        once(
                writer,
                "pprof_goroutines",
                Map.of("debug", 1, "filter", "ProcessRun", "limit", 100),
                "goroutine profile: total 30, matched 0, showing 0\n");
        peers.keySet()
                .forEach(peer -> once(writer, "network_ping", Map.of("name", peer), "ping " + peer + ": rtt 0.42ms"));
        refused.stream().filter(peer -> !peer.equals(name)).forEach(peer -> {
            for (int second : List.of(seconds.get(0), seconds.get(seconds.size() - 1))) {
                String failed = "ping " + peer + " failed: no route";
                append(writer, second, "network_ping", Map.of("name", peer), "", Outcome.TOOL_ERROR, failed);
            }
        });
        log(writer);
        listened.forEach((event, lines) ->
                append(writer, 0, "sample_listen", Map.of("event", event), String.join("\n", lines), Outcome.OK, ""));
        unheard.forEach((event, error) ->
                append(writer, 0, "sample_listen", Map.of("event", event), "", Outcome.TOOL_ERROR, error));
        looks(writer);
        for (Reply reply : replies) {
            append(
                    writer,
                    reply.second(),
                    reply.tool(),
                    reply.arguments(),
                    reply.text(),
                    reply.outcome(),
                    reply.outcome() == Outcome.OK ? "" : "remote call to '" + name + "' failed: timed out");
        }
    }

    private void object(BundleWriter writer, int second, int reading, String tool, TestRow row) {
        asked(writer, second, reading, tool, Map.of(), JSON.writeValueAsString(row.at(second)), -1);
    }

    private void links(BundleWriter writer, int second, int reading) {
        for (String text : groups) {
            List<Map<String, Object>> there = peers.entrySet().stream()
                    .filter(peer -> peer.getKey().contains(text))
                    .filter(peer -> peer.getValue().isPresent(second))
                    .map(peer -> peer.getValue().at(second))
                    .toList();
            asked(
                    writer,
                    second,
                    reading,
                    "network_nodes",
                    text.isEmpty() ? Map.of() : Map.of("name", text),
                    there.isEmpty() ? "null" : JSON.writeValueAsString(there),
                    there.size());
        }
    }

    private void list(BundleWriter writer, int second, int reading, String tool, Map<String, TestRow> rows) {
        List<Map<String, Object>> there = rows.values().stream()
                .filter(row -> row.isPresent(second))
                .map(row -> row.at(second))
                .toList();
        asked(
                writer,
                second,
                reading,
                tool,
                tool.endsWith("_list") ? Map.of("limit", -1) : Map.of(),
                there.isEmpty() ? "null" : JSON.writeValueAsString(there),
                there.size());
    }

    private void once(BundleWriter writer, String tool, Map<String, Object> arguments, String text) {
        asked(writer, seconds.get(seconds.size() / 2), 0, tool, arguments, text, -1);
    }

    private void log(BundleWriter writer) {
        StringBuilder lines = new StringBuilder();
        logs.forEach(entry -> lines.append(JSON.writeValueAsString(entry)).append('\n'));
        asked(
                writer,
                seconds.get(0),
                0,
                "sample_listen",
                Map.of("log_levels", List.of("error", "panic")),
                lines.toString(),
                logs.size());
    }

    private void looks(BundleWriter writer) {
        if (!looks.isEmpty()) {
            Map<String, Object> dump = Map.of("debug", 1, "limit", 9, "filter", "ProcessRun", "exclude", "toolPprof");
            append(
                    writer,
                    seconds.get(0),
                    "sample_start",
                    Map.of("tool", "pprof_goroutines", "arguments", dump, "interval_ms", 500),
                    String.join("\n", looks) + "\n",
                    Outcome.OK,
                    "");
        }
    }

    private void asked(
            BundleWriter writer,
            int second,
            int reading,
            String tool,
            Map<String, Object> arguments,
            String text,
            int rows) {
        String error = without.get(tool);
        if (second >= gone) {
            String lost = "remote call to '" + name + "' failed: no route";
            append(writer, second, tool, arguments, "", Outcome.TOOL_ERROR, lost, 0, -1);
        } else if (error == null) {
            append(writer, second, tool, arguments, text, Outcome.OK, "", reading, rows);
        } else if (!error.isEmpty()) {
            append(writer, second, tool, arguments, "", Outcome.TOOL_ERROR, error, reading, rows);
        }
    }

    private void append(
            BundleWriter writer,
            int second,
            String tool,
            Map<String, Object> arguments,
            String text,
            Outcome outcome,
            String error) {
        append(writer, second, tool, arguments, text, outcome, error, 0, -1);
    }

    private void append(
            BundleWriter writer,
            int second,
            String tool,
            Map<String, Object> arguments,
            String text,
            Outcome outcome,
            String error,
            int reading,
            int rows) {
        calls++;
        Optional<Stored> stored = outcome.answered()
                ? Optional.of(writer.store(file(tool), text.getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
        boolean list = tool.equals("process_list") || tool.equals("event_list");
        writer.append(new Call(
                writer.calls().size() + 1L,
                new Asked(name, tool, arguments, ""),
                new Timing(
                        TestBundles.START.plusSeconds(second),
                        tool.equals("sample_listen")
                                ? Duration.ofSeconds(Math.min(seconds.get(seconds.size() - 1), gone - 10))
                                : took(second)),
                outcome,
                Failure.of(outcome.answered() ? OptionalInt.empty() : OptionalInt.of(-32603), error),
                reading > 0 ? OptionalInt.of(reading) : OptionalInt.empty(),
                stored,
                new ListPart(
                        arguments.containsKey("event")
                                ? "event-" + arguments.get("event")
                                : list && !arguments.containsKey("max_uptime") ? "all" : list ? "young" : "",
                        1,
                        list
                                ? Optional.of(!cut.contains(arguments.containsKey("max_uptime") ? "young" : tool))
                                : Optional.empty(),
                        OptionalLong.empty(),
                        rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows),
                        OptionalLong.empty(),
                        false)));
    }

    private String file(String tool) {
        String kind = tool.startsWith("pprof_") || tool.equals("network_ping") ? "txt" : "json";
        return "nodes/" + name + "/" + tool + "." + String.format(java.util.Locale.ROOT, "%03d", calls) + "."
                + (tool.startsWith("sample_") ? "jsonl" : kind);
    }
}
