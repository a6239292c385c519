package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void a_text_arrives_with_its_escapes_undone() throws Exception {
        answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                + "\"a\\n\\\"b\\\" \\u003c\\u00e4\\ud83d\\ude00\\ud83d \\\\ \\/ é\"}]}}");

        assertThat(text(LIMIT)).isEqualTo("a\n\"b\" <ä😀\uFFFD \\ / é");
    }

    @Test
    void a_proxied_reply_with_its_keys_in_alphabetical_order_is_the_same() throws Exception {
        answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"text\":\"null\",\"type\":\"text\"}]}}");

        assertThat(text(LIMIT)).isEqualTo("null");
    }

    @Test
    void a_text_larger_than_all_buffers_arrives_whole() throws Exception {
        String large = "line of text\\n".repeat(200_000);
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + large + "\"}]},\"id\":1}");

        assertThat(text(LIMIT)).hasLineCount(200_000);
    }

    @Test
    void the_bytes_on_the_wire_are_counted_with_their_escapes() throws Exception {
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"a\\nb\"}]}}");

        try (McpClient client = client("token")) {
            assertThat(client.call("node_info", Map.of(), LIMIT, in -> in.readAllBytes()))
                    .isEqualTo(5);
        }
    }

    @Test
    void the_token_travels_as_bearer() throws Exception {
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}}");

        text(LIMIT);

        assertThat(authorizations).containsExactly("Bearer token");
    }

    @Test
    void an_error_of_the_endpoint_keeps_its_code_and_text() {
        answers(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"remote call to 'x' failed: no route\"}}");

        McpFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).hasValue(-32603);
        assertThat(failure).hasMessage("remote call to 'x' failed: no route");
    }

    @Test
    void a_refused_token_is_told_apart() {
        status = 401;

        assertThat(failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void a_web_page_is_no_answer() {
        answers("<html><body>It works!</body></html>");

        assertThat(failure().kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void an_answer_that_is_cut_off_is_no_answer() {
        answers("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"half of");

        assertThat(failure().kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void another_status_says_what_the_server_said() {
        status = 404;
        answers("404 page not found\n");

        McpFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.HTTP);
        assertThat(failure).hasMessageContaining("404 page not found");
    }

    @Test
    void a_body_that_never_ends_is_left_by_the_watchdog() {
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
    void an_answer_that_is_given_up_is_abandoned_whatever_of_it_came(String body) throws Exception {
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
    void a_closed_port_is_said_to_be_closed() throws Exception {
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

    private McpClient client(String token) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
        return McpClient.to(Endpoint.of(url, Optional.of(token)), Duration.ofSeconds(5));
    }
}
