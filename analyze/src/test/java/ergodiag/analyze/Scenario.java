package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.findings.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The healthy recording with something done to it, consistently over its files as real nodes would tell it. What is done is a function of
 * the seconds since the first call.
 */
public final class Scenario {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HealthyRecording HEALTHY = HealthyRecording.get();
    static final Instant START =
            Instant.parse(HEALTHY.calls().get(0).path("started").asString());
    static final List<String> NODES = List.of("core-1@fra", "core-2@fra", "core-3@fra");
    private static final Map<String, String> PREFIX =
            Map.of("core-1@fra", "1B30E9C5", "core-2@fra", "08151198", "core-3@fra", "9FF54552");
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warning", "error", "panic");

    private interface Edit {
        JsonNode of(double second, JsonNode reply);
    }

    private record Log(double second, String level, String source, String message) {}

    private record Reply(double second, String node, String tool, Map<String, Object> arguments, String text) {}

    private final Map<String, List<Edit>> edits = new LinkedHashMap<>();
    private final Map<String, List<Actor>> actors = new LinkedHashMap<>();
    private final Map<String, List<Standstill>> stacks = new LinkedHashMap<>();
    private final Map<String, List<Log>> logs = new LinkedHashMap<>();
    private final Map<String, Integer> listenerHolds = new LinkedHashMap<>();
    private final Map<String, DoubleUnaryOperator> pings = new LinkedHashMap<>();
    private final Map<String, DoubleFunction<String>> texts = new LinkedHashMap<>();
    private final Map<String, String> failing = new LinkedHashMap<>();
    private final Map<String, Double> silentFrom = new LinkedHashMap<>();
    private final List<Reply> replies = new ArrayList<>();

    /** A pid of that node. */
    public static String pid(String node, int number) {
        return "<" + PREFIX.get(node) + ".0." + number + ">";
    }

    /** A counter or gauge of {@code node_info}, {@code runtime_stats} or {@code network_info} changes by so much. */
    Scenario adds(String node, String tool, String field, DoubleUnaryOperator more) {
        return edit(node, tool, (second, reply) -> {
            ObjectNode object = (ObjectNode) reply;
            long was = object.path(field).asLong(0);
            object.put(field, was + (long) more.applyAsDouble(second));
            return reply;
        });
    }

    /** Fields of the rows of a list that are meant change. */
    Scenario rows(String node, String tool, Predicate<ObjectNode> which, RowEdit change) {
        return edit(node, tool, (second, reply) -> {
            if (reply instanceof ArrayNode rows) {
                rows.forEach(row -> {
                    if (which.test((ObjectNode) row)) {
                        change.at(second, (ObjectNode) row);
                    }
                });
            }
            return reply;
        });
    }

    /** The listeners in {@code network_info} change as those in the list of acceptors do. */
    Scenario acceptorsOfInfo(String node, RowEdit change) {
        return edit(node, "network_info", (second, reply) -> {
            reply.path("Acceptors").forEach(row -> change.at(second, (ObjectNode) row));
            return reply;
        });
    }

    /** What happens to a row at a second. */
    interface RowEdit {
        void at(double second, ObjectNode row);
    }

    /** Rows of a list that are meant are not in it from a second on. */
    Scenario without(String node, String tool, double from, Predicate<ObjectNode> which) {
        return edit(node, tool, (second, reply) -> {
            if (second < from || !(reply instanceof ArrayNode rows)) {
                return reply;
            }
            ArrayNode kept = JSON.createArrayNode();
            rows.forEach(row -> {
                if (!which.test((ObjectNode) row)) {
                    kept.add(row);
                }
            });
            return kept;
        });
    }

    Scenario actor(String node, Actor actor) {
        actors.computeIfAbsent(node, key -> new ArrayList<>()).add(actor);
        return this;
    }

    Scenario stands(String node, Standstill stack) {
        stacks.computeIfAbsent(node, key -> new ArrayList<>()).add(stack);
        return this;
    }

    /** A further row in the event list. */
    Scenario event(String node, Map<String, DoubleFunction<Object>> fields) {
        return row(node, "event_list", second -> {
            Map<String, Object> row = new LinkedHashMap<>();
            fields.forEach((field, value) -> row.put(field, value.apply(second)));
            return row;
        });
    }

    /** A further row in a list. */
    Scenario row(String node, String tool, DoubleFunction<Map<String, Object>> told) {
        return edit(node, tool, (second, reply) -> {
            ((ArrayNode) reply).add(JSON.valueToTree(told.apply(second)));
            return reply;
        });
    }

    /** A log message; counted in {@code LogMessages}, and brought by the listener unless its buffer ran over. */
    Scenario logs(String node, double second, String level, String source, String message) {
        logs.computeIfAbsent(node, key -> new ArrayList<>()).add(new Log(second, level, source, message));
        return this;
    }

    /** The listener of the node kept only the newest so many messages of this scenario. */
    Scenario listenerHolds(String node, int newest) {
        listenerHolds.put(node, newest);
        return this;
    }

