package ergodiag.testing;

import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In what a text of the application reaches a bundle. What became of the text is read from there as a reader of the bundle would. */
public enum SecretCarrier {
    /** A message in the reply of the tool that brings the log. */
    LOG_ENTRY(
            Way.REPLY,
            Carrier.NODE,
            true,
            text -> "{\"entries\":[{\"sequence\":1,\"data\":{\"level\":\"info\",\"message\":" + quoted(text)
                    + ",\"source\":\"<1B30E9C5.0.1005>\",\"type\":\"process\"}}]}",
            out -> at(out, "/entries/0/data/message")),
    /** What a process says of itself. */
    INSPECTED(
            Way.REPLY,
            Carrier.APPLICATION,
            true,
            text -> "{\"state\":\"idle\",\"detail\":" + quoted(text) + "}",
            out -> at(out, "/detail")),
    PROCESS_NAME(
            Way.REPLY,
            Carrier.NODE,
            false,
            text -> "[{\"PID\":\"<1B30E9C5.0.1005>\",\"Name\":" + quoted(text) + ",\"Application\":\"shop\"}]",
            out -> at(out, "/0/Name")),
    EVENT_NAME(
            Way.REPLY,
            Carrier.NODE,
            false,
            text -> "[{\"Event\":" + quoted("Event#<1B30E9C5:" + text + ">") + ",\"Subscribers\":3}]",
            out -> inside(at(out, "/0/Event"), "Event#<1B30E9C5:", ">")),
    /** In the text of a goroutine profile. */
    GOROUTINES(
            Way.REPLY,
            Carrier.CODE,
            false,
            text -> "goroutine 17 [running]:\n" + text + "\n\t/src/main.go:12 +0x1d4\n",
            out -> inside(out, "goroutine 17 [running]:\n", "\n\t/src/main.go:12 +0x1d4\n")),
    /** A file of the user's. */
    ATTACHED(Way.LINES, Carrier.APPLICATION, true, text -> text + "\n", out -> inside(out, "", "\n")),
    /** What a process published. */
    STREAM_ENTRY(
            Way.LINES,
            Carrier.NODE,
            true,
            text -> "{\"sequence\":1,\"data\":{\"event\":\"orders\",\"message\":{\"Note\":" + quoted(text) + "}}}\n",
            out -> at(out, "/data/message/Note")),
    JSON_IN_JSON(
            Way.REPLY,
            Carrier.NODE,
            true,
            text -> "{\"message\":" + quoted("{\"detail\":" + quoted(text) + "}") + "}",
            out -> at(at(out, "/message"), "/detail")),
    /** Read a few bytes at a time, half of it before the end of a reader's buffer. */
    BORDERS(
            Way.TRICKLE,
            Carrier.APPLICATION,
            false,
            text -> ahead(text) + text + "\n",
            out -> inside(out.replace(SecretCarrier.HARMLESS, ""), "", "\n")),
    /** A line of a container's log that holds JSON. */
    CONTAINER(
            Way.LINES,
            Carrier.APPLICATION,
            true,
            text -> "2026-11-28T10:00:00.123456789Z stdout F {\"level\":\"info\",\"msg\":" + quoted(text) + "}\n",
            out -> at(inside(out, "2026-11-28T10:00:00.123456789Z stdout F ", "\n"), "/msg"));

    private enum Way {
        REPLY,
        LINES,
        TRICKLE
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HARMLESS = "all is well\n";
    private static final int BUFFER = 1 << 15;
    private static final int AT_ONCE = 7;

    private final Way way;
    private final Carrier carrier;
    private final boolean severalLines;
    private final UnaryOperator<String> wrap;
    private final UnaryOperator<String> unwrap;

    SecretCarrier(
            Way way, Carrier carrier, boolean severalLines, UnaryOperator<String> wrap, UnaryOperator<String> unwrap) {
        this.way = way;
        this.carrier = carrier;
        this.severalLines = severalLines;
        this.wrap = wrap;
        this.unwrap = unwrap;
    }

    /** Whether such a text comes in it. */
    public boolean carries(String text) {
        return severalLines || text.indexOf('\n') < 0;
    }

    /**
     * What becomes of a text in it.
     *
     * @throws NotWhole when the carrier is no JSON any more, or what stands around the text has changed
     */
    public String carried(Redaction redaction, String text) throws IOException {
        InputStream in = new ByteArrayInputStream(wrap.apply(text).getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (way) {
            case REPLY -> redaction.copy(in, out, carrier);
            case LINES -> redaction.copyLines(in, out, carrier);
            case TRICKLE -> redaction.copyLines(trickle(in), out, carrier);
        }
        return unwrap.apply(out.toString(StandardCharsets.UTF_8));
    }

    /** A carrier is not what it was. */
    public static final class NotWhole extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotWhole(String what, Throwable cause) {
            super(what, cause);
        }
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String at(String json, String path) {
        try {
            JsonNode found = JSON.readTree(json).at(path);
            return found.isString() ? found.asString() : whole(json, found);
        } catch (JacksonException e) {
            throw new NotWhole(json, e);
        }
    }

    private static String whole(String json, JsonNode found) {
        throw new NotWhole(json, new IllegalStateException("a string was expected and not " + found));
    }

    /** What stands between; the whole text where the frame went with it. */
    private static String inside(String text, String before, String after) {
        boolean framed = text.startsWith(before) && text.endsWith(after);
        return framed ? text.substring(before.length(), text.length() - after.length()) : text;
    }

    /** Harmless lines up to a place so near to the end of the buffer that half of the text stands behind it. */
    private static String ahead(String text) {
        return HARMLESS.repeat((BUFFER - text.length() / 2) / HARMLESS.length());
    }

    private static InputStream trickle(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return super.read(bytes, from, Math.min(length, AT_ONCE));
            }
        };
    }
}
