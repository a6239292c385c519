package ergodiag.redact;

import ergodiag.bundle.foreign.ForeignText;
import java.util.Locale;

/** The inside of a JSON string, both directions; and whether a text is likely to be JSON. */
public final class JsonText {
    private JsonText() {}

    /** Whether a text begins like an object or an array, and so may be JSON. */
    static boolean looksLikeJson(String text) {
        String inner = text.strip();
        return inner.length() > 1 && opens(inner.charAt(0));
    }

    /** Whether an object or an array begins with this character. */
    public static boolean opens(int first) {
        return first == '{' || first == '[';
    }

    /** @throws NotJson when there is an escape that JSON does not have */
    static String decoded(String raw) throws NotJson {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (++i == raw.length()) {
                throw new NotJson("an escape without a character");
            }
            char kind = raw.charAt(i);
            switch (kind) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case '"', '\\', '/' -> text.append(kind);
                case 'u' -> {
                    text.append(unicode(raw, i + 1));
                    i += 4;
                }
                default -> throw new NotJson("an unknown escape in a string");
            }
        }
        // a name is the same here as where it was read to be known
        return ForeignText.whole(text.toString());
    }

    /** The text as it stands in a string, without the quotes. */
    static String encoded(String value) {
        StringBuilder text = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> {
                    if (c < 32 || Character.isSurrogate(c)) {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }

    private static char unicode(String raw, int at) throws NotJson {
        try {
            return (char) Integer.parseInt(raw, at, at + 4, 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new NotJson("a broken \\u escape in a string");
        }
    }
}
