package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an HTTP status other than 200 means here, and what can be done about it. */
final class Statuses {
    private static final int LONGEST_ADDRESS = 200;
    /** What these mean is told by the status, and beside it a JSON-RPC error says only the same in words (ERGO33.md 2). */
    private static final Set<Integer> OF_THE_GATE = Set.of(401, 403, 405, 429, 502, 503, 504);

    private static final String RUNS = "check that the node runs, or ask it without what stands before it.";
    private static final String PATH =
            "check the path in the URL, which is usually /mcp, and the port, usually 9911 (Observer) or 9922 (MCP application).";
    private static final String AUTHORIZER =
            "an Observer has no token of its own: ask whoever runs it whom its authorizer, or the proxy before it, lets in; a bearer"
                    + " token is given with --token-file, ERGODIAG_TOKEN or --token-prompt.";

    private Statuses() {}

    static McpFailure failure(Endpoint endpoint, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        String said = Envelope.snippet(body);
        Optional<JsonNode> error = Envelope.error(body);
        if (error.isPresent() && !OF_THE_GATE.contains(status)) {
            return Envelope.refused(error.get());
        }
        if (PlainText.toTls(said)) {
            return TlsFailures.wanted(endpoint, null);
        }
        String words = "HTTP status " + status;
        return switch (status) {
            case 301, 302, 303, 307, 308 -> redirect(endpoint, response, words);
            case 407 ->
                http(
                        status,
                        words + ", the proxy wants a password",
                        "set http.nonProxyHosts (java -Dhttp.nonProxyHosts=...) so that the node is asked directly.");
            case 504 -> new McpFailure(Kind.TIMEOUT, status, words + ", the node gave up waiting for itself");
            default ->
                quoting(
                        described(endpoint, response, words, error.isPresent()),
                        error.map(Envelope::message).orElse(said));
        };
    }

    private static McpFailure quoting(McpFailure failure, String said) {
        return said.isEmpty()
                ? failure
                : failure.quoting(new Quote(failure.getMessage() + ", '", said, Quote.SNIPPET, "'"));
    }

    /** @param inJson whether the answer is one of JSON-RPC, as those of an Observer are, and those of a node or a proxy are not */
    private static McpFailure described(Endpoint endpoint, HttpResponse<?> response, String words, boolean inJson) {
        int status = response.statusCode();
        return switch (status) {
            case 401, 403 -> unauthorized(endpoint, status, words, inJson);
            case 404 -> http(status, words + ", nothing is served at this path", PATH);
            case 405 -> http(status, words + ", what is served at this path takes no POST", PATH);
            case 429 ->
                later(
                        response,
                        words + ", the endpoint is busy",
                        "something in front of the node, or the node itself, allows fewer questions: ask again later, or with"
                                + " --max-in-flight 1.");
            case 502 ->
                inJson
                        ? http(
                                status,
                                words + ", who was to answer ended before that",
                                "try again; look at the log of the node.")
                        : http(
                                status,
                                words + ", something in front of the node answers, but the node behind it does not",
                                RUNS);
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

    private static McpFailure unauthorized(Endpoint endpoint, int status, String words, boolean inJson) {
        boolean given = endpoint.authorization().isPresent();
        String advice = given
                ? "give the token of this node with --token-file or ERGODIAG_TOKEN."
                : "the node wants a token: give it with --token-file, ERGODIAG_TOKEN or --token-prompt.";
        return new McpFailure(
                Kind.UNAUTHORIZED,
                status,
                words + (given ? ", the token was not accepted" : ", a token is wanted"),
                null,
                Stage.HTTP,
                inJson ? AUTHORIZER : advice);
    }

    private static McpFailure http(int status, String message, String advice) {
        return new McpFailure(Kind.HTTP, status, message, null, Stage.HTTP, advice);
    }

    private static McpFailure redirect(Endpoint endpoint, HttpResponse<?> response, String words) {
        McpFailure failure = http(response.statusCode(), "", "give that address yourself if it is the right one.");
        Optional<URI> target = target(endpoint, response);
        if (target.filter(to -> to.resolve("/").equals(endpoint.at("/"))).isPresent()) {
            failure =
                    failure.with(ErrorData.of(McpFailure.LOCATION, target.get().getPath()));
        }
        return failure.quoting(new Quote(
                words + ", a redirect to ",
                target.map(URI::toString).orElse("an address that cannot be read"),
                LONGEST_ADDRESS,
                ", which is not followed because the token would travel"));
    }

    /** Where it points to, without user, password and query. */
    static Optional<URI> target(Endpoint endpoint, HttpResponse<?> response) {
        try {
            URI to = endpoint.url()
                    .resolve(response.headers().firstValue("Location").orElse(""));
            return Optional.of(new URI(to.getScheme(), null, to.getHost(), to.getPort(), to.getPath(), null, null));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
