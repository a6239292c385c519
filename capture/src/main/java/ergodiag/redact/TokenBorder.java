package ergodiag.redact;

/**
 * Where a word or a number ends. Between two letters of one word or two digits of one number there is no border; there is one between a letter
 * and a digit, between {@code aB}, and after what only stands for another character: {@code \n}, {@code %3D}, a colour.
 */
final class TokenBorder {
    private TokenBorder() {}

    /** Whether a word or number may begin or end before this character. */
    static boolean at(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return true;
        }
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        boolean digits = Character.isDigit(before) && Character.isDigit(after);
        boolean letters = Character.isLetter(before)
                && Character.isLetter(after)
                && !(Character.isLowerCase(before) && Character.isUpperCase(after));
        return !digits && !letters || afterEscape(text, at);
    }

    /** Whether an escape ends before this character. */
    private static boolean afterEscape(String text, int at) {
        return at >= 2 && text.charAt(at - 2) == '\\' && "nrtbfve0".indexOf(text.charAt(at - 1)) >= 0
                || at >= 3 && text.charAt(at - 3) == '%' && isHex(text, at - 2, at)
                || at >= 4 && text.startsWith("\\x", at - 4) && isHex(text, at - 2, at)
                || at >= 6 && text.startsWith("\\u", at - 6) && isHex(text, at - 4, at)
                || text.charAt(at - 1) == 'm' && afterColour(text, at - 2);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean afterColour(String text, int last) {
        int i = last;
        while (i >= 0 && (Character.isDigit(text.charAt(i)) || text.charAt(i) == ';')) {
            i--;
        }
        return i >= 0 && text.charAt(i) == '[' && last - i < 20;
    }
}
