package ergodiag.mcp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gate of an Observer on loopback, as strict as the real one (ERGO33.md 1 and 2): the checks in their order with status, code, message and
 * data, the pages around it, and answers as a test lays them down.
 */
public final class StrictObserver implements AutoCloseable {
    public static final String VERSION = "2026-07-28";
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String META = "io.modelcontextprotocol/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final Map<String, String> results = new ConcurrentHashMap<>();
    private final AtomicInteger putOff = new AtomicInteger();
    private volatile String mount = "";
    private volatile boolean hasMcp = true;
    private volatile String version = VERSION;
    private volatile Optional<String> token = Optional.empty();
    private volatile Optional<String> lost = Optional.empty();

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final int code;
        private final transient ObjectNode data;

        Refusal(int status, int code, String message, ObjectNode data) {
            super(message);
            this.status = status;
            this.code = code;
            this.data = data;
        }
    }

    public StrictObserver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try {
                serve(exchange, exchange.getRequestBody().readAllBytes());
            } finally {
                exchange.close();
            }
        });
        server.start();
        says(
                "server/discover",
                "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{},\"ttlMs\":300000,\"_meta\":{}}");
        says(
                "tools/list",
                "{\"resultType\":\"complete\",\"tools\":[{\"name\":\"node\"}],\"ttlMs\":300000,\"_meta\":{}}");
    }

    /** Its address with this path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Methods of the protocol, or {@code GET path}, in the order they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The headers of what came. */
    List<Headers> headers() {
        return List.copyOf(headers);
    }

    /** The result for a method, or for a name of a tool or resource. */
    public void says(String question, String result) {
        results.put(question, result);
    }

    /** Everything is below this path. */
    public void isMountedAt(String path) {
        mount = path;
    }

    public void hasNoMcp() {
        hasMcp = false;
    }

    public void speaks(String other) {
        version = other;
    }

    /** A caller wants this token, as a proxy in front would. */
    public void wants(String secret) {
        token = Optional.of(secret);
    }

    /** So many questions are put off first. */
    public void putsOff(int times) {
        putOff.set(times);
    }

    /** Something before it takes this header off. */
    public void loses(String header) {
        lost = Optional.of(header);
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean post = exchange.getRequestMethod().equals("POST");
        if (!post) {
            asked.add(exchange.getRequestMethod() + " " + path);
        }
        if (!mount.isEmpty() && path.equals(mount)) {
            exchange.getResponseHeaders().add("Location", mount + "/");
            send(exchange, 301, "");
        } else if (!path.startsWith(mount + "/")) {
            send(exchange, 404, "404 page not found\n");
        } else if (path.equals(mount + "/api/capabilities")) {
            send(
                    exchange,
                    200,
                    "{\"v\":{\"n\":\"Observer Application\",\"r\":\"0.2.0\"},\"auth\":" + token.isPresent()
                            + ",\"feat\":[\"observer.ui\"" + (hasMcp ? ",\"observer.mcp\"" : "") + "]}");
        } else if (hasMcp && path.equals(mount + "/mcp")) {
            mcp(exchange, body);
        } else if (post) {
            exchange.getResponseHeaders().add("Allow", "GET, HEAD");
            send(exchange, 405, "Method Not Allowed\n");
        } else {
            send(exchange, 200, "<!doctype html><title>Observer</title>");
        }
    }

    private void mcp(HttpExchange exchange, byte[] body) throws IOException {
        Headers came = new Headers();
        came.putAll(exchange.getRequestHeaders());
        lost.ifPresent(came::remove);
        headers.add(came);
        JsonNode request = JSON.readTree(body);
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        try {
            gate(came, request);
            String question = came.containsKey("Mcp-Name")
                    ? decoded(came.getFirst("Mcp-Name"))
                    : request.path("method").asString();
            asked.add(question);
            answer.set(
                    "result",
                    JSON.readTree(
                            Optional.ofNullable(results.get(question)).orElseThrow(() -> absent(request, question))));
            send(exchange, 200, answer.toString());
        } catch (Refusal e) {
            if (e.code == -32600) {
                answer.putNull("id");
            }
            ObjectNode error = answer.putObject("error").put("code", e.code).put("message", e.getMessage());
            if (!e.data.isEmpty()) {
                error.set("data", e.data);
            }
            if (e.status == 429) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            send(exchange, e.status, answer.toString());
        }
    }

    private void gate(Headers came, JsonNode request) throws Refusal {
        if (came.containsKey("Origin")) {
            throw refusal(403, -32600, "Forbidden");
        }
        if (token.isPresent() && !("Bearer " + token.get()).equals(came.getFirst("Authorization"))) {
            throw refusal(401, -32600, "Unauthorized");
        }
        if (putOff.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw refusal(429, -32600, "Too Many Requests");
        }
        JsonNode params = request.path("params");
        String method = request.path("method").asString("");
        require(came, "MCP-Protocol-Version");
        String spoken = came.getFirst("MCP-Protocol-Version");
        if (!spoken.equals(version)) {
            ObjectNode data = JSON.createObjectNode().put("requested", spoken);
            data.putArray("supported").add(version);
            throw new Refusal(400, -32022, "unsupported protocol version", data);
        }
        String accept = String.valueOf(came.getFirst("Accept"));
        if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
            throw new Refusal(
                    406,
                    -32023,
                    "Accept must list both application/json and text/event-stream",
                    JSON.createObjectNode().put("header", "Accept"));
        }
        for (String key : List.of("protocolVersion", "clientCapabilities")) {
            if (!params.path("_meta").has(META + key)) {
                throw new Refusal(
                        400,
                        -32602,
                        "_meta." + META + key + " is required on every request",
                        JSON.createObjectNode().put("missing", META + key));
            }
        }
        same(
                came,
                "MCP-Protocol-Version",
                params.path("_meta").path(META + "protocolVersion").asString(""));
        require(came, "Mcp-Method");
        same(came, "Mcp-Method", method);
        if (method.equals("tools/call") || method.equals("resources/read")) {
            require(came, "Mcp-Name");
            same(
                    came,
                    "Mcp-Name",
                    params.path(method.equals("tools/call") ? "name" : "uri").asString(""));
        }
    }

    private static void require(Headers came, String header) throws Refusal {
        if (!came.containsKey(header)) {
            throw new Refusal(
                    400,
                    -32020,
                    header + " is required on every request",
                    JSON.createObjectNode().put("header", header));
        }
    }

    private static void same(Headers came, String header, String inBody) throws Refusal {
        if (!decoded(came.getFirst(header)).equals(inBody)) {
            throw new Refusal(
                    400,
                    -32020,
                    header + " says " + came.getFirst(header) + " and the body says " + inBody,
                    JSON.createObjectNode().put("header", header));
        }
    }

    private static String decoded(String header) {
        return header.startsWith("=?base64?") && header.endsWith("?=")
                ? new String(
                        Base64.getDecoder().decode(header.substring(9, header.length() - 2)), StandardCharsets.UTF_8)
                : header;
    }

    private static Refusal absent(JsonNode request, String question) {
        return switch (request.path("method").asString("")) {
            case "tools/call" ->
                new Refusal(
                        400,
                        -32602,
                        "there is no tool " + question,
                        JSON.createObjectNode().put("name", question));
            case "resources/read" ->
                new Refusal(
                        400,
                        -32602,
                        "node nobody@nowhere is not connected, read ergo://cluster to see what is",
                        JSON.createObjectNode().put("node", "nobody@nowhere").put("uri", question));
            default -> refusal(404, -32601, question + " is not served here");
        };
    }

    private static Refusal refusal(int status, int code, String message) {
        return new Refusal(status, code, message, JSON.createObjectNode());
    }

    /** From 1,024 bytes on it is zipped for whoever takes that. */
    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= 1_024
                && String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                        .contains("gzip")) {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (OutputStream zip = new GZIPOutputStream(zipped)) {
                zip.write(bytes);
            }
            bytes = zipped.toByteArray();
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
