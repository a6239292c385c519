package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What stands behind the question mark of a resource, read as numbers, flags and lists where its name says so. */
final class LensParams {
    private static final Set<String> NUMBERS = Set.of(
            "limit",
            "timestamp",
            "rate",
            "pidStart",
            "pidLimit",
            "minSubscribers",
            "minMailbox",
            "threshold",
            "points",
            "minWait",
            "minBytes",
            "kinds");
    private static final Set<String> FLAGS =
            Set.of("messageExclude", "force", "verbose", "order", "important", "enabled");
    private static final Set<String> YES = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> NO = Set.of("0", "f", "F", "false", "FALSE", "False");

    private LensParams() {}

    static Params of(Map<String, List<String>> scope) {
        Map<String, Object> values = new HashMap<>();
        scope.forEach((name, all) -> values.put(name, value(name, all.get(0))));
        return new Params(values);
    }

    private static Object value(String name, String text) {
        if (NUMBERS.contains(name)) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw new Refused(name + "=" + GoJson.quoted(text) + " is not a number");
            }
        }
        if (FLAGS.contains(name)) {
            if (!YES.contains(text) && !NO.contains(text)) {
                throw new Refused(name + "=" + GoJson.quoted(text) + " is not true or false");
            }
            return YES.contains(text);
        }
        if (name.equals("levels")) {
            List<String> levels = Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (levels.isEmpty()) {
                throw new Refused("levels=" + GoJson.quoted(text) + " names nothing");
            }
            return levels;
        }
        return text;
    }
}