    /** The text of that tool's replies is another one. */
    Scenario text(String node, String tool, java.util.function.DoubleFunction<String> told) {
        texts.put(node + " " + tool, told);
        return this;
    }

    Scenario ping(String from, String to, DoubleUnaryOperator millis) {
        pings.put(from + " " + to, millis);
        return this;
    }

    /** A further reply that a capture would fetch of a suspect. */
    Scenario reply(double second, String node, String tool, Map<String, Object> arguments, Object json) {
        replies.add(new Reply(second, node, tool, arguments, JSON.writeValueAsString(json)));
        return this;
    }

    /** That tool brings nothing from the node but an error. */
    Scenario fails(String node, String tool, String error) {
        failing.put(node + " " + tool, error);
        return this;
    }

    /** From that second on nobody reaches the node. */
    Scenario silent(String node, double from) {
        silentFrom.put(node, from);
        for (String peer : NODES) {
            if (!peer.equals(node)) {
                without(
                        peer,
                        "network_nodes",
                        from,
                        row -> row.path("Node").asString().equals(node));
            }
        }
        return this;
    }

    private Scenario edit(String node, String tool, Edit edit) {
        edits.computeIfAbsent(node + " " + tool, key -> new ArrayList<>()).add(edit);
        return this;
    }

    /** Judges the whole bundle. */
    public Findings judge(Path folder) {
        try (Bundle bundle = Bundle.open(written(folder, Thinning.NONE))) {
            return ergodiag.playbooks.Playbooks.judge(bundle);
        }
    }

    /** Writes what a capture of a minute would have brought. */
    Path writeThinned(Path folder) {
        Map<String, Set<String>> suspects = new LinkedHashMap<>();
        actors.forEach((node, there) -> there.stream()
                .filter(actor -> !actor.state(50).equals("sleep"))
                .map(actor -> String.valueOf(actor.value("Behavior", 50)))
                .forEach(behavior -> suspects.computeIfAbsent(node, key -> new TreeSet<>())
                        .add("(*" + behavior.substring(behavior.lastIndexOf('.') + 1) + ")")));
        return written(folder, new Thinning(true, suspects));
    }

