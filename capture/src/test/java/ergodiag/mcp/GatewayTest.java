package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between a node and us: it zips, opens sessions, and wants fewer questions. */
class GatewayTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long MOST_WRITTEN = 8L << 30;
    private static final String REPLY =
            "{\"jsonrpc\":\"2.0\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}}";

    private final List<String> codings = new CopyOnWriteArrayList<>();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private McpClient client;
    private volatile Way way = exchange -> plain(exchange, 200, REPLY);

    private interface Way {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            codings.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding")));
            sessions.add(String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")));
            exchange.getRequestBody().readAllBytes();
            way.answer(exchange);
            exchange.close();
        });
        server.start();
        client = McpClient.to(
                Endpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp", Optional.empty()),
                LIMIT,
                UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void nothingIsToBeCodedAndWhatIsZippedAllTheSameIsRead() throws Exception {
        way = exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream zip = new GZIPOutputStream(exchange.getResponseBody())) {
                zip.write(REPLY.getBytes(StandardCharsets.UTF_8));
            }
        };

        assertThat(text()).isEqualTo("hello");
        assertThat(codings).containsExactly("identity");
    }

    @Test
    void aZippedBodyThatStallsIsLeftInTime() {
        CountDownLatch over = new CountDownLatch(1);
        way = exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            GZIPOutputStream zip = new GZIPOutputStream(exchange.getResponseBody(), true);
            zip.write(REPLY.substring(0, REPLY.length() / 2).getBytes(StandardCharsets.UTF_8));
            zip.flush();
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        client.speaks(Dialect.OBSERVER);

        McpFailure failure = catchThrowableOfType(
                McpFailure.class,
                () -> client.call("node", Map.of(), Duration.ofMillis(300), InputStream::readAllBytes));
        over.countDown();

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aGiantThatCameZippedSmallIsReadNoFurtherThanItsReaderWants() {
        AtomicLong written = new AtomicLong();
        way = exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = "0".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            try (OutputStream zip = new GZIPOutputStream(exchange.getResponseBody())) {
                zip.write("{\"result\":{\"content\":[{\"text\":\"".getBytes(StandardCharsets.UTF_8));
                while (written.addAndGet(zeros.length) < MOST_WRITTEN) {
                    zip.write(zeros);
                }
            }
        };
        client.speaks(Dialect.OBSERVER);

        McpFailure failure = catchThrowableOfType(
                McpFailure.class,
                () -> client.call("node", Map.of(), LIMIT, in -> {
                    in.readNBytes(1 << 20);
                    throw new ReaderGaveUp("longer than wanted", new IOException());
                }));

        assertThat(failure.kind()).isEqualTo(Kind.READER);
        assertThat(written.get()).isLessThan(MOST_WRITTEN);
    }

    @Test
    void anObserverIsAskedToZipAndGetsNoSession() throws Exception {
        way = exchange -> {
            exchange.getResponseHeaders().add("Mcp-Session-Id", "s-1");
            plain(exchange, 200, REPLY);
        };
        client.speaks(Dialect.OBSERVER);

        text();
        text();

        assertThat(codings).containsOnly("gzip");
        assertThat(sessions).containsOnly("null");
    }

    @Test
    void aCodingThatIsNotKnownIsNamed() {
        way = exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "zstd");
            plain(exchange, 200, REPLY);
        };

        McpFailure failure = catchThrowableOfType(McpFailure.class, this::text);

        assertThat(failure.kind()).isEqualTo(Kind.GARBLED);
        assertThat(failure).hasMessageContaining("'zstd'");
    }

    @Test
    void theFirstSessionThatIsOpenedIsSentAlongFromThenOn() throws Exception {
        way = exchange -> {
            exchange.getResponseHeaders().add("Mcp-Session-Id", "s-" + sessions.size());
            plain(exchange, 200, REPLY);
        };

        text();
        text();
        text();

        assertThat(sessions).containsExactly("null", "s-1", "s-1");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7",
        "503, 2, 2",
        "429, , 1",
        "503, , 1",
        "429, soon, 1",
        "429, 'Wed, 21 Oct 2015 07:28:00 GMT', 0"
    })
    void asksForAWaitAreTold(int status, String header, int seconds) {
        way = exchange -> {
            if (header != null) {
                exchange.getResponseHeaders().add("Retry-After", header);
            }
            plain(exchange, status, "slow down");
        };

        McpFailure failure = catchThrowableOfType(McpFailure.class, this::text);

        assertThat(failure.kind()).isEqualTo(Kind.LATER);
        assertThat(failure.code()).hasValue(status);
        assertThat(failure.after()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anUnavailableNodeMayBeGoneAsWellAsBusyWhichIsSaid() {
        way = exchange -> plain(exchange, 503, "no backend");

        McpFailure failure = catchThrowableOfType(McpFailure.class, this::text);

        assertThat(failure).hasMessageContainingAll("busy", "the node behind it does not answer", "'no backend'");
        assertThat(failure.advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("that the node runs"));
    }

    private String text() throws McpFailure {
        StringBuilder text = new StringBuilder();
        client.call(
                "runtime_stats",
                Map.of(),
                LIMIT,
                in -> text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static void plain(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
