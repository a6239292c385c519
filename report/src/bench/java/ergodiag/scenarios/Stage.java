package ergodiag.scenarios;

import ergodiag.verdicts.Material;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recording of a healthy cluster on which a trouble is staged: what its nodes reply is changed by the second at which they were asked. Nodes
 * and processes are those of the sample {@code healthy-three-nodes}; times are seconds since the capture began.
 */
final class Stage {
    /** Changes a row or a reply that was given so many seconds after the beginning. */
    interface Change<T> {
        void at(T reply, double second);
    }

    private interface Edit {
        JsonNode of(ObjectNode call, JsonNode reply, double second);
    }

    private record Line(double second, String level, String type, String source, String message) {}

    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warning", "error", "panic");
    private static final String LOG = "series.sample_listen.log.jsonl";

    private final Material material;
    private final Instant started;
    private final List<Edit> edits = new ArrayList<>();
    private final Map<String, List<Line>> lines = new TreeMap<>();
    private final Map<String, Double> silentFrom = new TreeMap<>();
    private final Map<String, Double> apartFrom = new TreeMap<>();
    private final Map<Double, Double> held = new TreeMap<>();

    Stage(Material material) {
        this.material = material;
        this.started = Instant.parse(
                material.manifest().path("capture").path("started").asString());
    }

    /** Every reply to a tool. */
    Stage replies(String node, String tool, Change<JsonNode> change) {
        edits.add((call, reply, second) -> {
            if (call.path("node").asString("").equals(node)
                    && Material.tool(call).equals(tool)) {
                change.at(reply, second);
            }
            return reply;
        });
        return this;
    }

    /** What {@code node_info} says. */
    Stage info(String node, Change<ObjectNode> change) {
        return replies(node, "node_info", (reply, second) -> change.at((ObjectNode) reply, second));
    }

    /** What {@code runtime_stats} says. */
    Stage stats(String node, Change<ObjectNode> change) {
        return replies(node, "runtime_stats", (reply, second) -> change.at((ObjectNode) reply, second));
    }

    /** All rows of a list, to add some or take some away. */
    Stage rows(String node, String tool, Change<ArrayNode> change) {
        return replies(node, tool, (reply, second) -> {
            if (reply instanceof ArrayNode rows) {
                change.at(rows, second);
            }
        });
    }

    /** The rows of a list of which a field has that value, and a reply that is such a row alone. */
    Stage each(String node, List<String> tools, String field, String value, Change<ObjectNode> change) {
        for (String tool : tools) {
            replies(node, tool, (reply, second) -> {
                if (reply instanceof ObjectNode row) {
                    if (row.path(field).asString("").equals(value)) {
                        change.at(row, second);
                    }
                } else {
                    reply.forEach(row -> {
                        if (row.path(field).asString("").equals(value)) {
                            change.at((ObjectNode) row, second);
                        }
                    });
                }
            });
        }
        return this;
    }

    /** A process in lists and by itself; what waits in all its queues waits in the main one. */
    Stage process(String node, String name, Change<ObjectNode> change) {
        return each(node, List.of("process_list", "process_info", "app_processes"), "Name", name, (row, second) -> {
            if (row.path("MailboxQueues") instanceof ObjectNode queues) {
                row.put("MessagesMailbox", queues.path("Main").asLong());
                change.at(row, second);
                queues.put("Main", row.path("MessagesMailbox").asLong());
                row.remove("MessagesMailbox");
            } else {
                change.at(row, second);
            }
        });
    }

    /** That node's side of a connection. */
    Stage side(String node, String peer, Change<ObjectNode> change) {
        return each(node, List.of("network_nodes", "network_node_info"), "Node", peer, change);
    }

    Stage event(String node, String name, Change<ObjectNode> change) {
        return replies(
                node,
                "event_list",
                (reply, second) -> reply.forEach(row -> {
                    if (row.path("Event").asString("").contains(":" + name + ">")) {
                        change.at((ObjectNode) row, second);
                    }
                }));
    }

    Stage application(String node, String name, Change<ObjectNode> change) {
        return each(node, List.of("app_list", "app_info"), "name", name, change);
    }

    /** What a process says of itself. */
    Stage inspected(String node, String pid, Change<ObjectNode> change) {
        edits.add((call, reply, second) -> {
            if (call.path("node").asString("").equals(node)
                    && Material.tool(call).equals("process_inspect")
                    && call.path("arguments").path("pid").asString("").equals(pid)
                    && reply instanceof ObjectNode said) {
                change.at(said, second);
            }
            return reply;
        });
        return this;
    }

