package ergodiag.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.ergo.Tool;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A hand-made cluster behind one endpoint on loopback: an entry node, others behind the wall, answers as a test lays them down. */
public final class FakeNode implements AutoCloseable {
    public static final String ENTRY = "one@host";
    public static final String OTHER = "two@host";
    public static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Answers in place of the node, on the level of HTTP. */
    public interface Trouble {
        void answer(HttpExchange exchange) throws IOException;
    }

    static {
        // without it every answer waits 40 ms for the acknowledgement of its own head
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String EMPTY_SAMPLE =
            "{\"completed\": true, \"samples\": [{\"sequence\": 1, \"data\": {\"content\": []}}]}";

    private final String self;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> livesOn = new ConcurrentHashMap<>();
    private final Map<String, String> samplers = new ConcurrentHashMap<>();
    private final AtomicInteger samplersStarted = new AtomicInteger();
    private final InFlight inFlight = new InFlight();
    private final Map<String, CountDownLatch> meetings = new ConcurrentHashMap<>();
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> parameters = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final Map<String, List<ObjectNode>> processes = new TreeMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String protocol = "2025-06-18";
    private volatile Optional<String> token = Optional.empty();
    private volatile List<String> offered =
            Tool.ofNodes().stream().map(Tool::toolName).toList();

    public FakeNode() {
        this(OTHER);
    }

    public FakeNode(String... others) {
        this(ENTRY, List.of(others));
    }

    /** @param self the node behind this endpoint */
    FakeNode(String self, List<String> others) {
        this.self = self;
        server = listening();
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.start();
        List<String> nodes = new ArrayList<>(List.of(self));
        nodes.addAll(others);
        for (String node : nodes) {
            processes.put(node, new ArrayList<>());
            says(node, "runtime_stats", "{\"goroutines\": 12, \"cpus\": 2}");
            says(node, "pprof_goroutines", "goroutine profile: total 12, matched 0, showing 0\n\n");
            says(node, "pprof_heap", "heap profile: total inuse 1.0MB, matched 0 functions, showing 0\n");
            says(node, "network_info", "{\"Mode\": \"enabled\"}");
        }
        says(
                self,
                "cluster_nodes",
                nodes.stream().map(node -> "{\"name\": \"" + node + "\"}").collect(Collectors.joining(", ", "[", "]")));
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Listening on a port of this machine", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    void speaks(String version) {
        protocol = version;
    }

    void wants(String secret) {
        token = Optional.of(secret);
    }

    void offersNot(String tool) {
        offered = offered.stream().filter(name -> !name.equals(tool)).toList();
    }

    /** The tool takes these parameters only, with these types. */
    public void takes(String tool, Map<String, String> types) {
        parameters.put(tool, types);
    }

    public void says(String node, String tool, String text) {
        texts.put(node + " " + tool, text);
    }

    public void knowsNot(String node, String tool) {
        unknown.add(node + " " + tool);
    }

    /** One tool of a node answers with an error of its own. */
    public void fails(String node, String tool, String error) {
        errors.put(node + " " + tool, error);
    }

    /** The tool of a node answers again. */
    public void recovers(String node, String tool) {
        errors.remove(node + " " + tool);
    }

    public void refuses(String node, String error) {
        errors.put(node, error);
    }

    /** The node answers so many calls and is then gone. */
    void diesAfter(String node, int calls) {
        livesOn.put(node, new AtomicInteger(calls));
    }

    /** @param tool a tool, a method of the protocol, or "any" */
    public void misbehaves(String node, String tool, Trouble trouble) {
        troubles.put(node + " " + tool, trouble);
    }

    /** So many questions of this tool or method are put off first: with this status, and this time to wait where it says one. */
    void putsOff(String node, String tool, int times, int status, Optional<Integer> seconds) {
        AtomicInteger left = new AtomicInteger(times);
        misbehaves(node, tool, exchange -> {
            if (left.decrementAndGet() == 0) {
                troubles.remove(node + " " + tool);
            }
            seconds.ifPresent(after -> exchange.getResponseHeaders().add("Retry-After", String.valueOf(after)));
            exchange.sendResponseHeaders(status, -1);
        });
    }

    /** A question to stop a sampler is not answered before the test is over. */
    public void stopsNoSampler(String node) {
        misbehaves(node, "sample_stop", exchange -> hang());
    }

    /** Does not answer before the test is over. */
    void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers with this text, and so much later than it could: slowness is what is tried here, so time has to pass. */
    public static Trouble after(Duration delay, String text) {
        return held(() -> LockSupport.parkNanos(delay.toNanos()), text);
    }

    /** The same in the time of the capture. */
    public static Trouble after(LeapingTime time, Duration delay, String text) {
        return held(
                () -> {
                    try {
                        time.sleep(delay);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                text);
    }

    private static Trouble held(Runnable delay, String text) {
        return exchange -> {
            delay.run();
            ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
            reply.putObject("result")
                    .putArray("content")
                    .addObject()
                    .put("type", "text")
                    .put("text", text);
            byte[] body = reply.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** Samplers that were started and not stopped. */
    public Set<String> samplersLeft() {
        return Set.copyOf(samplers.keySet());
    }

    public int samplersStarted() {
        return samplersStarted.get();
    }

    public InFlight inFlight() {
        return inFlight;
    }

    /** The values with which an argument of a tool was asked at a node. */
    public List<String> asked(String node, String tool, String argument) {
        return calls.stream()
                .filter(call -> call.path("name").asString("").equals(tool))
                .filter(call ->
                        call.path("arguments").path("node").asString(self).equals(node))
                .map(call -> call.path("arguments").path(argument).asString(""))
                .toList();
    }

    /** A process as an older Ergo lists it, which says neither its kind nor since when it is in its state. */
    void runsOnOldErgo(String node, String application, String behavior, int uptime, String state) {
        runs(node, application, behavior, uptime, state);
        last(node).remove(List.of("Kind", "StateTime"));
    }

    /** A supervisor. @return its PID */
    String supervises(String node, String application, String behavior) {
        runs(node, application, behavior, 50, "sleep");
        return last(node).put("Kind", "supervisor").path("PID").asString();
    }

    /** Changes fields of the process that was added last. @return its PID */
    public String but(String node, Map<String, Object> fields) {
        ObjectNode row = last(node);
        fields.forEach((name, value) -> row.set(name, JSON.valueToTree(value)));
        return row.path("PID").asString();
    }

    /** The process sends no messages and takes none; so many more have come. */
    public void comes(String node, String pid, int messages) {
        for (ObjectNode row : processes.get(node)) {
            if (row.path("PID").asString().equals(pid)) {
                row.put("MessagesIn", row.path("MessagesIn").asInt() + messages);
                row.put("MessagesMailbox", row.path("MessagesMailbox").asInt() + messages);
            }
        }
    }

    private ObjectNode last(String node) {
        List<ObjectNode> rows = processes.get(node);
        return rows.get(rows.size() - 1);
    }

    public void runs(String node, String application, String behavior, int uptime, String state) {
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

    /** The first questions to these nodes about a tool are answered when all of them have come; one that stays alone is answered after a while. */
    void answersTogether(String tool, String... nodes) {
        CountDownLatch all = new CountDownLatch(nodes.length);
        for (String node : nodes) {
            meetings.put(node + " " + tool, all);
        }
    }

    private void meet(String question) {
        CountDownLatch all = meetings.remove(question);
        if (all == null) {
            return;
        }
        all.countDown();
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** "node tool" of every call, in the order they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String node = request.at("/params/arguments/node").asString(self);
        String tool = request.at("/params/name").asString(request.path("method").asString(""));
        inFlight.came(node);
        // once the answer can be read the next question may come at once: it does not count as being under way together
        // with this one
        Runnable over = once(() -> inFlight.went(node));
        try {
            Trouble trouble = troubles.getOrDefault(node + " " + tool, troubles.get(node + " any"));
            meet(node + " " + tool);
            if (trouble == null) {
                serve(exchange, request, over);
            } else {
                asked.add(node + " " + tool);
                trouble.answer(exchange);
            }
        } finally {
            over.run();
            exchange.close();
        }
    }

    private static Runnable once(Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                task.run();
            }
        };
    }

    private void serve(HttpExchange exchange, JsonNode request, Runnable over) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (token.isPresent() && !authorization.equals("Bearer " + token.get())) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", request.path("id"));
        switch (request.path("method").asString("")) {
            case "initialize" -> reply.putObject("result").put("protocolVersion", protocol);
            case "tools/list" -> {
                ArrayNode tools = reply.putObject("result").putArray("tools");
                offered.forEach(name -> {
                    ObjectNode tool = tools.addObject().put("name", name);
                    if (parameters.containsKey(name)) {
                        ObjectNode properties = tool.putObject("inputSchema").putObject("properties");
                        parameters
                                .get(name)
                                .forEach(
                                        (key, type) -> properties.putObject(key).put("type", type));
                    }
                });
            }
            case "tools/call" -> call(request.path("params"), reply);
            default -> reply.putObject("error").put("code", -32601).put("message", "method not found");
        }
        byte[] body = reply.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        over.run();
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void call(JsonNode params, ObjectNode reply) {
        JsonNode arguments = params.path("arguments");
        String node = arguments.path("node").asString(self);
        String tool = params.path("name").asString("");
        asked.add(node + " " + tool);
        calls.add(params);
        if (livesOn.containsKey(node) && livesOn.get(node).decrementAndGet() < 0) {
            refuses(node, "remote call to '" + node + "' failed: no route");
        }
        Optional<String> error =
                Optional.ofNullable(errors.get(node)).or(() -> Optional.ofNullable(errors.get(node + " " + tool)));
        if (error.isPresent()) {
            reply.putObject("error").put("code", -32603).put("message", error.get());
            return;
        }
        if (unknown.contains(node + " " + tool)) {
            reply.putObject("error").put("code", -32603).put("message", "unknown tool: " + tool);
            return;
        }
        String text = texts.getOrDefault(node + " " + tool, "null");
        text = switch (tool) {
            case "process_list" -> list(node, arguments);
            case "sample_start", "sample_listen" -> sampler(node);
            case "sample_read" -> texts.getOrDefault(node + " sample_read", EMPTY_SAMPLE);
            case "sample_stop" -> stopped(arguments.path("sampler_id").asString(""));
            case "node_info" ->
                texts.getOrDefault(
                        node + " node_info",
                        "{\"Name\": \"%s\", \"Uptime\": 100, \"ProcessesTotal\": %d, \"RegisteredEvents\": 0}"
                                .formatted(node, processes.get(node).size()));
            default -> text;
        };
        ObjectNode result = JSON.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        if (!node.equals(self) && result.toString().getBytes(StandardCharsets.UTF_8).length > 65_535) {
            reply.putObject("error")
                    .put("code", -32603)
                    .put("message", "remote call to '" + node + "' failed: timed out");
            return;
        }
        reply.set("result", result);
    }

    private String sampler(String node) {
        String id = "mcp_sampler_" + samplersStarted.incrementAndGet();
        samplers.put(id, node);
        return "{\"sampler_id\": \"" + id + "\"}";
    }

    private String stopped(String sampler) {
        samplers.remove(sampler);
        return "sampler stopping";
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
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
