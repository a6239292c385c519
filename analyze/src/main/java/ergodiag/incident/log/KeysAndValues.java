package ergodiag.incident.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text of {@code key=value}, as slog, logfmt and zerolog's console write it: either may be quoted, with the escapes of Go or of JSON; a key
 * may stand alone; what is not quoted goes to the next blank, and a backslash in it is one. Of a key that is there twice the first counts.
 */
final class KeysAndValues {
    private final String line;
    private int at;

    private KeysAndValues(String line) {
        this.line = line;
    }

    /** The pairs in their order. What follows a quote without an end is its value. */
    static Map<String, String> of(String line) {
        return new KeysAndValues(line).read();
    }

    private Map<String, String> read() {
        Map<String, String> pairs = new LinkedHashMap<>();
        skipBlanks();
        while (at < line.length()) {
            String key = part('=');
            String value = "";
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                value = part(' ');
            }
            pairs.putIfAbsent(key, value);
            skipBlanks();
        }
        return pairs;
    }

    private void skipBlanks() {
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
    }

    private String part(char end) {
        if (at < line.length() && line.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != end) {
            at++;
        }
        return line.substring(from, at);
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
            if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                at++;
                escaped(text);
            } else {
                text.append(line.charAt(at));
            }
        }
        at++;
        return text.toString();
    }

    private void escaped(StringBuilder text) {
        char c = line.charAt(at);
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        int code = digits == 0 ? -1 : hex(at + 1, digits);
        if (code >= 0) {
            // a lone byte that is no UTF-8 is \xff in Go
            text.append(c == 'x' && code > 0x7f ? "\ufffd" : Character.toString(code));
            at += digits;
        } else {
            switch (c) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'a', 'b', 'f', 'v' -> text.append('\u0007');
                default -> text.append(c);
            }
        }
    }

    /** The code of a character; negative where it is none. */
    private int hex(int from, int digits) {
        if (from + digits > line.length()) {
            return -1;
        }
        long code = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(line.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code <= Character.MAX_CODE_POINT ? (int) code : -1;
    }
}