    private Path written(Path folder, Thinning thinning) {
        try {
            write(folder, thinning);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path folder, Thinning thinning) throws IOException {
        StringBuilder ledger = new StringBuilder();
        List<ObjectNode> calls = new ArrayList<>();
        HEALTHY.calls().forEach(call -> calls.add(call.deepCopy()));
        int added = 0;
        Map<ObjectNode, String> further = new java.util.IdentityHashMap<>();
        for (Reply reply : replies) {
            added++;
            ObjectNode call = JSON.createObjectNode();
            call.put("id", 90_000 + added)
                    .put("node", reply.node())
                    .put("tool", reply.tool())
                    .put(
                            "started",
                            START.plusMillis((long) (1000 * reply.second())).toString())
                    .put("took_ms", 1)
                    .put("outcome", "ok")
                    .put("file", "nodes/" + reply.node() + "/" + reply.tool() + ".added." + added + ".json");
            call.set("arguments", JSON.valueToTree(reply.arguments()));
            calls.add(call);
            further.put(call, reply.text());
        }
        for (ObjectNode call : thinning.calls(calls)) {
            String file = call.path("file").asString("");
            double second = second(call);
            String asked = call.path("node").asString("");
            boolean ping =
                    silentFrom.getOrDefault(call.path("arguments").path("name").asString(""), 1e9) <= second
                            && call.path("tool").asString().equals("network_ping");
            if (silentFrom.getOrDefault(asked, 1e9) <= second || ping) {
                call.put("outcome", ping ? "tool_error" : "unreachable");
                call.set(
                        "error",
                        JSON.createObjectNode()
                                .put("code", -32603)
                                .put("message", "remote call to '" + asked + "' failed: no route to node"));
                call.remove("file");
                file = "";
            }
            String failure =
                    failing.getOrDefault(asked + " " + call.path("tool").asString(), "");
            if (!failure.isEmpty()) {
                call.put("outcome", "tool_error");
                call.set("error", JSON.createObjectNode().put("code", -32603).put("message", failure));
                call.remove("file");
                file = "";
            }
            if (!file.isEmpty()) {
                String text = further.containsKey(call)
                        ? further.get(call)
                        : edited(
                                call,
                                second,
                                HEALTHY.files().get(call.path("source").asString(file)),
                                thinning);
                Path path = folder.resolve(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
            call.remove("source");
            call.remove("sha256");
            ledger.append(JSON.writeValueAsString(call)).append('\n');
        }
        Files.writeString(folder.resolve("calls.jsonl"), ledger.toString());
        Files.writeString(folder.resolve("manifest.json"), thinning.manifest(HEALTHY.manifest(), silentFrom));
    }

    static double second(ObjectNode call) {
        return Duration.between(START, Instant.parse(call.path("started").asString()))
                        .toNanos()
                / 1e9;
    }

    private String edited(ObjectNode call, double second, String text, Thinning thinning) {
        String node = call.path("node").asString("");
        String tool = call.path("tool").asString();
        if (texts.containsKey(node + " " + tool)) {
            return texts.get(node + " " + tool).apply(second);
        }
        return switch (tool) {
            case "network_ping" ->
                pinged(node, call.path("arguments").path("name").asString(), second, text);
            case "pprof_goroutines" -> DumpText.of(text, call, stacks.getOrDefault(node, List.of()), second);
            case "sample_listen" ->
                call.path("file").asString().endsWith(".jsonl") ? logged(node, text, thinning) : text;
            default -> isEdited(node, tool) ? json(node, tool, second, text) : text;
        };
    }

    private boolean isEdited(String node, String tool) {
        return edits.containsKey(node + " " + tool)
                || List.of("node_info", "runtime_stats", "process_list").contains(tool) && !node.isEmpty();
    }

    private String json(String node, String tool, double second, String text) {
        JsonNode reply = JSON.readTree(text);
        List<Actor> there = actors.getOrDefault(node, List.of());
        int goroutines = stacks.getOrDefault(node, List.of()).stream()
                .mapToInt(stack -> stack.count().applyAsInt(second))
                .sum();
        if (tool.equals("process_list")) {
            there.stream()
                    .filter(actor -> actor.isAt(second))
                    .forEach(actor -> ((ArrayNode) reply).add(JSON.valueToTree(actor.at(second))));
        } else if (tool.equals("runtime_stats")) {
            bump((ObjectNode) reply, "goroutines", goroutines);
            bump((ObjectNode) reply, "stack_inuse", 8192L * goroutines);
        } else if (tool.equals("node_info")) {
            bump((ObjectNode) reply, "Goroutines", goroutines);
            counted((ObjectNode) reply, there, second);
            List<Log> logged = logs.getOrDefault(node, List.of());
            ArrayNode levels = (ArrayNode) reply.path("LogMessages");
            logged.stream().filter(log -> log.second() <= second).forEach(log -> {
                int level = LEVELS.indexOf(log.level());
                levels.set(level, levels.get(level).asLong() + 1);
            });
        }
        JsonNode result = reply;
        for (Edit edit : edits.getOrDefault(node + " " + tool, List.of())) {
            result = edit.of(second, result);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result);
    }

    private static void counted(ObjectNode info, List<Actor> actors, double second) {
        for (Actor actor : actors) {
            boolean there = actor.isAt(second);
            boolean born = actor.wasBornBy(second);
            String state = there ? actor.state(second) : "";
            bump(info, "ProcessesTotal", there ? 1 : 0);
            bump(info, "ProcessesSpawned", born ? 1 : 0);
            bump(info, "ProcessesTerminated", born && !there ? 1 : 0);
            bump(info, "ProcessesRunning", state.equals("running") ? 1 : 0);
            bump(info, "ProcessesWaitResponse", state.equals("wait response") ? 1 : 0);
            bump(info, "ProcessesZombee", state.equals("zombee") ? 1 : 0);
            bump(info, "RegisteredNames", there && !actor.value("Name", second).equals("") ? 1 : 0);
        }
    }

    private static void bump(ObjectNode object, String field, long by) {
        object.put(field, object.path(field).asLong(0) + by);
    }

    private String pinged(String from, String to, double second, String text) {
        DoubleUnaryOperator millis = pings.get(from + " " + to);
        return millis == null
                ? text
                : String.format(java.util.Locale.ROOT, "ping %s: rtt %.2fms", to, millis.applyAsDouble(second));
    }

    private String logged(String node, String text, Thinning thinning) {
        List<JsonNode> entries = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> entries.add(JSON.readTree(line)));
        List<Log> own = logs.getOrDefault(node, List.of());
        int lost = Math.max(0, own.size() - listenerHolds.getOrDefault(node, Integer.MAX_VALUE));
        for (Log log : own) {
            String time = START.plusMillis((long) (1000 * log.second())).toString();
            entries.add(JSON.valueToTree(Map.of(
                    "timestamp",
                    time,
                    "data",
                    Map.of(
                            "time", time,
                            "level", log.level(),
                            "type", "process",
                            "source", log.source(),
                            "message", log.message()))));
        }
        List<JsonNode> kept = new ArrayList<>(entries.stream()
                .filter(entry -> thinning.keeps(
                        entry.path("timestamp").asString(),
                        entry.path("data").path("level").asString()))
                .sorted(java.util.Comparator.comparing((JsonNode entry) ->
                        Instant.parse(entry.path("timestamp").asString())))
                .toList());
        StringBuilder lines = new StringBuilder();
        for (int i = Math.min(lost, kept.size()); i < kept.size(); i++) {
            ((ObjectNode) kept.get(i)).put("sequence", i + 1);
            lines.append(JSON.writeValueAsString(kept.get(i))).append('\n');
        }
        return lines.toString();
    }
}
