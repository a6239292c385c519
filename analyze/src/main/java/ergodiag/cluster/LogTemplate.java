package ergodiag.cluster;

import ergodiag.ergo.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Log messages that differ only in numbers, pids and addresses.
 *
 * @param level their level
 * @param behavior Go type of the process that logged, or the whole source where it is no process
 * @param text the message with {@code #} in place of every number, pid and address
 * @param entries the messages, in the order they came
 */
public record LogTemplate(String level, String behavior, String text, List<LogEntry> entries) {
    private static final Pattern VARIABLE =
            Pattern.compile("<[0-9A-F]{8}\\.[0-9.]+>|0x[0-9a-fA-F]+|\\d+(?:[.:,]\\d+)*(?:ns|µs|ms|s|m|h)?");
    private static final int LONGEST = 300;

    /** Groups the messages of those levels, the most frequent first. */
    public static List<LogTemplate> of(List<LogEntry> logs, List<String> levels) {
        Map<List<String>, List<LogEntry>> groups = new LinkedHashMap<>();
        for (LogEntry entry : logs) {
            if (levels.contains(entry.level())) {
                groups.computeIfAbsent(
                                List.of(entry.level(), behavior(entry), template(entry.message())),
                                key -> new ArrayList<>())
                        .add(entry);
            }
        }
        return groups.entrySet().stream()
                .map(group -> new LogTemplate(
                        group.getKey().get(0),
                        group.getKey().get(1),
                        group.getKey().get(2),
                        group.getValue()))
                .sorted(Comparator.comparing(
                                (LogTemplate template) -> -template.entries().size())
                        .thenComparing(LogTemplate::text))
                .toList();
    }

    /** Go type of the process that logged: the last word of the source. */
    public static String behavior(LogEntry entry) {
        String source = entry.source().strip();
        return source.startsWith("<") ? source.substring(source.lastIndexOf(' ') + 1) : source;
    }

    static String template(String message) {
        String head = message.lines().findFirst().orElse("");
        String text = VARIABLE.matcher(head).replaceAll("#");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
