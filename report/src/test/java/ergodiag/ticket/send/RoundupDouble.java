package ergodiag.ticket.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Roundup as strict as 2.6.0 was when it was tried: see TICKETS.md. */
final class RoundupDouble implements AutoCloseable {
    static final String LOGIN = "admin:adminpw";

    private static final Pattern PARTS = Pattern.compile(
            "--(\\S+)\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n(\\S+)\r\n--\\1\r\nContent-Disposition: form-data;"
                    + " name=\"type\"\r\n\r\n(\\S+)\r\n--\\1\r\nContent-Disposition: form-data; name=\"content\"; filename=\"\\S+\"\r\n"
                    + "Content-Type: \\S+\r\n\r\n(.*)\r\n--\\1--\r\n",
            Pattern.DOTALL);

    /** A file: its bytes as characters of one byte each. */
    record Stored(String name, String type, String content) {}

    private final HttpServer server;
    private final List<Stored> files = new ArrayList<>();
    private final List<JsonNode> messages = new ArrayList<>();
    private final List<JsonNode> issues = new ArrayList<>();
    private int asked;
    private int cutAfter = -1;

    RoundupDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/ops/rest/data/", this::handle);
        server.start();
    }

    String url() {
        return origin() + "/ops/";
    }

    private String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized List<Stored> files() {
        return List.copyOf(files);
    }

    synchronized List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    synchronized List<JsonNode> issues() {
        return List.copyOf(issues);
    }

    /** The request is done, and the connection cut instead of an answer. @param request counted from 0, from now on */
    synchronized void cutAfter(int request) {
        cutAfter = asked + request;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean cut = asked++ == cutAfter;
        String path = exchange.getRequestURI().getPath().replace("/ops/rest/data/", "");
        ObjectNode root = ForeignJson.mapper().createObjectNode();
        int status = exchange.getRequestMethod().equals("POST")
                ? make(exchange, path, body, root)
                : find(exchange, path, root.putObject("data"));
        if (!cut) {
            byte[] answer = root.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private int find(HttpExchange exchange, String path, ObjectNode data) {
        if (!authorized(exchange)) {
            return 401;
        }
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (path.equals("user")) {
            ArrayNode users = data.putArray("collection");
            if (query.equals("username:=admin")) {
                users.addObject().put("id", "1");
            }
        } else if (path.equals("issue")) {
            Set<String> ids = new TreeSet<>(List.of(query.replace("files=", "").split(",")));
            ArrayNode found = data.putArray("collection");
            for (int i = 0; i < issues.size(); i++) {
                for (JsonNode file : issues.get(i).path("files")) {
                    if (ids.contains(file.asString())) {
                        found.addObject().put("id", String.valueOf(i + 1));
                        break;
                    }
                }
            }
        } else if (path.startsWith("issue/")) {
            ArrayNode named = data.putObject("attributes").putArray("files");
            issues.get(Integer.parseInt(path.substring(6)) - 1)
                    .path("files")
                    .forEach(id -> named.addObject().put("id", id.asString()));
        } else {
            data.putObject("attributes")
                    .put(
                            "name",
                            files.get(Integer.parseInt(path.substring(5)) - 1).name());
        }
        return 200;
    }

    private int make(HttpExchange exchange, String path, byte[] body, ObjectNode root) {
        var headers = exchange.getRequestHeaders();
        if (!headers.containsKey("X-Requested-With")
                || !origin().equals(headers.getFirst("Origin"))
                || !url().equals(headers.getFirst("Referer"))) {
            root.putObject("error").put("status", 400).put("msg", "Required Header Missing");
            return 400;
        }
        if (!authorized(exchange)) {
            return 401;
        }
        if (path.equals("file")) {
            Matcher parts = PARTS.matcher(new String(body, StandardCharsets.ISO_8859_1));
            if (!parts.matches()) {
                return 400;
            }
            files.add(new Stored(parts.group(2), parts.group(3), parts.group(4)));
            return made(root, files.size());
        }
        JsonNode sent = ForeignJson.mapper().readTree(body);
        if (path.equals("msg")) {
            if (!sent.path("author").asString("").equals("1")
                    || sent.path("date").asString("").isEmpty()) {
                root.putObject("error").put("status", 400).put("msg", "author and date are wanted");
                return 400;
            }
            messages.add(sent);
            return made(root, messages.size());
        }
        issues.add(sent);
        return made(root, issues.size());
    }

    private static int made(ObjectNode root, int id) {
        root.putObject("data").put("id", String.valueOf(id));
        return 201;
    }

    private static boolean authorized(HttpExchange exchange) {
        return "Basic YWRtaW46YWRtaW5wdw==".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }
}
