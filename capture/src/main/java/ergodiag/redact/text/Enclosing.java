package ergodiag.redact.text;

/**
 * Texts in double quotes, as JSON, Go and logs have them, and texts escaped inside of such, as deep as it goes: whatever is open in one ends where it ends.
 */
final class Enclosing {
    /** So far before and behind a place is looked: what a place costs does not grow with the text. */
    private static final int FAR = 1 << 12;

    private Enclosing() {}

    /** Where the innermost of them ends in which a place stands, before the quote that closes it; the end of the text when it stands in none. */
    static int end(String text, int place) {
        long open = 0;
        int at = Math.max(0, place - FAR);
        while (at < text.length() && at < place + FAR) {
            int quote = afterBackslashes(text, at);
            if (quote < text.length() && text.charAt(quote) == '"') {
                int level = level(quote - at);
                long bit = 1L << level;
                boolean closes = Quotes.mayCloseBefore(text, quote + 1);
                if (quote >= place && open >= bit && closes) {
                    return quote - (int) bit + 1;
                }
                if (quote < place && ((open & bit) == 0 ? opens(text, at) : closes)) {
                    open = (open ^ bit) & (2 * bit - 1);
                }
            }
            at = quote + 1;
            if (at > place && open == 0) {
                break;
            }
        }
        return text.length();
    }

    private static int afterBackslashes(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        return at;
    }

    /**
     * How deep a quote stands behind so many backslashes: each level doubles those of the level inside and adds one for the quote itself, so that {@code \"}
     * and {@code \\\\\"}, which has an escaped backslash before it, are of the same.
     */
    private static int level(int backslashes) {
        return Integer.numberOfTrailingZeros(~backslashes);
    }

    private static boolean opens(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
