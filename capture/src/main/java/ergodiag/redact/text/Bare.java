package ergodiag.redact.text;

/** Where a value ends that stands in no quotes. */
final class Bare {
    private static final int LONGEST_STRUCT = 600;

    private Bare() {}

    /** Where the value ends, before commas and full stops that may belong to the text around it. */
    static int end(String text, int from, char separator, Around around, int limit) {
        return switch (around) {
            case WORD, QUERY -> word(text, from, separator, around, limit);
            case STRUCT -> field(text, from, spareClosers(text, from));
            case LINE -> line(text, from, separator, limit);
        };
    }

    private static int word(String text, int from, char separator, Around around, int limit) {
        int open = 0;
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (Blanks.is(c) || c < ' ' || around == Around.QUERY && "&<>\"'`".indexOf(c) >= 0) {
                return i;
            }
            open += opens(c) ? 1 : closesBracket(c) ? -1 : 0;
            if (ends(text, i, c, separator, open)) {
                return i;
            }
            while (c == '\\' && i + 1 < limit && text.charAt(i + 1) == '\\') {
                i++;
            }
            open = Math.max(open, 0);
        }
        return limit;
    }

    /** Whether the value ends before this character. */
    private static boolean ends(String text, int at, char c, char separator, int open) {
        int next = at + 1;
        return switch (c) {
            case ',', ';' ->
                next >= text.length()
                        || Blanks.is(text.charAt(next))
                        || Quotes.is(text.charAt(next))
                        || Key.before(text, next, separator);
            case '&' -> Key.before(text, next, separator);
            case '"', '\'', '`', '”', '’' -> Quotes.mayCloseBefore(text, next);
            case '\\' ->
                Quotes.escaped(text, at) > 0 && Quotes.mayCloseBefore(text, Quotes.escaped(text, at) + 1)
                        || escapedBlank(text, at, separator);
            case ')', ']', '}', '>' ->
                open < 0 && (next >= text.length() || !Character.isLetterOrDigit(text.charAt(next)));
            case '<' -> next < text.length() && (text.charAt(next) == '/' || text.startsWith("br", next));
            default -> false;
        };
    }

    private static boolean opens(char c) {
        return c == '(' || c == '[' || c == '{' || c == '<';
    }

    private static boolean closesBracket(char c) {
        return c == ')' || c == ']' || c == '}' || c == '>';
    }

    /** {@code \n} before the next pair. */
    private static boolean escapedBlank(String text, int at, char separator) {
        return at + 1 < text.length()
                && "nrt".indexOf(text.charAt(at + 1)) >= 0
                && (at + 2 >= text.length() || Key.before(text, at + 2, separator));
    }

    /** How many closing brackets more than opening ones the line has: so many may be part of the value. */
    private static int spareClosers(String text, int from) {
        int depth = 0;
        for (int i = Math.max(0, from - LONGEST_STRUCT); i < text.length() && i < from + LONGEST_STRUCT; i++) {
            char c = text.charAt(i);
            depth += opens(c) && c != '<' ? 1 : closesBracket(c) && c != '>' ? -1 : 0;
            if (i < from) {
                depth = Math.max(0, depth);
            }
        }
        return Math.max(0, -depth);
    }

    private static int field(String text, int from, int spare) {
        int depth = 0;
        int firstBlank = -1;
        for (int i = from; i < text.length() && i < from + LONGEST_STRUCT; i++) {
            char c = text.charAt(i);
            if (Blanks.is(c)) {
                firstBlank = firstBlank < 0 ? i : firstBlank;
                if (depth <= 0 && (Key.before(text, i + 1, ':') || i > from && text.charAt(i - 1) == ',')) {
                    return i;
                }
            } else if (opens(c) && c != '<') {
                depth++;
            } else if (closesBracket(c) && c != '>') {
                depth--;
                if (depth < -spare && (i + 1 >= text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)))) {
                    return i;
                }
            }
        }
        return firstBlank < 0 ? Math.min(text.length(), from + LONGEST_STRUCT) : firstBlank;
    }

    /** To the end of the line, unless it goes on with further pairs or as prose. */
    private static int line(String text, int from, char separator, int limit) {
        int word = word(text, from, separator, Around.WORD, limit);
        int end = limit;
        int at = word;
        while (at < limit) {
            int begin = Blanks.after(text, at, limit);
            int stop = Math.min(limit, Blanks.wordEnd(text, begin));
            String next = text.substring(begin, stop);
            if (next.startsWith("#") || next.startsWith("//") || next.startsWith(";")) {
                end = at;
                break;
            }
            if (begin == stop
                    || Values.prose(next)
                    || next.startsWith("-")
                    || Key.before(text, begin, '=')
                    || Key.before(text, begin, ':')) {
                return begin == stop ? at : word;
            }
            at = stop;
        }
        return Math.max(end, word);
    }
}
