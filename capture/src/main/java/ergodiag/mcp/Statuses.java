package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What an HTTP status other than 200 means here, and what can be done about it. */
final class Statuses {
    private static final int LONGEST_ADDRESS = 200;
    private static final String RUNS = "check that the node runs, or ask it without what stands before it.";
    private static final String PATH = "check the path in the URL, which is usually /mcp, and the port, usually 9922.";

    private Statuses() {}

    static McpFailure failure(Endpoint endpoint, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        String said = Envelope.snippet(body);
        if (PlainText.toTls(said)) {
            return TlsFailures.wanted(endpoint, null);
        }
        String words = "HTTP status " + status;
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                http(status, "", "give that address yourself if it is the right one.")
                        .quoting(new Quote(
                                words + ", a redirect to ",
                                target(endpoint, response),
                                LONGEST_ADDRESS,
                                ", which is not followed because the token would travel"));
            case 407 ->
                http(
                        status,
                        words + ", the proxy wants a password",
                        "set http.nonProxyHosts (java -Dhttp.nonProxyHosts=...) so that the node is asked directly.");
            case 504 -> new McpFailure(Kind.TIMEOUT, status, words + ", the node gave up waiting for itself");
            default -> quoting(described(endpoint, response, words), said);
        };
    }

    private static McpFailure quoting(McpFailure failure, String said) {
        return said.isEmpty()
                ? failure
                : failure.quoting(new Quote(failure.getMessage() + ", '", said, Quote.SNIPPET, "'"));
    }

    private static McpFailure described(Endpoint endpoint, HttpResponse<?> response, String words) {
        int status = response.statusCode();
        return switch (status) {
            case 401, 403 ->
                unauthorized(
                        endpoint,
                        status,
                        words
                                + (endpoint.authorization().isPresent()
                                        ? ", the token was not accepted"
                                        : ", a token is wanted"));
            case 404 -> http(status, words + ", nothing is served at this path", PATH);
            case 405 -> http(status, words + ", what is served at this path takes no POST", PATH);
            case 429 ->
                later(
                        response,
                        words + ", the endpoint is busy",
                        "something in front of the node, or the node itself, allows fewer questions: ask again later, or with"
                                + " --max-in-flight 1.");
            case 502 ->
                http(status, words + ", something in front of the node answers, but the node behind it does not", RUNS);
            case 503 ->
                later(
                        response,
                        words + ", the endpoint is busy"
                                + (RetryAfter.of(response).isPresent()
                                        ? ""
                                        : ", or the node behind it does not answer"),
                        RUNS);
            default -> new McpFailure(Kind.HTTP, status, words);
        };
    }

    private static McpFailure later(HttpResponse<?> response, String words, String advice) {
        Optional<Duration> said = RetryAfter.of(response);
        String wait = said.map(after -> " and asked to wait " + after.toSeconds() + " s")
                .orElse("");
        return McpFailure.later(response.statusCode(), words + wait, said.orElse(RetryAfter.UNSAID), advice);
    }

    private static McpFailure unauthorized(Endpoint endpoint, int status, String message) {
        return new McpFailure(
                Kind.UNAUTHORIZED,
                status,
                message,
                null,
                Stage.HTTP,
                endpoint.authorization().isPresent()
                        ? "give the token of this node with --token-file or ERGODIAG_TOKEN."
                        : "the node wants a token: give it with --token-file, ERGODIAG_TOKEN or --token-prompt.");
    }

    private static McpFailure http(int status, String message, String advice) {
        return new McpFailure(Kind.HTTP, status, message, null, Stage.HTTP, advice);
    }

    /** Where it points to, without user, password and query. */
    private static String target(Endpoint endpoint, HttpResponse<?> response) {
        try {
            URI to = endpoint.url()
                    .resolve(response.headers().firstValue("Location").orElse(""));
            return new URI(to.getScheme(), null, to.getHost(), to.getPort(), to.getPath(), null, null).toString();
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            return "an address that cannot be read";
        }
    }
}
