package ergodiag.report.chart;

import ergodiag.bundle.foreign.ForeignText;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text that comes from a bundle, made safe and short enough for a drawing or a page. */
public final class SafeText {
    private SafeText() {}

    /**
     * The text without what could disturb a page: what would do something instead of being seen becomes a box ({@link ForeignText}); ends
     * of lines stay.
     */
    public static String clean(String text) {
        return text.indexOf('\n') < 0
                ? ForeignText.shown(text)
                : Arrays.stream(text.split("\n", -1)).map(ForeignText::shown).collect(Collectors.joining("\n"));
    }

    /** The same in one line. */
    public static String line(String text) {
        return clean(text).replace('\n', ' ');
    }

    /**
     * The text as the fonts of the paper can show it: what they have no letter for, such as Chinese or a smiley, is written as its number, as
     * in {@code \\u7ed3}, so that names can still be told apart and found.
     */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80 || Theme.shows(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format(Locale.ROOT, c > 0xffff ? "\\u{%x}" : "\\u%04x", c));
            }
        });
        return printable.toString();
    }

    /** At most {@code length} characters, the middle left out: the ends of a name tell names apart. */
    public static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int tail = (length - 1) / 2;
        return clean(text.substring(0, length - 1 - tail) + "…" + text.substring(text.length() - tail));
    }
}
