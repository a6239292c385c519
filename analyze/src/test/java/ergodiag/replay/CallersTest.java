package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may ask a replay, and what it says of those who may not. */
class CallersTest {
    private static final String LIST = call("tools/list", "{}");

    private final ManualTime time = new ManualTime();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final Bundle bundle = Bundle.open(Path.of("../samples/healthy-three-nodes.zip"));
    private ReplayServer server = start("");

    @AfterEach
    void close() {
        server.close();
        bundle.close();
    }

    private ReplayServer start(String token) {
        ReplayOptions options = ReplayOptions.asRecorded().withTime(time).withToken(token);
        return ReplayServer.start(bundle, options, console::add);
    }

    private static String call(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** The first line of the answer and what follows, to a request with these headers and no others but its length. */
    private String ask(String body, String... headers) {
        StringBuilder request = new StringBuilder("POST /mcp HTTP/1.1\r\nConnection: close\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n");
        Stream.of(headers).forEach(header -> request.append(header).append("\r\n"));
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: LOCALHOST:9922",
                "Host: 127.0.0.1:1",
                "Host: 127.8.0.1",
                "Host: [::1]:80",
                "Host: localhost:1\r\nOrigin: http://localhost:5173",
                "Host: localhost:1\r\nOrigin: https://127.0.0.1",
                "Host: localhost:1\r\norigin: http://[::1]:6274"
            })
    void whoNamesThisMachineIsAnswered(String headers) {
        assertThat(ask(LIST, headers)).startsWith("HTTP/1.1 200").contains("process_list");
        assertThat(console).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: bundle.example",
                "Host: bundle.example:80",
                "Host: localhost.bundle.example",
                "Host: 127.0.0.1.bundle.example",
                "Host: 10.0.0.7:9922",
                "Host:",
                "X-Nothing: of a host",
                "Host: localhost\r\nHost: bundle.example",
                "Host: localhost\r\nOrigin: null",
                "Host: localhost\r\nOrigin: http://bundle.example",
                "Host: localhost\r\nOrigin: http://localhost.bundle.example:80",
                "Host: localhost\r\nOrigin: file://",
                "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://bundle.example"
            })
    void whoDoesNotIsTurnedAwayWithALineOnTheConsole(String headers) {
        assertThat(ask(LIST, headers)).startsWith("HTTP/1.1 403").doesNotContain("process_list");
        assertThat(ask(LIST.replace("1", "2"), "Content-Type: text/plain", headers))
                .startsWith("HTTP/1.1 403");
        assertThat(console).singleElement().asString().startsWith("Turned away a caller (HTTP 403): its ");
    }

    @Test
    void tellingOfThemNeitherFloodsNorDrawsOnTheConsole() {
        for (int i = 0; i < 50; i++) {
            ask(LIST, "Host: localhost", "Origin: http://\u001b[31m" + "x".repeat(4000));
        }
        assertThat(console).singleElement().asString().hasSizeLessThan(300).doesNotContain("\u001b", "49");
        time.pass(TurnedAway.PAUSE.plus(Duration.ofMillis(1)));
        ask(LIST, "Host: bundle.example");
        assertThat(console).hasSize(2);
        assertThat(console.get(1)).contains("'bundle.example'", "49 more");
    }

    @Test
    void aTokenOfAnyLettersIsComparedByteForByte() {
        server.close();
        server = start("gehe\u00edm-\u043a\u043b\u044e\u0447");
        String local = "Host: localhost";
        assertThat(ask(LIST, local, "Authorization: Bearer gehe\u00edm-\u043a\u043b\u044e\u0447"))
                .startsWith("HTTP/1.1 200");
        assertThat(ask(LIST, local, "Authorization: Bearer gehe?m-????")).startsWith("HTTP/1.1 401");
        assertThat(ask(LIST, local, "Authorization: Bearer gehe\u00edm-\u043a\u043b\u044e"))
                .startsWith("HTTP/1.1 401");
        assertThat(ask(LIST, local)).startsWith("HTTP/1.1 401");
        assertThat(console).singleElement().asString().contains("HTTP 401").doesNotContain("gehe");
    }

    @Test
    void anEmptyTokenIsNone() {
        assertThat(ask(LIST, "Host: localhost")).startsWith("HTTP/1.1 200");
        assertThat(ask(LIST, "Host: localhost", "Authorization: Bearer anything"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void aClientGetsTheVersionThatItAsksFor(String version) {
        assertThat(version("{\"protocolVersion\":\"" + version + "\"}")).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"protocolVersion\":\"2031-01-01\"}", "{\"protocolVersion\":7}", "{}", "null", "[]"})
    void aVersionThatNobodyKnowsBecomesTheNewest(String params) {
        assertThat(version(params)).isEqualTo("2025-11-25");
    }

    private String version(String params) {
        String reply = Caller.post(server.url(), call("initialize", params)).body();
        JsonNode result = Caller.JSON.readTree(reply).path("result");
        assertThat(result.at("/serverInfo/name").asString()).isEqualTo("ergo-mcp");
        return result.path("protocolVersion").asString();
    }

    @Test
    void whatCanBeAskedIsCounted() {
        JsonNode listed =
                Caller.JSON.readTree(Caller.post(server.url(), LIST).body()).at("/result/tools");
        assertThat(server.tools()).isEqualTo(new ToolCount(listed.size(), 48));
        assertThat(listed.size()).isBetween(20, 47);
    }
}
