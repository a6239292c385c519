package ergodiag.replay.recording;

import ergodiag.bundle.foreign.ForeignJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An entry that a log listener brought.
 *
 * @param time when the node wrote it
 * @param level its level
 * @param type what wrote it: process, meta, node, network
 * @param data all its fields
 * @param entry as an Observer gave it, as JSON; "" where another did
 */
public record LogLine(Instant time, String level, String type, Map<String, String> data, String entry) {
    /** What stands for a level in what an event published. */
    public static final String PUBLISHED = "published";

    private static final String STAMP = "Timestamp";
    private static final long BILLION = 1_000_000_000L;

    /** What the listener to an event brought, by the times when it came. */
    static List<LogLine> published(String text) {
        List<LogLine> lines = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            try {
                JsonNode entry = ForeignJson.mapper().readTree(line);
                Map<String, String> fields = new TreeMap<>();
                entry.path("data")
                        .properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().asString("")));
                Instant time = Instant.parse(entry.path("timestamp").asString(""));
                lines.add(new LogLine(time, PUBLISHED, "", fields, ""));
            } catch (JacksonException | DateTimeParseException e) {
                // a damaged line costs itself only
                return;
            }
        });
        return lines;
    }

    /** The entries of a series file, of a listener's or an Observer's; lines that cannot be read are left out. */
    static List<LogLine> of(String text) {
        List<LogLine> lines = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            try {
                JsonNode entry = ForeignJson.mapper().readTree(line);
                JsonNode data = entry.path("data").isObject() ? entry.path("data") : entry;
                lines.add(
                        data.has(STAMP)
                                ? observed(data)
                                : heard(data, entry.path("timestamp").asString("")));
            } catch (JacksonException | DateTimeParseException e) {
                // a damaged line costs itself only
                return;
            }
        });
        return lines;
    }

    private static LogLine heard(JsonNode data, String otherwise) {
        Map<String, String> fields = new TreeMap<>();
        data.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
        return new LogLine(
                Instant.parse(data.path("time").asString(otherwise)),
                data.path("level").asString(""),
                data.path("type").asString(""),
                fields,
                "");
    }

    private static LogLine observed(JsonNode entry) {
        long nanos = entry.path(STAMP).asLong(0);
        Instant time = Instant.ofEpochSecond(nanos / BILLION, nanos % BILLION);
        Map<String, String> fields = new TreeMap<>();
        fields.put("level", entry.path("Level").asString(""));
        fields.put("message", entry.path("Message").asString(""));
        fields.put("source", source(entry));
        fields.put("time", Timeline.stamp(time));
        fields.put("type", entry.path("Source").asString(""));
        return new LogLine(
                time,
                entry.path("Level").asString(""),
                entry.path("Source").asString(""),
                fields,
                GoJson.compact(entry));
    }

    /** Who wrote it, as a listener is told: {@code <SUM.0.ID> ('name') behavior}, or the name of a node. */
    private static String source(JsonNode entry) {
        String name = entry.path("Name").asString("");
        String meta = entry.path("Meta").asString("");
        String id = meta.isEmpty() ? ShortIds.pid(entry.path("PID").asString("")) : ShortIds.alias(meta);
        String behavior = entry.path("Behavior").asString("");
        return id.isEmpty()
                ? name
                : id + (name.isEmpty() ? "" : " ('" + name + "')") + (behavior.isEmpty() ? "" : " " + behavior);
    }
}
