package ergodiag.redact.text;

/** Signs of one kind that stand together, as those of a token do. */
final class Runs {
    private Runs() {}

    /** Which signs belong to a run. */
    interface Signs {
        boolean has(char c);
    }

    /** Looks at one run. */
    interface Look {
        /** @return where the text goes on: behind the run, or further */
        int at(int from, int end);
    }

    /** Whether it is a letter or a digit of ASCII. */
    static boolean alphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Looks at all runs, from the first to the last. */
    static void each(String text, Signs signs, Look look) {
        int at = 0;
        while (at < text.length()) {
            if (!signs.has(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < text.length() && signs.has(text.charAt(end))) {
                end++;
            }
            at = look.at(at, end);
        }
    }

    /** Behind the two digits of a percent sign that stands before a run: they are no part of it. */
    static int afterEscape(String text, int from, int end) {
        boolean escape = from > 0
                && text.charAt(from - 1) == '%'
                && end - from > 2
                && Character.digit(text.charAt(from), 16) >= 0
                && Character.digit(text.charAt(from + 1), 16) >= 0;
        return escape ? from + 2 : from;
    }

    /** Behind the signs of equality that fill up Base64. */
    static int afterPadding(String text, int end) {
        int at = end;
        while (at < text.length() && text.charAt(at) == '=') {
            at++;
        }
        return at;
    }
}
