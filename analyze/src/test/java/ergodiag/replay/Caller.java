package ergodiag.replay;

import ergodiag.bundle.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Asks a replay over HTTP, as a test does. */
final class Caller implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Bundle bundle;
    private final ReplayServer server;

    private Caller(Bundle bundle, ReplayOptions options) {
        this.bundle = bundle;
        this.server = ReplayServer.start(bundle, options);
    }

    static Caller of(String sample, ReplayOptions options) {
        return new Caller(Bundle.open(Path.of("..", "samples", sample + ".zip")), options);
    }

    static Caller of(Path folder, ReplayOptions options) {
        return new Caller(Bundle.open(folder), options);
    }

    ReplayServer server() {
        return server;
    }

    /** The whole envelope of a call; arguments as JSON. */
    JsonNode envelope(String tool, String arguments) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
        return JSON.readTree(post(server.url(), body).body());
    }

    /** The text of a result. */
    String text(String tool, String arguments) {
        return envelope(tool, arguments)
                .path("result")
                .path("content")
                .path(0)
                .path("text")
                .asString("no result");
    }

    JsonNode json(String tool, String arguments) {
        return JSON.readTree(text(tool, arguments));
    }

    /** The text of an error, or "". */
    String error(String tool, String arguments) {
        return envelope(tool, arguments).path("error").path("message").asString("");
    }

    static HttpResponse<String> post(URI url, String body) {
        return send(HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        bundle.close();
    }
}
