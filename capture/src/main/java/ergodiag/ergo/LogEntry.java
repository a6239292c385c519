package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.BufferedReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern CONNECTION = Pattern.compile("('[^']+@[^']+' <-> )'([^']+@[^']+|[0-9A-F]{8})'");

    /** The pid of the process that logged, or "". */
    public String pid() {
        int start = source.indexOf('<');
        int end = source.indexOf('>', start + 1);
        if (start < 0 || end <= start || peer().isPresent()) {
            return "";
        }
        // an Observer writes an id without brackets
        String inside = source.substring(start + 1, end);
        return inside.indexOf('@') > 0 ? inside : source.substring(start, end + 1);
    }

    /** The other node, where the network of a node logged it about their connection: its source is {@code 'one@host' <-> 'other@host'}. */
    public Optional<String> peer() {
        Matcher connection = CONNECTION.matcher(source.strip());
        return connection.matches() ? Optional.of(connection.group(2)) : Optional.empty();
    }

    /** The same with the other node by its name: an Observer writes the checksum of it (ERGO33.md 7). */
    public LogEntry withPeerOf(Set<String> nodes) {
        Matcher connection = CONNECTION.matcher(source.strip());
        return connection.matches()
                ? nodes.stream()
                        .filter(node -> Ids.checksum(node).equals(connection.group(2)))
                        .findFirst()
                        .map(node -> new LogEntry(
                                at, sequence, time, level, connection.group(1) + "'" + node + "'", message))
                        .orElse(this)
                : this;
    }

    /** The same entry of another moment. */
    public LogEntry at(Instant moment) {
        return new LogEntry(at, sequence, Reading.known(moment, at.member("time")), level, source, message);
    }

    /** The registered name of the process that logged, or "". */
    public String name() {
        int start = source.indexOf("('");
        int end = source.indexOf("')", start + 1);
        return start >= 0 && end > start ? source.substring(start + 2, end) : "";
    }

    /**
     * Reads a series line by line; a line that cannot be read is passed over.
     *
     * @throws UnreadableReply when the file cannot be read to its end
     */
    public static List<LogEntry> list(BufferedReader text, String file) {
        return SeriesLines.read(text, file, LogEntry::of);
    }

    private static Optional<LogEntry> of(Fields entry) {
        if (entry.node().has("Timestamp")) {
            return Optional.of(ofLens(entry));
        }
        Fields data = entry.object("data");
        return data.node().isObject()
                ? Optional.of(new LogEntry(
                        entry.at(),
                        entry.count("sequence"),
                        data.instantOrGap("time"),
                        data.text("level"),
                        data.text("source"),
                        data.text("message")))
                : Optional.empty();
    }

    /** An entry of the log lens of an Observer (ERGO33.md 7), with its source as a listener writes it. */
    private static LogEntry ofLens(Fields entry) {
        String name = entry.text("Name");
        String pid = entry.text("PID");
        String peer = entry.text("Peer");
        String node = entry.text("Node");
        String source = !peer.isEmpty()
                ? "'" + node + "' <-> '" + peer + "'"
                : pid.isEmpty()
                        ? node
                        : ("<" + pid + ">" + (name.isEmpty() ? "" : " ('" + name + "')") + " " + entry.text("Behavior"))
                                .strip();
        return new LogEntry(
                entry.at(), 0, entry.unixNanosOrGap("Timestamp"), entry.text("Level"), source, entry.text("Message"));
    }
}
