package ergodiag.ergo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A line of the framework's own logger as text, {@code TIME [level] SOURCE: message} ({@code gen/default_logger.go}).
 *
 * @param time as it is written: nanoseconds of Unix time, or a date with time where the logger was given a format
 * @param level as it is written
 * @param source who logged, as a log listener gives it: {@code <pid> ('name') behavior}, the checksum of a node, or of two with a hyphen between
 * @param message the first line of it
 */
public record ErgoLine(String time, String level, String source, String message) {
    static final String LEVELS = "trace|debug|info|warning|warn|error|err|panic|fatal|critical|system";
    static final String TIME =
            "(\\d{19}|\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?(?:Z|[+-]\\d\\d:?\\d\\d))?)";
    private static final Pattern LINE = Pattern.compile(TIME + " \\[\\s*(" + LEVELS + ")\\s*] "
            + "([0-9A-F]{8}(?:-[0-9A-F]{8})?|(?:Alias#)?<[0-9A-F]{8}\\.[0-9.]+>(?: '[^']*')?(?: [\\w./*()-]+)?): (.*)");
    private static final Pattern NAMED = Pattern.compile("(\\S+) '([^']*)'(.*)");

    /** The parts of such a line; empty for any other. */
    public static Optional<ErgoLine> of(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new ErgoLine(parts.group(1), parts.group(2), source(parts.group(3)), parts.group(4)))
                : Optional.empty();
    }

    /** Who logged, as the logger writes it in JSON: an object; of another logger it may be a text. */
    public static String source(JsonNode source) {
        if (!source.isObject()) {
            return source.asString("");
        }
        String who = first(source, "pid", "meta", "node");
        String name = source.path("name").asString("").replaceAll("^'|'$", "");
        String behavior = source.path("behavior").asString("");
        return (who + (name.isEmpty() ? "" : " ('" + name + "')") + " " + behavior).strip();
    }

    private static String source(String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches() ? named.group(1) + " ('" + named.group(2) + "')" + named.group(3) : text;
    }

    /** The first of those members that is a text or a number; "" for none. */
    static String first(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isString() || value.isNumber()) {
                return value.asString();
            }
        }
        return "";
    }
}
