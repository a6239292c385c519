package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.BufferedReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * One entry that a listener to an event brought: a line of {@code series.sample_listen.event-NAME.jsonl}. The node writes a message as JSON
 * and leaves out its type (ERGO.md 4), so what tells of the type is only the fields.
 *
 * @param at the line
 * @param sequence number within the listener; a jump means lost entries
 * @param time when it was published, by the clock of the node that published it
 * @param kind what the entry is
 * @param fields names of the fields of the message, sorted; empty when it is no structure
 * @param form what the message is in JSON: {@code object}, {@code string}, {@code number}, ...; "" when it is not told
 */
public record Publication(
        Source at, long sequence, Reading<Instant> time, Kind kind, List<String> fields, String form) {
    /** The notice that a subscriber gets when an event is gone, as the node names its type. */
    private static final String DOWN = "gen.MessageDownEvent";

    /** What a listener may bring. */
    public enum Kind {
        /** What the event published. */
        PUBLISHED,
        /** The event is gone: its producer ended, or unregistered it. */
        ENDED,
        /** A message to the listener itself, which has nothing to do with the event. */
        OTHER
    }

    public Publication {
        fields = List.copyOf(fields);
    }

    /** Whether the event published it. */
    public boolean isPublished() {
        return kind == Kind.PUBLISHED;
    }

    /**
     * Reads a series line by line; a line that cannot be read is passed over.
     *
     * @throws UnreadableReply when the file cannot be read to its end
     */
    public static List<Publication> list(BufferedReader text, String file) {
        return SeriesLines.read(text, file, Publication::of);
    }

    private static Optional<Publication> of(Fields entry) {
        Fields data = entry.object("data");
        if (!data.node().isObject()) {
            return Optional.empty();
        }
        String type = data.text("type");
        Kind kind = type.isEmpty() ? Kind.PUBLISHED : type.equals(DOWN) ? Kind.ENDED : Kind.OTHER;
        JsonNode message = data.node().path("message");
        return Optional.of(new Publication(
                entry.at(),
                entry.count("sequence"),
                entry.instantOrGap("timestamp"),
                kind,
                List.copyOf(new TreeSet<>(message.propertyNames())),
                message.isMissingNode() ? "" : form(message)));
    }

    private static String form(JsonNode message) {
        return message.isObject()
                ? "object"
                : message.isArray()
                        ? "list"
                        : message.isString()
                                ? "string"
                                : message.isNumber() ? "number" : message.isBoolean() ? "boolean" : "null";
    }
}
