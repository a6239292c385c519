package ergodiag.mcp;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The envelope of JSON-RPC around a reply: what it must be and whose it is. */
final class Envelope {
    /** An envelope is small: what is not is no answer. The text inside it is never taken from the parser, and has its own bounds. */
    static final ObjectMapper STREAM = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(1 << 20)
                            .maxDocumentLength(16L << 20)
                            .build())
                    .build())
            .build();

    /** One that is read as a whole. */
    static final ObjectMapper JSON = ForeignJson.builder(16L << 20).build();

    private static final String UNSAID = "an error without a reason";

    private Envelope() {}

    /** The result of a reply that is small. */
    static JsonNode result(InputStream body, long id) throws IOException, McpFailure {
        JsonNode root;
        byte[] bytes = body.readNBytes(4 << 20);
        try {
            root = JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw notJson(snippet(bytes));
        }
        if (bytes.length == 0) {
            throw notJson("");
        }
        answersTo(id, root.path("id").asString(""));
        if (root.path("error").isObject()) {
            throw refused(root.path("error"));
        }
        if (!root.path("result").isObject()) {
            throw garbled(
                    new Quote("the answer is JSON, but no JSON-RPC result: '", snippet(bytes), Quote.SNIPPET, "'"));
        }
        return root.path("result");
    }

    private static McpFailure notJson(String start) {
        if (start.isEmpty()) {
            return garbled("the answer is empty");
        }
        return start.startsWith("event:") || start.startsWith("data:")
                ? garbled("the answer is a stream of events, and Ergo answers with one JSON")
                : garbled(new Quote("the answer is not JSON but starts with '", start, Quote.SNIPPET, "'"));
    }

    /** A reply to another question is no reply to this one, however good it looks; one without an id is let pass. */
    static void answersTo(long id, String said) throws McpFailure {
        if (!said.isEmpty() && !said.equals(String.valueOf(id))) {
            throw garbled(new Quote(
                    "the answer is to another question (id ", said, Quote.SNIPPET, " instead of " + id + ")"));
        }
    }

    /** What a tool says that it could not do. */
    static McpFailure toolError(String said) {
        return refused(0, said.isEmpty() ? UNSAID : said);
    }

    /** @param error the member of that name in an answer */
    static McpFailure refused(JsonNode error) {
        return refused(error.path("code").asInt(0), message(error)).with(ErrorData.of(error.path("data")));
    }

    static String message(JsonNode error) {
        return error.path("message").asString(UNSAID);
    }

    /** The JSON-RPC error that the body of an HTTP error is; empty when it is something else. */
    static Optional<JsonNode> error(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body).path("error"))
                    .filter(error -> error.path("code").isInt());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static McpFailure refused(int code, String message) {
        return new McpFailure(Kind.REFUSED, code, "").quoting(new Quote("", message, Quote.REASON, ""));
    }

    static McpFailure garbled(Quote quote) {
        return garbled("").quoting(quote);
    }

    static McpFailure garbled(String message) {
        return new McpFailure(Kind.GARBLED, 0, message);
    }

    /** An answer that was not read to its end: for what it is, or because who reads it gave up. */
    static McpFailure unreadable(Exception e) {
        if (e instanceof ReaderGaveUp gaveUp) {
            return new McpFailure(Kind.READER, 0, String.valueOf(gaveUp.getMessage()), gaveUp.getCause());
        }
        return garbled("the answer cannot be read to its end (" + reason(e) + ")");
    }

    /** What a parser says quotes what it met, cut: of it only the place is told. Where a limit was met it knows none. */
    private static String reason(Exception e) {
        if (!(e instanceof JacksonException parser)) {
            return String.valueOf(e.getMessage());
        }
        return Optional.ofNullable(parser.getLocation())
                .map(at -> "it is no JSON at character " + at.getColumnNr() + " of line " + at.getLineNr())
                .orElse("it is nested too deep, or has too long a word");
    }

    /** The beginning of an answer, on one line. */
    static String snippet(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, Quote.LONGEST), StandardCharsets.UTF_8);
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
