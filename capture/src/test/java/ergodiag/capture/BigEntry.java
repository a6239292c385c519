package ergodiag.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.ask.Budget;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.redact.Privacy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much memory the process list of an entry node with a million processes needs: {@code main ROWS KIND} serves such a list, made while it
 * is read, and captures it in a JVM of its own with a heap of 64 MB. KIND is {@code list}, {@code garbage} or {@code numbers}. Run with
 * {@code mvn -q -pl capture test-compile} and {@code java -cp ... ergodiag.capture.BigEntry 1000000 list}.
 */
final class BigEntry {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private BigEntry() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        long started = System.nanoTime();
        Result result =
                capture(rows, args.length > 1 ? args[1] : "list", "64m", Files.createTempDirectory("big-entry"));
        System.out.printf(
                Locale.ROOT,
                "%d rows, exit code %d, %.1f s%n%s%n",
                rows,
                result.code(),
                (System.nanoTime() - started) / 1e9,
                result.said());
    }

    /** What the captured process said, and how it ended. */
    record Result(int code, String said) {}

    static Result capture(int rows, String kind, String heap, Path folder) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/mcp", exchange -> serve(exchange, rows, kind));
        server.start();
        try {
            Path log = folder.resolve("said.txt");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + heap,
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Visit.class.getName(),
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp",
                            folder.resolve("big.zip").toString(),
                            String.valueOf(rows + 1))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int code = process.waitFor();
            return new Result(code, Files.readString(log));
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** The process with the small heap. */
    static final class Visit {
        public static void main(String[] args) {
            CaptureOptions options = new CaptureOptions(
                    List.of(ergodiag.mcp.Endpoint.of(args[0], Optional.empty())),
                    Approach.ALL,
                    new Scope(Profile.QUICK, Duration.ZERO, true, Choice.ALL, Integer.parseInt(args[2])),
                    Labels.of("test"),
                    Privacy.USUAL,
                    Budget.USUAL,
                    List.of(),
                    Path.of(args[1]),
                    Wrapping.PLAIN,
                    "test");
            CaptureResult result = new Capture(options, Progress.SILENT).run();
            result.calls().stream()
                    .filter(call ->
                            call.part().list().equals("all") && call.tool().equals("process_list"))
                    .forEach(call -> System.out.println("process_list " + call.outcome() + " rows "
                            + call.part().rows().orElse(-1) + " bytes " + call.bytes() + " " + call.error()));
            result.calls().stream()
                    .filter(call -> call.tool().equals("process_info"))
                    .forEach(call -> System.out.println("suspect " + call.argument("pid") + " "
                            + call.asked().why()));
            result.nobody().ifPresent(System.out::println);
            System.exit(0);
        }
    }

    private static void serve(HttpExchange exchange, int rows, String kind) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String tool = request.at("/params/name").asString(request.path("method").asString(""));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            boolean all = request.at("/params/arguments/limit").asLong(0) < 0;
            if (tool.equals("process_list") && all) {
                out.write(bytes("{\"jsonrpc\":\"2.0\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""));
                byte[] garbage = bytes(row(0, rows, "garbage"));
                for (int i = 0; i < rows; i++) {
                    out.write(kind.equals("garbage") ? garbage : bytes(row(i, rows, kind)));
                }
                out.write(bytes((kind.equals("garbage") ? "" : "]") + "\"}]}}"));
            } else {
                out.write(bytes(answer(tool, rows)));
            }
        }
    }

    private static String row(int i, int rows, String kind) {
        String begin = i == 0 ? "[" : ",";
        return switch (kind) {
            case "garbage" -> "lorem ipsum dolor sit amet, ".repeat(16) + "\\n";
            case "numbers" -> begin + "17,".repeat(150) + "18\\n";
            default ->
                (begin + """
                    \\n  {\\n    "PID": "<1B30E9C5.0.%d>",\\n    "Name": "",\\n    "Application": "session_app",\\n\
                        "Behavior": "main.Session",\\n    "Kind": "actor",\\n    "MessagesIn": %d,\\n\
                        "MessagesOut": 120,\\n    "MessagesMailbox": %d,\\n    "MailboxLatency": %d,\\n\
                        "RunningTime": 501646,\\n    "InitTime": 271,\\n    "Wakeups": 61,\\n    "Uptime": 75,\\n\
                        "State": "%s",\\n    "StateTime": 206163540,\\n    "Parent": "<1B30E9C5.0.1016>",\\n\
                        "Leader": "<1B30E9C5.0.1>",\\n    "LogLevel": "info"\\n  }""")
                        .replace("\"", "\\\"")
                        .formatted(
                                1000 + i,
                                60 + i,
                                i == rows - 7 ? 5000 : 0,
                                i == rows - 7 ? 9_000_000_000L : 0,
                                i == rows - 3 ? "zombee" : "sleep");
        };
    }

    private static String answer(String tool, int rows) {
        String text = switch (tool) {
            case "node_info" ->
                "{\"Name\": \"big@host\", \"Uptime\": 100, \"ProcessesTotal\": " + rows + ", \"RegisteredEvents\": 0}";
            case "runtime_stats" -> "{\"goroutines\": 12, \"cpus\": 2}";
            case "cluster_nodes" -> "[{\"name\": \"big@host\", \"status\": \"self\"}]";
            default -> "null";
        };
        return switch (tool) {
            case "initialize" -> "{\"jsonrpc\":\"2.0\",\"result\":{\"protocolVersion\":\"2025-06-18\"}}";
            case "tools/list" ->
                "{\"jsonrpc\":\"2.0\",\"result\":{\"tools\":["
                        + "{\"name\":\"node_info\"},{\"name\":\"process_list\"},{\"name\":\"process_info\"},{\"name\":\"runtime_stats\"},"
                        + "{\"name\":\"cluster_nodes\"}]}}";
            default ->
                "{\"jsonrpc\":\"2.0\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                        + JSON.writeValueAsString(text) + "}]}}";
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
