package ergodiag.redact.text;

/** Quotes around values. */
final class Quotes {
    private static final String ALL = "\"'`“”‘’«»";

    private Quotes() {}

    static boolean is(char c) {
        return ALL.indexOf(c) >= 0;
    }

    /** The quote that closes what another opens. */
    static char closing(char open) {
        return switch (open) {
            case '“' -> '”';
            case '‘' -> '’';
            case '«' -> '»';
            default -> open;
        };
    }

    /** Whether a quote before this place may be the last of a value: what follows is no part of a word. */
    static boolean mayCloseBefore(String text, int at) {
        if (at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        return !Character.isLetterOrDigit(c) && "_$%^*~#".indexOf(c) < 0;
    }

    /** Where the quote stands that backslashes from here on escape; -1 when there is none. */
    static int escaped(String text, int from) {
        int quote = from;
        while (quote < text.length() && text.charAt(quote) == '\\') {
            quote++;
        }
        return quote > from && quote < text.length() && is(text.charAt(quote)) ? quote : -1;
    }
}
