package ergodiag.redact.text;

/** The names of keys, and the characters of which they are made. */
final class Key {
    private static final int LONGEST_KEY = 60;

    private Key() {}

    /** Whether a name can begin with it. */
    static boolean starts(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 127 && Character.isLetter(c);
    }

    /** The end of the name that begins here: letters, digits, underscores, and dots and dashes between them. */
    static int end(String text, int from) {
        int end = from + 1;
        while (end < text.length() && part(text.charAt(end))) {
            end++;
        }
        while (text.charAt(end - 1) == '-' || text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    /** Whether it can stand in a name. */
    static boolean part(char c) {
        return starts(c) || c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    /** Whether a key with this separator begins here, {@code User Id=} included. */
    static boolean before(String text, int from, char separator) {
        int i = from;
        boolean blank = false;
        while (i < text.length() && i < from + LONGEST_KEY) {
            char c = text.charAt(i);
            if (c == separator) {
                return i > from && text.charAt(i - 1) != ' ';
            }
            boolean first = i == from;
            if (c == ' ' && !first && !blank && separator == '=') {
                blank = true;
            } else if (!(Character.isLetter(c)
                    || c == '_'
                    || !first && (Character.isDigit(c) || c == '.' || c == '-'))) {
                return false;
            }
            i++;
        }
        return false;
    }
}