    /** A message in the log, counted by the node too. */
    Stage log(String node, double second, String level, String source, String message) {
        lines.computeIfAbsent(node, name -> new ArrayList<>()).add(new Line(second, level, "process", source, message));
        return this;
    }

    /** A message of the network's part of the framework about a peer. */
    Stage networkLog(String node, double second, String level, String peer, String message) {
        lines.computeIfAbsent(node, name -> new ArrayList<>())
                .add(new Line(second, level, "network", node + " <-> " + peer, message));
        return this;
    }

    /** From then on it answers nothing. */
    Stage gone(String node, double from) {
        silentFrom.put(node, from);
        return this;
    }

    /** Between these seconds no question is answered: those asked then are answered at the end. */
    Stage held(double from, double until) {
        held.put(from, until);
        return this;
    }

    /** From then on that node neither knows the peer nor reaches it. */
    Stage apart(String node, String peer, double from) {
        apartFrom.put(node + " " + peer, from);
        return this;
    }

    /** The bundle as such a cluster would have brought it. */
    Material staged() {
        lines.forEach((node, logged) -> info(node, (info, second) -> {
            ArrayNode counts = (ArrayNode) info.path("LogMessages");
            logged.stream().filter(line -> line.second() <= second).forEach(line -> {
                int level = LEVELS.indexOf(line.level());
                counts.set(level, counts.path(level).asLong() + 1);
            });
        }));
        Map<String, String> files = new LinkedHashMap<>(material.files());
        List<ObjectNode> ledger =
                material.ledger().stream().map(ObjectNode::deepCopy).toList();
        for (ObjectNode call : ledger) {
            String node = call.path("node").asString("");
            String file = Material.file(call);
            double second = second(call);
            held.forEach((from, until) -> {
                if (second >= from && second < until) {
                    call.put(
                            "took_ms",
                            1000 * (until - second) + call.path("took_ms").asDouble());
                }
            });
            String to = node + " " + call.path("arguments").path("name").asString("");
            if (second >= silentFrom.getOrDefault(node, Double.MAX_VALUE)
                    || second >= apartFrom.getOrDefault(to, Double.MAX_VALUE)
                            && Material.tool(call).startsWith("network_")) {
                files.remove(file);
                List.of("file", "bytes", "rows", "truncated").forEach(call::remove);
                boolean silent = second >= silentFrom.getOrDefault(node, Double.MAX_VALUE);
                call.put("outcome", silent ? "unreachable" : "tool_error")
                        .putObject("error")
                        .put("message", silent ? "remote call failed: no route" : "no route");
            } else if (file.endsWith(".json")) {
                Optional.ofNullable(files.get(file)).ifPresent(text -> {
                    JsonNode reply = Material.JSON.readTree(text);
                    for (Edit edit : edits) {
                        reply = edit.of(call, reply, second);
                    }
                    files.put(file, reply.toString());
                });
            }
        }
        lines.forEach((node, logged) ->
                files.computeIfPresent("nodes/" + node + "/" + LOG, (file, text) -> withLines(text, logged)));
        return new Material(material.manifest().deepCopy(), ledger, files);
    }

    private double second(ObjectNode call) {
        return Duration.between(started, Instant.parse(call.path("started").asString()))
                        .toMillis()
                / 1000.0;
    }

    private String withLines(String text, List<Line> added) {
        List<ObjectNode> entries = new ArrayList<>();
        text.lines().forEach(line -> entries.add((ObjectNode) Material.JSON.readTree(line)));
        for (Line line : added) {
            String time = started.plusMillis(Math.round(line.second() * 1000)).toString();
            ObjectNode entry = Material.JSON.createObjectNode().put("timestamp", time);
            entry.putObject("data")
                    .put("level", line.level())
                    .put("message", line.message())
                    .put("source", line.source())
                    .put("time", time)
                    .put("type", line.type());
            entries.add(entry);
        }
        entries.sort(java.util.Comparator.comparing(
                entry -> Instant.parse(entry.path("timestamp").asString())));
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            told.append(entries.get(i).put("sequence", i + 1)).append('\n');
        }
        return told.toString();
    }

    /** Adds to a counter. */
    static void add(ObjectNode row, String field, double more) {
        row.put(field, row.path(field).asLong() + Math.round(more));
    }

    /** So many seconds after an instant, none before it. */
    static double after(double from, double second) {
        return Math.max(0, second - from);
    }
}
