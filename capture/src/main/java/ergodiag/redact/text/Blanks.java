package ergodiag.redact.text;

/** White space of any alphabet. */
final class Blanks {
    private Blanks() {}

    /** Those that do not break and those without a width are included. */
    static boolean is(char c) {
        return c <= ' ' && c != '\u001b'
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\ufeff'
                || c == '\u200b';
    }

    /** Where the text goes on after blanks, of which there may be none. */
    static int after(String text, int from) {
        return after(text, from, text.length());
    }

    /** The same, looked at no further than to a place. */
    static int after(String text, int from, int most) {
        int at = from;
        while (at < text.length() && at < most && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the text ends before the blanks at its end. */
    static int before(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Where the word ends that stands here. */
    static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && !is(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
