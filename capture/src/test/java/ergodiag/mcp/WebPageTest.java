package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.testing.MetricsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A page that somebody else serves: whatever comes is bounded, and what does not is told. */
class WebPageTest {
    private static final int MOST = 1 << 16;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void aPageComesAsItIs() throws Exception {
        try (MetricsServer server = new MetricsServer(MetricsServer.page("x 1\n"))) {
            assertThat(page(server).get(LONG, NEVER, "text/plain")).asString().isEqualTo("x 1\n");
            assertThat(server.asked()).containsExactly("GET /metrics []");
        }
    }

    @Test
    void oneOfExactlyTheLimitIsTakenAndALongerOneIsNot() throws Exception {
        try (MetricsServer server =
                new MetricsServer(MetricsServer.page("x".repeat(MOST)), MetricsServer.page("x".repeat(MOST + 1)))) {
            assertThat(page(server).get(LONG, NEVER, "*/*")).hasSize(MOST);
            fails(server, failure -> failure.kind() == McpFailure.Kind.READER);
        }
    }

    @Test
    void whatIsZippedIsUnpackedNoFurtherThanTheLimit() throws Exception {
        try (MetricsServer server = new MetricsServer(zipped("x 1\n"), zipped("x".repeat(100 * MOST)), exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "br");
            MetricsServer.page("?").answer(exchange);
        })) {
            assertThat(page(server).get(LONG, NEVER, "*/*")).asString().isEqualTo("x 1\n");
            fails(server, failure -> failure.kind() == McpFailure.Kind.READER);
            fails(server, failure -> failure.kind() == McpFailure.Kind.GARBLED);
        }
    }

    @Test
    void whoeverDoesNotEndIsNotWaitedForEver() throws Exception {
        try (MetricsServer server = new MetricsServer(exchange -> awaitTheEnd(), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            awaitTheEnd();
        })) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> page(server).get(Duration.ofMillis(300), NEVER, "*/*"))
                        .isInstanceOfSatisfying(
                                McpFailure.class,
                                failure -> assertThat(failure.kind()).isEqualTo(McpFailure.Kind.TIMEOUT));
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void whoGivesUpWaitsNoLonger() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        try (MetricsServer server = new MetricsServer(exchange -> {
            givenUp.countDown();
            awaitTheEnd();
        })) {
            assertThatThrownBy(() -> page(server).get(LONG, givenUp, "*/*"))
                    .isInstanceOfSatisfying(
                            McpFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(McpFailure.Kind.ABANDONED));
        } finally {
            over.countDown();
        }
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        try (MetricsServer server = new MetricsServer(
                MetricsServer.status(401, "text/plain", ""), MetricsServer.status(500, "text/plain", "x"))) {
            fails(
                    server,
                    failure -> failure.kind() == McpFailure.Kind.UNAUTHORIZED
                            && String.valueOf(failure.getMessage()).contains("http://user:password@host/"));
            fails(server, failure -> failure.code().getAsInt() == 500);
        }
        Endpoint closed;
        try (MetricsServer server = new MetricsServer(MetricsServer.page(""))) {
            closed = Endpoint.ofMetrics(server.url());
        }
        assertThatThrownBy(() -> new WebPage(closed, MOST, LONG).get(LONG, NEVER, "*/*"))
                .hasMessageContaining("connection refused");
    }

    private static void fails(MetricsServer server, Predicate<McpFailure> so) {
        assertThatThrownBy(() -> page(server).get(LONG, NEVER, "*/*"))
                .isInstanceOfSatisfying(
                        McpFailure.class,
                        failure -> assertThat(so.test(failure))
                                .as("%s: %s", failure.kind(), failure.getMessage())
                                .isTrue());
    }

    private static WebPage page(MetricsServer server) {
        return new WebPage(Endpoint.ofMetrics(server.url()), MOST, LONG);
    }

    private static MetricsServer.Page zipped(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        };
    }

    private void awaitTheEnd() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
