package ergodiag.cluster;

import ergodiag.ergo.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Log messages that differ only in numbers, durations, pids, ids, addresses and quoted names. Of a message of many lines (a panic with its
 * stack) the first line with text counts.
 *
 * @param level their level
 * @param behavior Go type of the process that logged; where it is no process the connection with another node, or the whole source
 * @param text the message with {@code #} in place of every number, duration, pid, id and address, and of quoted
 *     names where the messages differ in them
 * @param entries the messages, in the order they came
 */
public record LogTemplate(String level, String behavior, String text, List<LogEntry> entries) {
    private static final Pattern VARIABLE = Pattern.compile(String.join(
            "|",
            "<[0-9A-F]{8}\\.[0-9.]+>",
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?",
            "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
            "\\[[0-9a-fA-F]*:[0-9a-fA-F:.]*\\](?::\\d+)?",
            "0x[0-9a-fA-F]+",
            "\\b(?=[a-f]*\\d)[0-9a-f]{12,}\\b",
            "(?:\\d+(?:[.:,]\\d+)*(?:ns|µs|us|ms|s|m|h)?)+"));
    private static final Pattern QUOTED =
            Pattern.compile("(?<![\\p{L}\\d])'[^']{1,200}'(?!\\p{L})|\"[^\"]{1,200}\"|`[^`]{1,200}`");
    private static final int LONGEST = 300;

    /** Groups the messages of those levels, the most frequent first. */
    public static List<LogTemplate> of(List<LogEntry> logs, List<String> levels) {
        Map<List<String>, List<LogEntry>> groups = new LinkedHashMap<>();
        for (LogEntry entry : logs) {
            if (levels.contains(entry.level())) {
                groups.computeIfAbsent(
                                List.of(entry.level(), behavior(entry), alike(entry.message())),
                                key -> new ArrayList<>())
                        .add(entry);
            }
        }
        return groups.entrySet().stream()
                .map(group -> new LogTemplate(
                        group.getKey().get(0),
                        group.getKey().get(1),
                        shown(group.getKey().get(2), group.getValue()),
                        group.getValue()))
                .sorted(Comparator.comparing(
                                (LogTemplate template) -> -template.entries().size())
                        .thenComparing(LogTemplate::text))
                .toList();
    }

    /** Go type of the process that logged: the last word of the source. */
    public static String behavior(LogEntry entry) {
        if (entry.peer().isPresent()) {
            return "the connection with " + entry.peer().get();
        }
        String source = entry.source().strip();
        return source.startsWith("<") ? source.substring(source.lastIndexOf(' ') + 1) : source;
    }

    /** With its quoted names where all messages say the same. */
    private static String shown(String template, List<LogEntry> entries) {
        List<String> texts = entries.stream()
                .map(entry -> template(entry.message()))
                .distinct()
                .limit(2)
                .toList();
        return texts.size() == 1 ? texts.get(0) : template;
    }

    /** What messages have in common that differ only in what {@link LogTemplate} says. */
    public static String alike(String message) {
        return QUOTED.matcher(template(message)).replaceAll("'#'");
    }

    static String template(String message) {
        String head = message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
        String text = VARIABLE.matcher(head).replaceAll("#");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
