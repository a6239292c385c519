package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The envelope of JSON-RPC around a reply: what it must be, whose it is, and the text inside it, which is handed on while it comes. */
final class Envelope {
    /** An envelope is small: what is not is no answer. The text inside it is never taken from the parser, and has its own bounds. */
    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(1 << 20)
                            .maxDocumentLength(16L << 20)
                            .build())
                    .build())
            .build();

    private static final Pattern LATE_ID = Pattern.compile("\\}\\s*,\\s*\"id\"\\s*:\\s*(\"[^\"]*\"|[^\\s,}]+)");
    private static final Pattern IS_ERROR = Pattern.compile("\"isError\"\\s*:\\s*true");
    /** An envelope has no more than this behind its text. */
    private static final int LONGEST_END = 4096;

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

    /** Walks to {@code /result/content/0/text} and hands it on; whatever follows is read to the end and must close the envelope. */
    static long text(InputStream body, long id, TextReader reader) throws IOException, McpFailure {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw garbled("the answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("id") && parser.currentToken().isScalarValue()) {
                    answersTo(id, parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString());
                }
                if (name.equals("error") && parser.currentToken() == JsonToken.START_OBJECT) {
                    throw refused(parser.readValueAsTree());
                }
                if (name.equals("result")) {
                    AtomicBoolean error = new AtomicBoolean();
                    if (toText(parser, error)) {
                        return handOn(parser, body, id, reader, error.get());
                    }
                }
                parser.skipChildren();
            }
        }
        throw garbled("the answer has neither a text nor an error");
    }

    /** @param error becomes true when the result says before its text that it is an error */
    private static boolean toText(JsonParser parser, AtomicBoolean error) {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == null) {
                return false;
            }
            if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("text")) {
                return parser.nextToken() == JsonToken.VALUE_STRING;
            }
            if (depth == 1 && token == JsonToken.VALUE_TRUE && "isError".equals(parser.currentName())) {
                error.set(true);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return false;
            }
            parser.nextToken();
        } while (true);
    }

    /** A tool's own error is told by a result that says {@code "isError": true} before or after its text: then the text is no reply. */
    private static long handOn(JsonParser parser, InputStream body, long id, TextReader reader, boolean error)
            throws IOException, McpFailure {
        ByteArrayOutputStream buffered = new ByteArrayOutputStream();
        parser.releaseBuffered(buffered);
        StringInput text =
                new StringInput(new SequenceInputStream(new ByteArrayInputStream(buffered.toByteArray()), body));
        if (error) {
            throw toolError(text.readNBytes(Quote.LONGEST));
        }
        BeginningKept kept = new BeginningKept(text, Quote.LONGEST);
        try {
            reader.read(kept);
        } catch (ReaderGaveUp e) {
            // what the reader would not have may be the words of an error, which are short
            text.readNBytes(LONGEST_END);
            if (IS_ERROR.matcher(new String(text.rest(LONGEST_END), StandardCharsets.UTF_8))
                    .find()) {
                throw toolError(kept.beginning());
            }
            throw e;
        }
        // what the reader left is part of the string all the same
        kept.transferTo(OutputStream.nullOutputStream());
        String end = new String(text.rest(LONGEST_END), StandardCharsets.UTF_8);
        if (IS_ERROR.matcher(end).find()) {
            throw toolError(kept.beginning());
        }
        if (!end.stripTrailing().endsWith("}")) {
            throw garbled("the answer is cut off after its text");
        }
        Matcher late = LATE_ID.matcher(end);
        if (late.find() && !late.group(1).equals("null")) {
            answersTo(id, late.group(1).replace("\"", ""));
        }
        return text.consumed();
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
    private static void answersTo(long id, String said) throws McpFailure {
        if (!said.isEmpty() && !said.equals(String.valueOf(id))) {
            throw garbled(new Quote(
                    "the answer is to another question (id ", said, Quote.SNIPPET, " instead of " + id + ")"));
        }
    }

    private static McpFailure toolError(byte[] said) {
        String text = new String(said, StandardCharsets.UTF_8).strip();
        return refused(0, text.isEmpty() ? "an error without a reason" : text);
    }

    private static McpFailure refused(JsonNode error) {
        String message = error.path("message").asString("an error without a reason");
        return refused(error.path("code").asInt(0), message);
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
