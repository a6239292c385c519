package ergodiag.redact.text;

/**
 * A text with its escapes undone by one level, and where each of its characters stood: {@code \"} of JSON, of Go and of shells, {@code %3D}
 * of addresses, {@code &quot;} of XML, and the colours of terminals, which are dropped.
 */
final class Unescaped {
    private static final int LONGEST_ENTITY = 8;
    private static final String ENTITIES = "quot\"apos'amp&lt<gt>";

    private final StringBuilder text;
    private final int[] starts;
    private final int[] ends;
    private boolean changed;

    private Unescaped(int length) {
        text = new StringBuilder(length);
        starts = new int[length];
        ends = new int[length];
    }

    /** Whether there is anything to undo, by the characters with which escapes begin. */
    static boolean hasEscapes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '%' || c == '&' || c == '\u001b') {
                return true;
            }
        }
        return false;
    }

    /** The text with one level undone. */
    static Unescaped of(String from) {
        Unescaped reading = new Unescaped(from.length());
        int at = 0;
        while (at < from.length()) {
            at = reading.next(from, at);
        }
        return reading;
    }

    /** Whether any escape was undone. */
    boolean changed() {
        return changed;
    }

    String text() {
        return text.toString();
    }

    /** Where the character stood. */
    int from(int at) {
        return starts[at];
    }

    /** Where what stands before this character ended; there is something before it. */
    int to(int end) {
        return ends[end - 1];
    }

    private int next(String from, int at) {
        return switch (from.charAt(at)) {
            case '\\' -> backslash(from, at);
            case '%' -> percent(from, at);
            case '&' -> entity(from, at);
            case '\u001b' -> colour(from, at);
            default -> keep(from.charAt(at), at, at + 1);
        };
    }

    private int keep(char c, int at, int next) {
        starts[text.length()] = at;
        ends[text.length()] = next;
        text.append(c);
        return next;
    }

    private int undone(char c, int at, int next) {
        changed = true;
        return keep(c, at, next);
    }

    private int backslash(String from, int at) {
        if (at + 1 >= from.length()) {
            return keep('\\', at, at + 1);
        }
        char kind = from.charAt(at + 1);
        return switch (kind) {
            case '"', '\'', '`', '\\', '/' -> undone(kind, at, at + 2);
            case 'n', 'r' -> undone('\n', at, at + 2);
            case 't' -> undone('\t', at, at + 2);
            case 'u' -> hex(from, at, 2, 4);
            case 'x' -> hex(from, at, 2, 2);
            case '0' -> from.startsWith("033", at + 1) ? undone('\u001b', at, at + 4) : keep('\\', at, at + 1);
            default -> keep('\\', at, at + 1);
        };
    }

    private int percent(String from, int at) {
        return hex(from, at, 1, 2);
    }

    /** A character by its number in hexadecimal digits, which begin so many characters later. */
    private int hex(String from, int at, int after, int digits) {
        int value = 0;
        for (int i = at + after; i < at + after + digits; i++) {
            int digit = i < from.length() ? Character.digit(from.charAt(i), 16) : -1;
            if (digit < 0) {
                return keep(from.charAt(at), at, at + 1);
            }
            value = value * 16 + digit;
        }
        return undone((char) value, at, at + after + digits);
    }

    private int entity(String from, int at) {
        int end = at + 1;
        while (end < from.length() && end - at <= LONGEST_ENTITY && from.charAt(end) != ';') {
            end++;
        }
        if (end >= from.length() || end - at > LONGEST_ENTITY || end - at < 3) {
            return keep('&', at, at + 1);
        }
        String name = from.substring(at + 1, end);
        if (name.charAt(0) == '#') {
            return number(name.substring(1), at, end);
        }
        int known = ENTITIES.indexOf(name);
        boolean whole = known >= 0
                && known + name.length() < ENTITIES.length()
                && !Character.isLetter(ENTITIES.charAt(known + name.length()))
                && (known == 0 || !Character.isLetter(ENTITIES.charAt(known - 1)));
        return whole ? undone(ENTITIES.charAt(known + name.length()), at, end + 1) : keep('&', at, at + 1);
    }

    private int number(String digits, int at, int end) {
        try {
            boolean hexadecimal = digits.startsWith("x") || digits.startsWith("X");
            int value = hexadecimal ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
            return Character.isBmpCodePoint(value) ? undone((char) value, at, end + 1) : keep('&', at, at + 1);
        } catch (NumberFormatException e) {
            return keep('&', at, at + 1);
        }
    }

    /** A sequence of a terminal, {@code ESC [ 31 m}: nothing of it is read. */
    private int colour(String from, int at) {
        int end = at + 1;
        if (end < from.length() && from.charAt(end) == '[') {
            end++;
            while (end < from.length() && "0123456789;?".indexOf(from.charAt(end)) >= 0) {
                end++;
            }
            if (end < from.length()) {
                changed = true;
                return end + 1;
            }
        }
        return keep('\u001b', at, at + 1);
    }
}
