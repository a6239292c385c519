package ergodiag.replay.recording;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry that a log listener brought.
 *
 * @param time when the node wrote it
 * @param level its level
 * @param type what wrote it: process, meta, node, network
 * @param data all its fields
 */
public record LogLine(Instant time, String level, String type, Map<String, String> data) {
    /** What stands for a level in what an event published. */
    public static final String PUBLISHED = "published";

    /** What the listener to an event brought, by the times when it came. */
    static List<LogLine> published(String text) {
        List<LogLine> lines = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            try {
                JsonNode entry = JsonMapper.shared().readTree(line);
                Map<String, String> fields = new TreeMap<>();
                entry.path("data")
                        .properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().asString("")));
                Instant time = Instant.parse(entry.path("timestamp").asString(""));
                lines.add(new LogLine(time, PUBLISHED, "", fields));
            } catch (JacksonException | DateTimeParseException e) {
                // a damaged line costs itself only
                return;
            }
        });
        return lines;
    }

    /** The entries of a series file; lines that cannot be read are left out. */
    static List<LogLine> of(String text) {
        List<LogLine> lines = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            try {
                JsonNode entry = JsonMapper.shared().readTree(line);
                JsonNode data = entry.path("data").isObject() ? entry.path("data") : entry;
                String stamp =
                        data.path("time").asString(entry.path("timestamp").asString(""));
                Map<String, String> fields = new TreeMap<>();
                data.properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().asString("")));
                lines.add(new LogLine(
                        Instant.parse(stamp),
                        data.path("level").asString(""),
                        data.path("type").asString(""),
                        fields));
            } catch (JacksonException | DateTimeParseException e) {
                // a damaged line costs itself only
                return;
            }
        });
        return lines;
    }
}
