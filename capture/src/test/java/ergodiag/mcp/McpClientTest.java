package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private HttpServer server;
    private volatile Answer answer = out -> {};
    private volatile int status = 200;

    private interface Answer {
        void write(OutputStream out) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                answer.write(out);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        testIsOver.countDown();
        server.stop(0);
    }

    @Test
    void aTextArrivesWithItsEscapesUndone() throws Exception {
        answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                + "\"a\\n\\\"b\\\" \\u003c\\u00e4\\ud83d\\ude00\\ud83d \\\\ \\/ é\"}]}}");

        assertThat(text(LIMIT)).isEqualTo("a\n\"b\" <ä😀\uFFFD \\ / é");
    }

    @Test
    void aProxiedReplyWithItsKeysInAlphabeticalOrderIsTheSame() throws Exception {
        answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"text\":\"null\",\"type\":\"text\"}]}}");

        assertThat(text(LIMIT)).isEqualTo("null");
    }

    @Test
    void aTextLargerThanAllBuffersArrivesWhole() throws Exception {
        String large = "line of text\\n".repeat(200_000);
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + large + "\"}]},\"id\":1}");

        assertThat(text(LIMIT)).hasLineCount(200_000);
    }

    @Test
    void theBytesOnTheWireAreCountedWithTheirEscapes() throws Exception {
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"a\\nb\"}]}}");

        try (McpClient client = client("token")) {
            assertThat(client.call("node_info", Map.of(), LIMIT, in -> in.readAllBytes()))
                    .isEqualTo(5);
        }
    }

    @Test
    void theTokenTravelsAsBearer() throws Exception {
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}}");

        text(LIMIT);

        assertThat(authorizations).containsExactly("Bearer token");
    }

    @Test
    void anErrorOfTheEndpointKeepsItsCodeAndText() {
        answers(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"remote call to 'x' failed: no route\"}}");

        McpFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).hasValue(-32603);
        assertThat(failure).hasMessage("remote call to 'x' failed: no route");
    }

    @Test
    void aRefusedTokenIsToldApart() {
        status = 401;

        assertThat(failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void aWebPageIsNoAnswer() {
        answers("<html><body>It works!</body></html>");

        assertThat(failure().kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void anAnswerThatIsCutOffIsNoAnswer() {
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"half of");

        assertThat(failure().kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void anotherStatusSaysWhatTheServerSaid() {
        status = 404;
        answers("404 page not found\n");

        McpFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.HTTP);
        assertThat(failure).hasMessageContaining("404 page not found");
    }

    @Test
    void aBodyThatNeverEndsIsLeftByTheWatchdog() {
        answer = out -> {
            out.write("{\"result\":{\"content\":[{\"text\":\"abc".getBytes(StandardCharsets.UTF_8));
            out.flush();
            hang();
        };

        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> text(Duration.ofMillis(300)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"result\":{\"content\":[{\"text\":\"abc"})
    void anAnswerThatIsGivenUpIsAbandonedWhateverOfItCame(String body) throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        answer = out -> {
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            hangs.countDown();
            hang();
        };
        try (McpClient client = client("token")) {
            var asking = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(
                            McpFailure.class, () -> client.call("node_info", Map.of(), LIMIT, in -> in.readAllBytes())),
                    task -> new Thread(task).start());
            assertThat(hangs.await(1, TimeUnit.MINUTES)).isTrue();

            client.abort(tool -> tool.equals("another"));
            client.abort(tool -> tool.equals("node_info"));

            assertThat(asking.get(1, TimeUnit.MINUTES).kind()).isEqualTo(Kind.ABANDONED);
        }
    }

    @Test
    void aClosedPortIsSaidToBeClosed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Endpoint endpoint = Endpoint.of("http://127.0.0.1:" + port + "/mcp", Optional.empty());

        McpFailure failure =
                catchThrowableOfType(McpFailure.class, () -> Connections.tcp(endpoint, Duration.ofSeconds(5)));

        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
        assertThat(failure).hasMessageContaining("nothing listens at 127.0.0.1:" + port);
    }

    /** A token that is longer than what is told of an answer must not be cut before it is taken out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    500 | the token is TOKEN and no good
                    200 | {"jsonrpc":"2.0","id":"TOKEN","result":{"content":[{"type":"text","text":"x"}]}}
                    200 | {"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"PADDED TOKEN"}}
                    200 | {"jsonrpc":"2.0","result":{"content":[{"type":"text","text":"PADDED TOKEN"}],"isError":true}}
                    """)
    void whatTheEndpointSaysIsCutOnlyAfterSecretsWereTakenOut(int said, String body) {
        String token = "q7Lo".repeat(60);
        status = said;
        answers(body.replace("TOKEN", token).replace("PADDED", "x".repeat(1_900)));

        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> {
            try (McpClient client =
                    McpClient.to(Endpoint.of(url(), Optional.empty()), LIMIT, text -> text.replace(token, "[gone]"))) {
                client.call("node_info", Map.of(), LIMIT, InputStream::readAllBytes);
            }
        });

        assertThat(failure).hasMessageNotContaining("q7Lo").hasMessageContaining("[gone]");
    }

    private void hang() throws IOException {
        try {
            testIsOver.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void answers(String body) {
        answer = out -> out.write(body.getBytes(StandardCharsets.UTF_8));
    }

    private McpFailure failure() {
        return catchThrowableOfType(McpFailure.class, () -> text(LIMIT));
    }

    private String text(Duration limit) throws McpFailure {
        StringBuilder text = new StringBuilder();
        try (McpClient client = client("token")) {
            client.call(
                    "node_info",
                    Map.of(),
                    limit,
                    in -> text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        return text.toString();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    private McpClient client(String token) {
        return McpClient.to(Endpoint.of(url(), Optional.of(token)), Duration.ofSeconds(5), UnaryOperator.identity());
    }
}
