package ergodiag.mcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text inside a reply, handed on while it comes: {@code result.content[0].text} of a tool, {@code result.contents[0].text} of a
 * resource. What the reply says around it may stand before or behind it.
 */
final class ReplyText {
    private static final Set<String> LISTS = Set.of("content", "contents");
    private static final String IS_ERROR = "isError";
    private static final String META = "_meta";

    /** An envelope has no more than this behind its text: links, and a little about the reading. */
    private static final int LONGEST_END = 1 << 16;

    /** What was opened before the text, and the text as an empty one: with it what follows the text is JSON again. */
    private static final byte[] OPENED = "{\"result\":{\"content\":[{\"text\":\"\"".getBytes(StandardCharsets.US_ASCII);

    private ReplyText() {}

    /**
     * What was read.
     *
     * @param wireBytes the bytes the text took on the wire, escapes included
     * @param meta what the result says of itself; a missing node when nothing
     */
    record Read(long wireBytes, JsonNode meta) {}

    /** Walks to the text and hands it on; whatever follows is read to the end and must close the envelope. */
    static Read read(InputStream body, long id, TextReader reader) throws IOException, McpFailure {
        try (JsonParser parser = Envelope.STREAM.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Envelope.garbled("the answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("id") && parser.currentToken().isScalarValue()) {
                    Envelope.answersTo(id, parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString());
                } else if (name.equals("error") && parser.currentToken() == JsonToken.START_OBJECT) {
                    throw Envelope.refused(parser.readValueAsTree());
                } else if (name.equals("result") && parser.currentToken() == JsonToken.START_OBJECT) {
                    ObjectNode before = Envelope.JSON.createObjectNode();
                    if (toText(parser, before)) {
                        return handOn(parser, body, id, reader, before);
                    }
                    if (isError(before)) {
                        throw toolError(new byte[0]);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        throw Envelope.garbled("the answer has neither a text nor an error");
    }

    /** @param before takes what the result says of itself on the way */
    private static boolean toText(JsonParser parser, ObjectNode before) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (LISTS.contains(name) && value == JsonToken.START_ARRAY) {
                if (toTextOfItem(parser)) {
                    return true;
                }
            } else if (name.equals(IS_ERROR) || name.equals(META)) {
                before.set(name, parser.<JsonNode>readValueAsTree());
            } else {
                parser.skipChildren();
            }
        }
        return false;
    }

    private static boolean toTextOfItem(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isText = parser.currentName().equals("text");
                if (parser.nextToken() == JsonToken.VALUE_STRING && isText) {
                    return true;
                }
                parser.skipChildren();
            }
        }
        return false;
    }

    /** A tool's own error is told by a result that says {@code "isError": true} before or after its text: then the text is no reply. */
    private static Read handOn(JsonParser parser, InputStream body, long id, TextReader reader, ObjectNode before)
            throws IOException, McpFailure {
        ByteArrayOutputStream buffered = new ByteArrayOutputStream();
        parser.releaseBuffered(buffered);
        StringInput text =
                new StringInput(new SequenceInputStream(new ByteArrayInputStream(buffered.toByteArray()), body));
        if (isError(before)) {
            throw toolError(text.readNBytes(Quote.LONGEST));
        }
        BeginningKept kept = new BeginningKept(text, Quote.LONGEST);
        try {
            reader.read(kept);
        } catch (ReaderGaveUp e) {
            // what the reader would not have may be the words of an error, which are short
            text.readNBytes(LONGEST_END);
            if (isError(behind(text).path("result"))) {
                throw toolError(kept.beginning());
            }
            throw e;
        }
        // what the reader left is part of the string all the same
        kept.transferTo(OutputStream.nullOutputStream());
        JsonNode behind = behind(text);
        if (isError(behind.path("result"))) {
            throw toolError(kept.beginning());
        }
        if (behind.isMissingNode()) {
            throw Envelope.garbled("the answer is cut off after its text");
        }
        Envelope.answersTo(id, behind.path("id").asString(""));
        JsonNode meta = behind.path("result").path(META);
        return new Read(text.consumed(), meta.isMissingNode() ? before.path(META) : meta);
    }

    private static boolean isError(JsonNode result) {
        return result.path(IS_ERROR).asBoolean(false);
    }

    /** The envelope as far as it stands behind the text; a missing node where that does not close it. */
    private static JsonNode behind(StringInput text) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(OPENED);
        whole.write(text.rest(LONGEST_END));
        try {
            return Envelope.JSON.readTree(whole.toByteArray());
        } catch (JacksonException e) {
            return Envelope.JSON.missingNode();
        }
    }

    private static McpFailure toolError(byte[] said) {
        String text = new String(said, StandardCharsets.UTF_8).strip();
        return Envelope.toolError(text);
    }
}
