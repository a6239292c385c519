package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Progress;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that are not what they should be: at which step that shows, what is said, and what the user is told to do. */
@Execution(ExecutionMode.CONCURRENT)
class ReachStagesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            401 |                                         | HTTP       | a token is wanted           | --token-prompt
            403 | forbidden by rule 7                     | HTTP       | forbidden by rule 7         | --token-file
            404 | 404 page not found                      | HTTP       | nothing is served           | usually /mcp
            405 |                                         | HTTP       | takes no POST               | usually /mcp
            302 |                                         | HTTP       | a redirect to http://else.where/mcp, which is not followed | give that address
            407 |                                         | HTTP       | the proxy wants a password  | nonProxyHosts
            502 | <html>Bad Gateway</html>                | HTTP       | something in front          | check that the node runs
            504 |                                         | HTTP       | gave up waiting             | try again
            500 | boom                                    | HTTP       | HTTP status 500, 'boom'     | not an MCP endpoint
            400 | Client sent an HTTP request to an HTTPS server. | TLS | speaks TLS                 | https://
            200 | <html>It works!</html>                  | JSON-RPC   | starts with '<html>         | not an MCP endpoint
            200 |                                         | JSON-RPC   | the answer is empty         | not an MCP endpoint
            200 | event: message                          | JSON-RPC   | stream of events            | not an MCP endpoint
            200 | {"status":"UP"}                         | JSON-RPC   | no JSON-RPC result          | not an MCP endpoint
            200 | [1,2,3]                                 | JSON-RPC   | no JSON-RPC result          | not an MCP endpoint
            200 | {"jsonrpc":"2.0","error":{"code":-32601,"message":"method not found"}} | initialize | method not found | not an MCP endpoint
            200 | {"jsonrpc":"2.0","result":{"capabilities":{}}} | initialize | names no protocolVersion | usually /mcp
            200 | {"jsonrpc":"2.0","result":{"protocolVersion":"2025-06-18","tools":[{"name":"weather"}]}} | tools/list | offers no tool node_info | Ergo node
            """)
    void whatAnswersAndIsNoErgoNodeIsToldWithTheStepAndWhatToDo(
            int status, String body, String stage, String said, String advice) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Location", "http://user:pass@else.where/mcp?token=x");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            CaptureResult result =
                    capture("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");

            assertThat(result.nobody()).get().asString().contains(said, advice).doesNotContain("pass@");
            assertThat(failed(result)).isEqualTo(stage);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aNameThatNobodyKnowsFailsAtTheName() {
        CaptureResult result = capture("http://no-such-host.invalid:9922/mcp");

        assertThat(result.nobody()).get().asString().contains("not known to DNS", "check the host");
        assertThat(failed(result)).isEqualTo("name");
    }

    @Test
    void plainTextWhereTlsIsAwaitedFailsAtTls() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            CaptureResult result =
                    capture("https://127.0.0.1:" + server.getAddress().getPort() + "/mcp");

            assertThat(result.nobody()).get().asString().contains("TLS").containsAnyOf("http://", "http or https");
            assertThat(failed(result)).isEqualTo("TLS");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void headersWithoutEndEndTheAttempt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept();
                            OutputStream out = socket.getOutputStream()) {
                        out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                        byte[] header = ("X-More: " + "x".repeat(8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                        for (int i = 0; i < 10_000; i++) {
                            out.write(header);
                        }
                    } catch (IOException e) {
                        // the other side has had enough
                    }
                }
            });
            talker.setDaemon(true);
            talker.start();

            CaptureResult result = capture("http://127.0.0.1:" + server.getLocalPort() + "/mcp");

            assertThat(result.nobody()).isPresent();
            assertThat(failed(result)).isEqualTo("HTTP");
        }
    }

    @Test
    void anotherVersionOfTheProtocolIsToldAndNotRefused() throws IOException {
        try (FakeNode node = new FakeNode()) {
            node.speaks("2024-11-05");

            CaptureResult result = Captures.quick(node, folder);

            assertThat(result.nobody()).isEmpty();
            try (var bundle = ergodiag.bundle.Bundle.open(result.bundle())) {
                assertThat(bundle.text("capture.log")).contains("speaks MCP 2024-11-05");
            }
        }
    }

    @Test
    void eachStepThatWasTakenHasItsLineInTheLedger() throws IOException {
        try (FakeNode node = new FakeNode()) {
            CaptureResult result = Captures.quick(node, folder);

            assertThat(result.calls().stream().limit(6).map(ReachStagesTest::step))
                    .containsExactly("name", "TCP", "HTTP", "JSON-RPC", "initialize", "tools/list");
        }
    }

    private static String failed(CaptureResult result) {
        return result.calls().stream()
                .filter(call -> call.outcome() != Outcome.OK)
                .map(ReachStagesTest::step)
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
    }

    private static String step(Call call) {
        return switch (call.tool()) {
            case "reach" -> call.argument("stage");
            case "tools_list" -> "tools/list";
            default -> call.tool();
        };
    }

    private CaptureResult capture(String url) {
        CaptureOptions options =
                Captures.options(Endpoint.of(url, Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
        return new Capture(options, Progress.SILENT).run();
    }
}
