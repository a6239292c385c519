package ergodiag.redact.text;

/**
 * A key and its value: {@code key=value}, {@code key: value}, {@code "key": "value"}, {@code Key:value} in a struct of Go, {@code --key value},
 * {@code <key>value</key>}, and in prose {@code with password value}. Only what stands under a key that names a secret is taken.
 */
final class Pairs implements Notation {
    private static final int LONGEST_KEY = 200;

    private static final int LONGEST_WORD = 20;

    private final SecretKeys keys;

    Pairs(SecretKeys keys) {
        this.keys = keys;
    }

    @Override
    public void find(String text, LineWords words, Found found) {
        if (words.strength() == Strength.NONE) {
            return;
        }
        int before = -1;
        int beforeEnd = -1;
        int at = 0;
        while (at < text.length()) {
            if (!Key.starts(text.charAt(at))) {
                at++;
                continue;
            }
            int end = Key.end(text, at);
            int next = end;
            Strength strength = end - at > LONGEST_KEY ? Strength.NONE : keys.strength(text.substring(at, end));
            if (beforeEnd == at - 1
                    && before >= 0
                    && text.charAt(beforeEnd) == ' '
                    && (simple(text, before, beforeEnd)
                            || beforeEnd - before <= LONGEST_WORD
                                    && keys.strength(text.substring(before, beforeEnd)) == Strength.NONE)) {
                strength = withWordBefore(text, before, beforeEnd, at, end, strength);
            }
            if (strength != Strength.NONE) {
                next = Math.max(end, new Pair(new KeyPlace(text, at, end), strength).value(found));
                next = backToKey(text, end, next);
            }
            before = at;
            beforeEnd = end;
            at = next;
        }
    }

    /**
     * Where the text goes on behind a value that ends before or behind a quote: at the key with which it ends, if that quote opens the value of
     * it, as in {@code "token=x password:"value"}, where what stands in which quotes cannot be told.
     */
    private static int backToKey(String text, int from, int next) {
        int quote = next > from && isQuote(text, next - 1) ? next - 1 : next;
        if (!isQuote(text, quote) || quote - 1 <= from || ":=".indexOf(text.charAt(quote - 1)) < 0) {
            return next;
        }
        int key = quote - 1;
        while (key > from && key > quote - LONGEST_KEY && Key.part(text.charAt(key - 1))) {
            key--;
        }
        while (key < quote - 1 && !Key.starts(text.charAt(key))) {
            key++;
        }
        return key < quote - 1 ? key : next;
    }

    private static boolean isQuote(String text, int at) {
        return at < text.length() && Quotes.is(text.charAt(at));
    }

    /** Whether it is a single word, and no long one. */
    private static boolean simple(String text, int from, int to) {
        boolean simple = to - from <= LONGEST_WORD;
        for (int i = from; simple && i < to; i++) {
            simple = Character.isLetter(text.charAt(i));
        }
        return simple;
    }

    /** {@code API key}, {@code password hash}; {@code password reset} is no secret any more, {@code cache key} never was one. */
    private Strength withWordBefore(String text, int before, int beforeEnd, int at, int end, Strength alone) {
        String word = text.substring(at, end);
        String both = text.substring(before, beforeEnd) + "_" + word;
        boolean sayable = alone == Strength.NONE || alone == Strength.FAINT || alone == Strength.MAYBE;
        return sayable
                ? keys.strength(both).or(alone == Strength.FAINT && !keys.innocent(both) ? alone : Strength.NONE)
                : alone;
    }
}
