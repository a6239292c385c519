package ergodiag.redact.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value ends: each dialect has its own end, and until then the value may hold any character.
 *
 * @param start where the value itself begins, inside of quotes
 * @param end where it ends, inside of quotes
 * @param next where the text goes on
 */
record Extent(int start, int end, int next, Form form) {
    /** How the value is written. */
    enum Form {
        QUOTED,
        /** In brackets, or the call of a function that makes it. */
        GROUP,
        BARE
    }

    /** So much of a value shows what it is. */
    static final int LONGEST_TOLD = 1_000;

    private static final int LONGEST_STRUCT = 600;
    private static final int LONGEST_LOOK = 200;

    /** So far behind the quote that opens a value the one that closes it is looked for: a longer value takes along what stands behind it. */
    private static final int LONGEST_QUOTED = 1 << 12;

    private static final int LONGEST_KEY = 60;

    /** A call that reads a value from elsewhere, with no other text as a default. */
    private static final Pattern READS = Pattern.compile(
            "[\\w.]{0,60}\\b(?:get|pop|split|r?partition|encode|decode|getenv|getpass|getProperty|compile)\\((?!\\s{0,3}[\"'][^\"']{0,80}[\"']\\s{0,3},\\s{0,3}[\"'])");

    /** An empty one. */
    static Extent none(int at) {
        return new Extent(at, at, at, Form.BARE);
    }

    boolean isEmpty() {
        return end <= start;
    }

    /** Whether a quote ends it, as one began it. */
    boolean isClosed() {
        return form == Form.QUOTED && next > end;
    }

    /** The value; of a long one, such as a quote has that nothing closes, so much that it shows what it is. */
    String of(String text) {
        return text.substring(start, Math.min(end, start + LONGEST_TOLD));
    }

    /**
     * The value that begins here.
     *
     * @param separator the character between key and value: where no quotes help, a value ends where the next pair with such a one begins
     */
    static Extent at(String text, int from, char separator, Around around) {
        return at(text, from, separator, around, text.length());
    }

    /** The same, read no further than to a limit when it is not in quotes. */
    static Extent at(String text, int from, char separator, Around around, int limit) {
        int at = text.startsWith("<<\"", from) ? from + 2 : from;
        while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '*') && at - from < 3) {
            at++;
        }
        if (at >= text.length() || text.startsWith(Found.MARK_BEGINS, at)) {
            return none(from);
        }
        char c = text.charAt(at);
        // what is escaped is read when its escapes are undone
        if (Quotes.escaped(text, at) > 0) {
            return none(from);
        }
        if (Quotes.is(c)) {
            return quoted(text, at);
        }
        if (c == '[' && !text.startsWith("[]", at) || c == '{' || c == '(' && around == Around.STRUCT) {
            Extent group = group(text, at);
            return group == null ? bare(text, from, Bare.end(text, from, separator, around, limit)) : group;
        }
        Extent made = made(text, at);
        return made == null ? bare(text, from, Bare.end(text, from, separator, around, limit)) : made;
    }

    private static Extent quoted(String text, int at) {
        char open = text.charAt(at);
        char close = Quotes.closing(open);
        if (text.startsWith(String.valueOf(open).repeat(3), at)) {
            int end = text.indexOf(String.valueOf(open).repeat(3), at + 3);
            return end < 0 ? unclosed(text, at + 3, open) : new Extent(at + 3, end, end + 3, Form.QUOTED);
        }
        int first = -1;
        int far = Math.min(text.length(), at + LONGEST_QUOTED);
        for (int i = at + 1; i < far && (first < 0 || i < first + LONGEST_LOOK); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == close) {
                if (Quotes.mayCloseBefore(text, i + 1)) {
                    return new Extent(at + 1, i, i + 1, Form.QUOTED);
                }
                first = first < 0 ? i : first;
            }
        }
        Extent unclosed = unclosed(text, at + 1, open);
        return first < 0 || first >= unclosed.end ? unclosed : new Extent(at + 1, first, first + 1, Form.QUOTED);
    }

    /** A quote that nothing closes is closed by the end of the text in which it was opened. */
    private static Extent unclosed(String text, int from, char open) {
        int end = open == '"' ? text.length() : Math.max(from, Enclosing.end(text, from));
        return new Extent(from, end, end, Form.QUOTED);
    }

    /** Inside of the quotes, if a single text in quotes is all that stands in the brackets. */
    Extent unquoted(String text) {
        boolean single = form == Form.GROUP
                && end - start > 2
                && Quotes.is(text.charAt(start))
                && text.indexOf(text.charAt(start), start + 1) == end - 1;
        return single ? new Extent(start + 1, end - 1, next, form) : this;
    }

    /** All up to the bracket that closes, which has to stand in the same line. */
    private static @Nullable Extent group(String text, int at) {
        int depth = 0;
        for (int i = at; i < text.length() && i < at + LONGEST_STRUCT; i++) {
            char c = text.charAt(i);
            if (c == '[' && !text.startsWith("[]", at) || c == '{' || c == '(') {
                depth++;
            } else if (c == ']' || c == '}' || c == ')') {
                depth--;
                if (depth == 0) {
                    return new Extent(at + 1, i, i + 1, Form.GROUP);
                }
            }
        }
        return null;
    }

    /** {@code N'x'}, {@code b"x"}, {@code []byte("x")}, {@code Some("x")}, {@code SecretStr('x')}: what stands in the quotes. */
    private static @Nullable Extent made(String text, int at) {
        int i = at;
        while (i < text.length()
                && i < at + LONGEST_KEY
                && (Character.isLetterOrDigit(text.charAt(i)) || "_.:$@*&[]".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        if (i == at || i >= text.length()) {
            return null;
        }
        if (text.startsWith("string(", at)) {
            int quote = i;
            while (quote < text.length() && quote < at + LONGEST_KEY && text.charAt(quote) != '"') {
                quote++;
            }
            return quote < text.length() && text.charAt(quote) == '"' ? quoted(text, quote) : null;
        }
        char c = text.charAt(i);
        if (c == '(' && READS.matcher(text).region(at, text.length()).lookingAt()) {
            return null;
        }
        if (i - at <= 2 && (c == '"' || c == '\'') && Character.isLetter(text.charAt(at))) {
            Extent quoted = quoted(text, i);
            return Quotes.mayCloseBefore(text, quoted.next()) ? quoted : null;
        }
        if (c == '{' && text.startsWith("[]", at)) {
            return group(text, i);
        }
        if ((c == '(' || c == '{') && i + 1 < text.length() && "\"'`[{(".indexOf(text.charAt(i + 1)) >= 0) {
            return group(text, i);
        }
        return null;
    }

    /** Commas and full stops at its end belong to the text around it. */
    private static Extent bare(String text, int from, int end) {
        int trimmed = end;
        while (trimmed > from && ".,;:".indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        return new Extent(from, trimmed, Math.max(end, from), Form.BARE);
    }
}
