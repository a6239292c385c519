package ergodiag.bundle.foreign;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts that others wrote, made so that they can be written and shown. */
public final class ForeignText {
    /** Stands for what is no character. */
    private static final char REPLACEMENT = '\ufffd';
    /** Stands for a character that would do something instead of being seen. */
    private static final char UNPRINTABLE = '□';

    private ForeignText() {}

    /** The text with a replacement for each half of a character, of which no bytes can be made. */
    public static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(isHalf(c) ? REPLACEMENT : c));
        return whole.toString();
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** The bytes of a text in UTF-8, halves of characters replaced. */
    public static byte[] bytes(CharSequence text) {
        return whole(text.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether a character does something where it is shown, instead of being seen: control characters (C0, DEL, C1), what has no width or
     * turns the direction of writing (Cf), ends of lines and paragraphs, halves of characters and what is none.
     */
    public static boolean isHarmful(int c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            // not assigned, and never will be
            default -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
        };
    }

    /** The text as it can be shown: a box for what would do something, so that it is seen; a tab is a blank. */
    public static String shown(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(c == '\t' ? ' ' : isHarmful(c) ? UNPRINTABLE : c));
        return shown.toString();
    }

    /** The same JSON, in which characters that would do something are written as their numbers: they can stand in its texts only. */
    public static String shownJson(String json) {
        if (json.codePoints().noneMatch(c -> c != '\n' && isHarmful(c))) {
            return json;
        }
        StringBuilder shown = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\n' || !isHarmful(c)) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
    }
}
