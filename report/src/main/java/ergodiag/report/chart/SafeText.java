package ergodiag.report.chart;

import java.util.Locale;

/** Text that comes from a bundle, made safe and short enough for a drawing or a page. */
public final class SafeText {
    private static final char UNPRINTABLE = '□';

    private SafeText() {}

    /**
     * The text without what could disturb a page: control characters, marks that turn the direction of writing, and halves of a
     * character become a box, so that they are seen and do nothing.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHarmful(c) ? UNPRINTABLE : c == '\t' ? ' ' : c));
        return clean.toString();
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

    private static boolean isHarmful(int c) {
        return (c < 0x20 && c != '\n' && c != '\t')
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xd800 && c <= 0xdfff)
                || c == 0xfeff
                || (c & 0xfffe) == 0xfffe;
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
