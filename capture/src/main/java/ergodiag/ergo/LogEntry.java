package ergodiag.ergo;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.WorldError;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One log message that a listener brought: a line of {@code series.sample_listen.log.jsonl}.
 *
 * @param at the line
 * @param sequence number within the listener; a jump means lost entries
 * @param time the node's clock
 * @param level trace, debug, info, warning, error or panic
 * @param source who logged: {@code <pid> ('name') behaviour}
 * @param message the text
 */
public record LogEntry(Source at, long sequence, Reading<Instant> time, String level, String source, String message) {

    /** The pid of the process that logged, or "". */
    public String pid() {
        int start = source.indexOf('<');
        int end = source.indexOf('>', start + 1);
        return start >= 0 && end > start ? source.substring(start, end + 1) : "";
    }

    /** Longest entry that is read: a panic with its stack. */
    private static final int LONGEST_LINE = 1 << 20;

    /**
     * Reads a series line by line; a line that cannot be read is passed over.
     *
     * @throws UnreadableReply when the file cannot be read to its end
     */
    public static List<LogEntry> list(BufferedReader text, String file) {
        List<LogEntry> entries = new ArrayList<>();
        BoundedLines lines = new BoundedLines(text, LONGEST_LINE);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!lines.cut()) {
                    entry(line.get(), Source.file(file).atLine(lines.number())).ifPresent(entries::add);
                }
            }
        } catch (IOException e) {
            throw new UnreadableReply(file, lines.number(), WorldError.reason(e));
        }
        return List.copyOf(entries);
    }

    private static Optional<LogEntry> entry(String line, Source at) {
        try {
            Fields f = new Fields(JsonMapper.shared().readTree(line), at);
            Fields data = f.object("data");
            return data.node().isObject()
                    ? Optional.of(new LogEntry(
                            at,
                            f.count("sequence"),
                            data.instantOrGap("time"),
                            data.text("level"),
                            data.text("source"),
                            data.text("message")))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
