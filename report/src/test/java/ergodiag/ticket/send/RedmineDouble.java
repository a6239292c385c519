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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Redmine as strict as 5.0.4 was when it was tried: see TICKETS.md. */
public final class RedmineDouble implements AutoCloseable {
    public static final String KEY = "b9408e559c79fb7668759c94facd137c2a601393";

    private static final int LARGEST = 5_242_880;

    /** What goes wrong with a request. */
    public enum Fault {
        NONE,
        /** The connection is cut before anything is done. */
        CUT_BEFORE,
        /** It is done, and the connection is cut instead of an answer. */
        CUT_AFTER,
        TOO_OFTEN,
        BROKEN,
        MOVED
    }

    /** An issue as it was made. */
    public record Issue(int id, JsonNode fields, Map<String, byte[]> attachments) {}

    private final HttpServer server;
    private final Map<String, byte[]> uploads = new LinkedHashMap<>();
    private final List<Issue> issues = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private int uploaded;
    private int faultAt = -1;
    private Fault fault = Fault.NONE;

    public RedmineDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public String project() {
        return "http://localhost:" + server.getAddress().getPort() + "/projects/ops";
    }

    public synchronized List<Issue> issues() {
        return List.copyOf(issues);
    }

    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** @param request counted from 0, from now on */
    public synchronized void fail(int request, Fault how) {
        faultAt = asked.size() + request;
        fault = how;
    }

    /** As a task does that removes what nobody claimed. */
    public synchronized void forgetUploads() {
        uploads.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String question = exchange.getRequestMethod() + " " + path;
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault now = asked.size() == faultAt ? fault : Fault.NONE;
        asked.add(question);
        switch (now) {
            case CUT_BEFORE -> exchange.close();
            case TOO_OFTEN -> {
                exchange.getResponseHeaders().add("Retry-After", "17");
                answer(exchange, 429, "");
            }
            case BROKEN ->
                answer(exchange, 500, "<html><style>p {}</style><p>Internal\u001b[2J error, key " + KEY + "</p>");
            case MOVED -> {
                exchange.getResponseHeaders().add("Location", "http://elsewhere.example.com/");
                answer(exchange, 302, "");
            }
            case CUT_AFTER -> {
                reply(exchange, question, body);
                exchange.close();
            }
            case NONE -> {
                Reply reply = reply(exchange, question, body);
                answer(exchange, reply.status(), reply.text());
            }
        }
    }

    private record Reply(int status, String text) {}

    private Reply reply(HttpExchange exchange, String question, byte[] body) {
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Redmine-API-Key"))) {
            return new Reply(401, "");
        }
        return switch (question) {
            case "GET /users/current.json" -> new Reply(200, "{\"user\":{\"id\":1}}");
            case "GET /projects/ops.json" -> new Reply(200, "{\"project\":{\"id\":3,\"identifier\":\"ops\"}}");
            case "POST /uploads.json" -> upload(exchange, body);
            case "POST /issues.json" -> make(exchange, body);
            case "GET /projects/ops/issues.json" ->
                list(exchange.getRequestURI().getQuery().replaceAll(".*description=~", ""));
            default ->
                issues.stream()
                        .filter(issue -> question.equals("GET /issues/" + issue.id() + ".json"))
                        .map(this::shown)
                        .findFirst()
                        .orElse(new Reply(404, ""));
        };
    }

    private Reply upload(HttpExchange exchange, byte[] body) {
        if (!"application/octet-stream".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return new Reply(406, "");
        }
        if (body.length > LARGEST) {
            return errors("This file cannot be uploaded because it exceeds the maximum allowed file size (5242880)");
        }
        String token = ++uploaded + ".0123456789abcdef";
        uploads.put(token, body);
        return new Reply(201, "{\"upload\":{\"id\":" + uploaded + ",\"token\":\"" + token + "\"}}");
    }

    private Reply make(HttpExchange exchange, byte[] body) {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return new Reply(406, "");
        }
        JsonNode issue = ForeignJson.mapper().readTree(body).path("issue");
        if (!issue.path("project_id").asString("").equals("ops")
                || issue.path("subject").asString("").isBlank()) {
            return errors("Subject cannot be blank");
        }
        if (issue.path("subject").asString().length() > 255) {
            return errors("Subject is too long (maximum is 255 characters)");
        }
        Map<String, byte[]> attached = new LinkedHashMap<>();
        for (JsonNode upload : issue.path("uploads")) {
            byte[] content = uploads.get(upload.path("token").asString());
            if (content == null) {
                return errors("Attachment is invalid");
            }
            attached.put(upload.path("filename").asString(), content);
        }
        issue.path("uploads")
                .forEach(upload -> uploads.remove(upload.path("token").asString()));
        issues.add(new Issue(issues.size() + 21, issue, attached));
        return new Reply(201, shown(issues.get(issues.size() - 1)).text());
    }

    private Reply list(String sum) {
        ObjectNode root = ForeignJson.mapper().createObjectNode();
        ArrayNode found = root.putArray("issues");
        issues.stream()
                .filter(issue -> issue.fields().path("description").asString().contains(sum))
                .forEach(issue -> found.addObject()
                        .put("id", issue.id())
                        .put("description", issue.fields().path("description").asString()));
        return new Reply(200, root.toString());
    }

    private Reply shown(Issue issue) {
        ObjectNode root = ForeignJson.mapper().createObjectNode();
        ArrayNode attachments = root.putObject("issue").put("id", issue.id()).putArray("attachments");
        issue.attachments()
                .forEach((name, content) ->
                        attachments.addObject().put("filename", name).put("filesize", content.length));
        return new Reply(200, root.toString());
    }

    private static Reply errors(String said) {
        return new Reply(422, "{\"errors\":[\"" + said + "\"]}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
