package ergodiag.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A made-up node with many processes and events behind the wall: filters, sorts and limits as a real node does (the code of a9ac5f4), on a
 * clock of its own that goes on with every call, and never answers above 65,535 bytes of escaped result.
 */
public final class BigNode implements AutoCloseable {
    public static final String ENTRY = "entry@host";
    public static final String NODE = "big@host";

    private static final int WALL = 65_535;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A process. {@code born} in seconds of the node's clock. */
    public record Process(
            int number, long born, String name, String application, String behavior, String state, long[] counters) {
        public String pid() {
            return "<1B30E9C5.0." + (1000 + number) + ">";
        }
    }

    /** An event. */
    public record Event(String name, int producer, long subscribers, long published, boolean onDemand) {}

    public final List<Process> processes = new ArrayList<>();
    public final List<Event> events = new ArrayList<>();
    final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    /** For every call whether it ran into the wall. */
    public final List<Boolean> hits = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random random;
    private final boolean real;
    private double clock = 1_000_000;

    /** @param real whether calls into the wall take their time */
    public BigNode(long seed, boolean real) throws IOException {
        this.random = new Random(seed);
        this.real = real;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    public long now() {
        return (long) clock;
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        byte[] reply = reply(request).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, reply.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply);
        }
    }

    private synchronized String reply(JsonNode request) {
        clock += real ? 0.01 : random.nextInt(100) * 0.001;
        JsonNode arguments = request.at("/params/arguments");
        String tool = request.at("/params/name").asString("");
        String text = switch (tool) {
            case "process_list" -> processes(arguments);
            case "event_list" -> events(arguments);
            case "node_info" ->
                "{\"Name\": \"%s\", \"Uptime\": 900000, \"ProcessesTotal\": %d, \"RegisteredEvents\": %d}"
                        .formatted(NODE, processes.size(), events.size());
            default -> "{}";
        };
        String result = "{\"content\":[{\"text\":" + JSON.writeValueAsString(text) + ",\"type\":\"text\"}]}";
        boolean hit = result.getBytes(StandardCharsets.UTF_8).length > WALL
                && arguments.path("node").asString("").equals(NODE);
        if (!tool.equals("runtime_stats")) {
            asked.add(request.path("params"));
            hits.add(hit);
        }
        if (hit) {
            waits(arguments.path("timeout").asLong(30));
            return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,\"message\":\"remote call to '" + NODE
                    + "' failed: timed out\"}}";
        }
        return "{\"jsonrpc\":\"2.0\",\"result\":" + result + "}";
    }

    private void waits(long seconds) {
        if (real) {
            try {
                Thread.sleep(seconds * 1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String processes(JsonNode a) {
        List<Process> matching = new ArrayList<>(processes.stream()
                .filter(it -> empty(a, "application") || it.application().equals(text(a, "application")))
                .filter(it -> it.behavior().contains(text(a, "behavior")))
                .filter(it -> empty(a, "state") || it.state().equalsIgnoreCase(text(a, "state")))
                .filter(it -> it.name().contains(text(a, "name")))
                .filter(least(a, "min_uptime", this::uptime))
                .filter(it -> number(a, "max_uptime") <= 0 || uptime(it) <= number(a, "max_uptime"))
                .toList());
        String sort = text(a, "sort_by");
        if (!sort.isEmpty()) {
            Collections.shuffle(matching, random);
            ToDoubleFunction<Process> key = sort.equals("uptime")
                    ? this::uptime
                    : it -> it.counters()[Math.floorMod(sort.hashCode(), it.counters().length)];
            matching.sort(Comparator.comparingDouble(key).reversed());
        }
        long limit = number(a, "limit") == 0 ? 100 : number(a, "limit");
        return list(matching.stream()
                .limit(limit < 0 ? Long.MAX_VALUE : limit)
                .map(this::row)
                .toList());
    }

    private static String list(List<String> rows) {
        return rows.isEmpty() ? "null" : rows.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private static Predicate<Process> least(JsonNode a, String name, ToDoubleFunction<Process> value) {
        return it -> number(a, name) <= 0 || value.applyAsDouble(it) >= number(a, name);
    }

    private long uptime(Process process) {
        return now() - process.born();
    }

    private String row(Process it) {
        return """
                {
                    "Application": %s,
                    "Behavior": %s,
                    "InitTime": %d,
                    "Kind": "actor",
                    "Leader": "\\u003c1B30E9C5.0.1001\\u003e",
                    "LogLevel": "info",
                    "MailboxLatency": 0,
                    "MessagesIn": %d,
                    "MessagesMailbox": %d,
                    "MessagesOut": %d,
                    "Name": %s,
                    "PID": %s,
                    "Parent": "\\u003c1B30E9C5.0.1016\\u003e",
                    "RunningTime": %d,
                    "State": "%s",
                    "StateTime": 206163540,
                    "Uptime": %d,
                    "Wakeups": %d
                  }""".formatted(
                        quoted(it.application()),
                        quoted(it.behavior()),
                        it.counters()[0],
                        it.counters()[1],
                        it.counters()[2],
                        it.counters()[3],
                        quoted(it.name()),
                        quoted(it.pid()),
                        it.counters()[4],
                        it.state(),
                        uptime(it),
                        it.counters()[5]);
    }

    private String events(JsonNode a) {
        List<Event> matching = new ArrayList<>(events.stream()
                .filter(it -> it.name().contains(text(a, "name")))
                .filter(it -> empty(a, "utilization_state") || state(it).equals(text(a, "utilization_state")))
                .filter(it -> ("<1B30E9C5.0." + it.producer() + ">").contains(text(a, "producer")))
                .toList());
        if (!empty(a, "sort_by")) {
            matching.sort(Comparator.comparingLong(Event::published).reversed());
        }
        long limit = number(a, "limit") == 0 ? 100 : number(a, "limit");
        return list(matching.stream()
                .limit(limit < 0 ? Long.MAX_VALUE : limit)
                .map(BigNode::row)
                .toList());
    }

    private static String row(Event it) {
        return """
                {
                    "BufferSize": 0,
                    "CreatedAt": 1764000000000000000,
                    "CurrentBuffer": 0,
                    "Event": %s,
                    "MessagesLocalSent": 0,
                    "MessagesPublished": %d,
                    "MessagesRemoteSent": 0,
                    "Notify": %s,
                    "Open": false,
                    "Producer": "\\u003c1B30E9C5.0.%d\\u003e",
                    "Subscribers": %d
                  }""".formatted(
                        quoted("Event#<1B30E9C5:" + it.name() + ">"),
                        it.published(),
                        it.onDemand(),
                        it.producer(),
                        it.subscribers());
    }

    private static String state(Event it) {
        if (it.published() > 0 && it.subscribers() > 0) {
            return "active";
        }
        if (it.onDemand()) {
            return "on_demand";
        }
        return it.published() > 0 ? "no_subscribers" : it.subscribers() > 0 ? "no_publishing" : "idle";
    }

    /** As Go writes it, with what HTML minds escaped. */
    private static String quoted(String text) {
        return JSON.writeValueAsString(text)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static boolean empty(JsonNode a, String name) {
        return text(a, name).isEmpty();
    }

    private static String text(JsonNode a, String name) {
        return a.path(name).asString("");
    }

    private static long number(JsonNode a, String name) {
        return a.path(name).asLong(0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
