package ergodiag.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.ergo.Tool;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry node with more processes than a replay can hold: their list is made while it is sent. Everything else it is asked for it answers
 * with an empty list.
 */
final class CrowdedEntry implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String NAME = WideCluster.name(1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private CrowdedEntry(HttpServer server) {
        this.server = server;
    }

    static CrowdedEntry of(int processes) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CrowdedEntry entry = new CrowdedEntry(server);
        server.setExecutor(entry.threads);
        server.createContext("/mcp", exchange -> serve(exchange, processes));
        server.start();
        return entry;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    private static void serve(HttpExchange exchange, int processes) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String id = request.path("id").toString();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            out.write(bytes("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":"));
            switch (request.path("method").asString("")) {
                case "initialize" -> out.write(bytes("{\"protocolVersion\":\"2025-06-18\"}"));
                case "tools/list" -> out.write(bytes(tools()));
                default -> {
                    out.write(bytes("{\"content\":[{\"type\":\"text\",\"text\":\""));
                    text(request.path("params"), processes, out);
                    out.write(bytes("\"}]}"));
                }
            }
            out.write('}');
        }
    }

    private static String tools() {
        return Arrays.stream(Tool.values())
                .map(tool -> "{\"name\":\"" + tool.toolName() + "\"}")
                .collect(Collectors.joining(",", "{\"tools\":[", "]}"));
    }

    private static void text(JsonNode call, int processes, OutputStream out) throws IOException {
        long limit = call.at("/arguments/limit").asLong(0);
        switch (call.path("name").asString("")) {
            case "node_info" ->
                out.write(escaped("{\"Name\": \"" + NAME + "\", \"Uptime\": 75, \"ProcessesTotal\": " + processes
                        + ", \"RegisteredEvents\": 0}"));
            case "runtime_stats" -> out.write(escaped("{\"goroutines\": 100, \"cpus\": 2}"));
            case "cluster_nodes" -> out.write(escaped("[{\"name\": \"" + NAME + "\", \"status\": \"self\"}]"));
            case "process_list" -> {
                int rows = (int) (limit < 0 ? processes : Math.min(processes, limit));
                for (int i = 0; i < rows; i++) {
                    out.write(escaped((i == 0 ? "[" : ",") + row(i)));
                }
                out.write(']');
            }
            default -> out.write(bytes("null"));
        }
    }

    private static String row(int i) {
        return String.format(Locale.ROOT, """

                  {
                    "PID": "<1B30E9C5.0.%d>",
                    "Name": "",
                    "Application": "session_app",
                    "Behavior": "main.Session",
                    "Kind": "actor",
                    "MessagesIn": %d,
                    "MessagesOut": 120,
                    "MessagesMailbox": 0,
                    "MailboxLatency": 0,
                    "RunningTime": 501646,
                    "InitTime": 271,
                    "Wakeups": 61,
                    "Uptime": 75,
                    "State": "sleep",
                    "StateTime": 206163540,
                    "Parent": "<1B30E9C5.0.1016>",
                    "Leader": "<1B30E9C5.0.1>",
                    "LogLevel": "info"
                  }\
                """, 1000 + i, 60 + i);
    }

    private static byte[] escaped(String text) {
        return bytes(text.replace("\n", "\\n").replace("\"", "\\\""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
