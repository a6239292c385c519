package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an Observer refuses in its own words, in the order of its checks (ERGO33.md 2), and what others say with the same status. */
class RefusalsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            403 | null   | -32600 | Forbidden                        | UNAUTHORIZED | 403    | 'Forbidden'; an authorizer
            401 | null   | -32600 | Unauthorized                     | UNAUTHORIZED | 401    | 'Unauthorized'; an authorizer
            429 | null   | -32600 | Too Many Requests                | LATER        | 429    | 'Too Many Requests'
            405 | null   | -32600 | Method Not Allowed               | HTTP         | 405    | 'Method Not Allowed'
            400 |        | -32600 | one POST carries one request     | REFUSED      | -32600 | one POST carries one request
            400 |        | -32700 | body is not JSON                 | REFUSED      | -32700 | body is not JSON
            400 | 1      | -32020 | Mcp-Method is required           | REFUSED      | -32020 | Mcp-Method is required
            400 | 1      | -32022 | unsupported protocol version     | REFUSED      | -32022 | unsupported protocol version
            406 | 1      | -32023 | Accept must list both            | REFUSED      | -32023 | Accept must list both
            400 | 1      | -32602 | there is no tool x               | REFUSED      | -32602 | there is no tool x
            404 | 1      | -32601 | initialize is not served here    | REFUSED      | -32601 | initialize is not served here
            500 | 1      | -32603 | timed out                        | REFUSED      | -32603 | timed out
            502 | null   | -32603 | Bad Gateway                      | HTTP         | 502    | ended before that, 'Bad Gateway'
            503 | null   | -32603 | Service Unavailable              | LATER        | 503    | 'Service Unavailable'
            504 | null   | -32603 | Gateway Timeout                  | TIMEOUT      | 504    | gave up waiting
            """)
    void a_refusal_is_told_in_its_words_and_decided_by_its_codes(
            int status, String id, int code, String message, Kind kind, int told, String words) throws IOException {
        String member = id == null ? "" : "\"id\":" + id + ",";

        McpFailure failure = answered(
                status,
                "{\"jsonrpc\":\"2.0\"," + member + "\"error\":{\"code\":" + code + ",\"message\":\"" + message
                        + "\"}}");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).hasValue(told);
        assertThat(failure.getMessage() + "; "
                        + (failure.advice().orElse("").contains("authorizer") ? "an authorizer" : ""))
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            401 |                                   | UNAUTHORIZED | 401
            403 | Forbidden                         | UNAUTHORIZED | 403
            404 | 404 page not found                | HTTP         | 404
            400 | {"error":"bad request"}           | HTTP         | 400
            500 | {"error":{"message":"no code"}}   | HTTP         | 500
            502 | <html>Bad Gateway</html>          | HTTP         | 502
            503 | no backend                        | LATER        | 503
            504 | upstream                          | TIMEOUT      | 504
            202 |                                   | HTTP         | 202
            """)
    void what_stands_in_front_has_no_codes_and_is_told_by_its_status(int status, String body, Kind kind, int code)
            throws IOException {
        McpFailure failure = answered(status, body == null ? "" : body);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).hasValue(code);
        assertThat(failure.getMessage()).contains("HTTP status " + status);
        assertThat(failure.advice().orElse("")).doesNotContain("Observer has no token");
    }

    @Test
    void an_error_that_says_it_is_zipped_and_holds_nothing_is_told_by_its_status() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertThat(asked(server).code()).hasValue(404);
    }

    private static McpFailure answered(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return asked(server);
    }

    private static McpFailure asked(HttpServer server) {
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
        try (McpClient client = McpClient.to(Endpoint.of(url, Optional.empty()), LIMIT, UnaryOperator.identity())) {
            client.speaks(Dialect.OBSERVER);
            return catchThrowableOfType(
                    McpFailure.class, () -> client.call("x", Map.of(), LIMIT, InputStream::readAllBytes));
        } finally {
            server.stop(0);
        }
    }
}
