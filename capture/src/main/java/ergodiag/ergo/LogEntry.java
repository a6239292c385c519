package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One log message that a listener brought: a line of {@code series.sample_listen.log.jsonl}.
 *
 * @param at the line
 * @param sequence number within the listener; a jump means lost entries
 * @param time the node's clock
 * @param level trace, debug, info, warning, error or panic
 * @param type process, node, network ...
 * @param source who logged: {@code <pid> ('name') behaviour}
 * @param message the text
 */
public record LogEntry(
        Source at, long sequence, Reading<Instant> time, String level, String type, String source, String message) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The pid of the process that logged, or "". */
    public String pid() {
        int start = source.indexOf('<');
        int end = source.indexOf('>', start + 1);
        return start >= 0 && end > start ? source.substring(start, end + 1) : "";
    }

    /** Reads a series line by line; a line that cannot be read is passed over. */
    public static List<LogEntry> list(BufferedReader lines, String file) {
        List<LogEntry> entries = new ArrayList<>();
        try {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    Fields f =
                            new Fields(MAPPER.readTree(line), Source.file(file).atLine(number));
                    Fields data = f.object("data");
                    entries.add(new LogEntry(
                            f.at(),
                            f.count("sequence"),
                            data.instantOrGap("time"),
                            data.text("level"),
                            data.text("type"),
                            data.text("source"),
                            data.text("message")));
                } catch (JacksonException e) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw new UnreadableReply(file, 0, e.getMessage());
        }
        return List.copyOf(entries);
    }
}
