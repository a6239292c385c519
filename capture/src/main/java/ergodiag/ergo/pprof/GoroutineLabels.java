package ergodiag.ergo.pprof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of a goroutine as Go prints them: {@code {"pid":"<ABC.0.1005>"}}, with a blank after the colon in debug=2. Go 1.27 leaves out
 * quotes that are not needed: {@code {pid: "<ABC.0.1005>"}}.
 */
final class GoroutineLabels {
    private static final int MOST_LABELS = 64;
    private static final String BEGUN = "\"((?:[^\"\\\\]|\\\\.)*+)";
    private static final String QUOTED = BEGUN + "\"";
    /** A label, or a word or quotes that are none: those are passed over whole, so that no character is looked at twice. */
    private static final Pattern PAIR = Pattern.compile(
            "(?:" + QUOTED + "|([\\w./-]++)|" + BEGUN + ")(?:\\s*+:\\s*+(?:" + QUOTED + "|([^\\s\",{}]++)))?+");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private GoroutineLabels() {}

    /** The labels in the text; what cannot be understood is left out. */
    static Map<String, String> read(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        while (labels.size() < MOST_LABELS && pair.find()) {
            boolean label = pair.group(3) == null && (pair.group(4) != null || pair.group(5) != null);
            if (label) {
                labels.putIfAbsent(text(pair, 1), text(pair, 4));
            }
        }
        return labels;
    }

    /** What stands in quotes, the group of that number, or without them, the next. */
    private static String text(Matcher pair, int quoted) {
        return pair.group(quoted) == null ? pair.group(quoted + 1) : plain(pair.group(quoted));
    }

    private static String plain(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)));
    }
}
