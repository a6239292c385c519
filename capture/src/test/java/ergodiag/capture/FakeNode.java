package ergodiag.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A hand-made cluster behind one endpoint on loopback: an entry node, others behind the wall, answers as a test lays them down. */
final class FakeNode implements AutoCloseable {
    static final String ENTRY = "one@host";
    static final String OTHER = "two@host";
    static final ObjectMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final Map<String, List<ObjectNode>> processes = new TreeMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<String> token = Optional.empty();
    private volatile List<String> offered =
            Arrays.stream(Tool.values()).map(Tool::toolName).toList();

    FakeNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/mcp", this::serve);
        server.start();
        for (String node : List.of(ENTRY, OTHER)) {
            processes.put(node, new ArrayList<>());
            says(node, "runtime_stats", "{\"goroutines\": 12, \"cpus\": 2}");
            says(node, "pprof_goroutines", "goroutine profile: total 12, matched 0, showing 0\n\n");
            says(node, "pprof_heap", "heap profile: total inuse 1.0MB, matched 0 functions, showing 0\n");
            says(node, "network_info", "{\"Mode\": \"enabled\"}");
        }
        says(
                ENTRY,
                "cluster_nodes",
                "[{\"name\": \"%s\", \"status\": \"self\"}, {\"name\": \"%s\"}]".formatted(ENTRY, OTHER));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    void wants(String secret) {
        token = Optional.of(secret);
    }

    void offersNot(String tool) {
        offered = offered.stream().filter(name -> !name.equals(tool)).toList();
    }

    void says(String node, String tool, String text) {
        texts.put(node + " " + tool, text);
    }

    void refuses(String node, String error) {
        errors.put(node, error);
    }

    void runs(String node, String application, String behavior, int uptime, String state) {
        ObjectNode row = JSON.createObjectNode();
        row.put("PID", "<ABC.0.%d>".formatted(1000 + processes.get(node).size()));
        row.put("Name", "")
                .put("Application", application)
                .put("Behavior", behavior)
                .put("Kind", "actor");
        row.put("MessagesIn", 1).put("MessagesOut", 0).put("MessagesMailbox", 0).put("MailboxLatency", 0);
        row.put("RunningTime", 511).put("InitTime", 40).put("Wakeups", 1).put("Uptime", uptime);
        row.put("State", state)
                .put("StateTime", 1000)
                .put("Parent", "<ABC.0.1>")
                .put("Leader", "<ABC.0.1>");
        processes.get(node).add(row);
    }

    /** "node tool" of every call, in the order they came. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (token.isPresent() && !authorization.equals("Bearer " + token.get())) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", request.path("id"));
        switch (request.path("method").asString("")) {
            case "initialize" -> reply.putObject("result").put("protocolVersion", "2025-06-18");
            case "tools/list" -> {
                ArrayNode tools = reply.putObject("result").putArray("tools");
                offered.forEach(name -> tools.addObject().put("name", name));
            }
            default -> call(request.path("params"), reply);
        }
        byte[] body = reply.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void call(JsonNode params, ObjectNode reply) {
        JsonNode arguments = params.path("arguments");
        String node = arguments.path("node").asString(ENTRY);
        String tool = params.path("name").asString("");
        asked.add(node + " " + tool);
        if (errors.containsKey(node)) {
            reply.putObject("error").put("code", -32603).put("message", errors.get(node));
            return;
        }
        String text = texts.getOrDefault(node + " " + tool, "null");
        text = switch (tool) {
            case "process_list" -> list(node, arguments);
            case "node_info" ->
                texts.getOrDefault(
                        node + " node_info",
                        "{\"Name\": \"%s\", \"Uptime\": 100, \"ProcessesTotal\": %d, \"RegisteredEvents\": 0}"
                                .formatted(node, processes.get(node).size()));
            default -> text;
        };
        ObjectNode result = JSON.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        if (!node.equals(ENTRY) && result.toString().getBytes(StandardCharsets.UTF_8).length > 65_535) {
            reply.putObject("error")
                    .put("code", -32603)
                    .put("message", "remote call to '" + node + "' failed: timed out");
            return;
        }
        reply.set("result", result);
    }

    private String list(String node, JsonNode arguments) {
        long limit = arguments.path("limit").asLong(0);
        List<ObjectNode> rows = processes.get(node).stream()
                .filter(row -> row.path("Uptime").asLong()
                        <= arguments.path("max_uptime").asLong(Long.MAX_VALUE))
                .filter(row -> row.path("Uptime").asLong()
                        >= arguments.path("min_uptime").asLong(0))
                .filter(row -> matches(row, "Application", arguments.path("application")))
                .filter(row -> matches(row, "Behavior", arguments.path("behavior")))
                .filter(row -> matches(row, "State", arguments.path("state")))
                .sorted(Comparator.comparingLong(row -> -row.path("Uptime").asLong()))
                .limit(limit < 0 ? Long.MAX_VALUE : limit == 0 ? 100 : limit)
                .toList();
        return rows.isEmpty() ? "null" : JSON.valueToTree(rows).toPrettyString();
    }

    private static boolean matches(ObjectNode row, String field, JsonNode wanted) {
        return wanted.isMissingNode() || row.path(field).asString("").contains(wanted.asString(""));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
