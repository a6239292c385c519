package ergodiag.replay;

import ergodiag.bundle.ledger.Dialect;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a replay that is an Observer, as a test does. */
final class ObserverCaller implements AutoCloseable {
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final Caller replay;

    private ObserverCaller(Caller replay) {
        this.replay = replay;
    }

    static ObserverCaller of(String sample, ReplayOptions options) {
        return new ObserverCaller(Caller.of(sample, options.as(Dialect.OBSERVER)));
    }

    /** A bundle in whatever way it was captured. */
    static ObserverCaller of(Path folder, ReplayOptions options) {
        return new ObserverCaller(Caller.of(folder, options));
    }

    ReplayServer server() {
        return replay.server();
    }

    HttpResponse<String> ask(String method, String name, String params) {
        return Caller.send(request(replay.server().url(), method, name, params).build());
    }

    static HttpRequest.Builder request(URI url, String method, String name, String params) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                        + "\",\"params\":{" + META + params + "}}"));
        return name.isEmpty() ? request : request.header("Mcp-Name", name);
    }

    /** The result of a call; arguments as JSON. */
    JsonNode call(String tool, String arguments) {
        HttpResponse<String> reply = ask("tools/call", tool, ",\"name\":\"" + tool + "\",\"arguments\":" + arguments);
        return Caller.JSON.readTree(reply.body()).path("result");
    }

    /** The text of a result. */
    String text(String tool, String arguments) {
        JsonNode result = call(tool, arguments);
        return result.path("isError").asBoolean(false)
                ? "failed: " + result.at("/content/0/text").asString()
                : result.at("/content/0/text").asString("no result");
    }

    JsonNode json(String tool, String arguments) {
        return Caller.JSON.readTree(text(tool, arguments));
    }

    /** The whole envelope of a reading. */
    JsonNode read(String uri) {
        ObjectNode named = Caller.JSON.createObjectNode().put("uri", uri);
        String member = named.toString();
        HttpResponse<String> reply = ask("resources/read", uri, "," + member.substring(1, member.length() - 1));
        return Caller.JSON.readTree(reply.body());
    }

    /** The value of a reading. */
    JsonNode value(String uri) {
        JsonNode reply = read(uri);
        return Caller.JSON.readTree(reply.at("/result/contents/0/text").asString(reply.toString()));
    }

    @Override
    public void close() {
        replay.close();
    }
}
