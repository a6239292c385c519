package ergodiag.redact;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a JSON text one by one, each as it stands there, white space included: whoever copies a text token by token changes nothing
 * but what it means to. It knows how tokens are written and nothing of how they follow each other, begins wherever its reader stands, and
 * keeps one token and never the text. For one thread, which makes it many times faster than the readers of the JDK.
 */
final class JsonLexer {
    /** What stands there. */
    enum Token {
        OBJECT,
        OBJECT_END,
        ARRAY,
        ARRAY_END,
        COMMA,
        COLON,
        STRING,
        /** A number, true, false, null, or whatever else is written with the same characters. */
        WORD,
        SPACE,
        /** A character that JSON does not have outside of strings. */
        OTHER,
        END
    }

    /** Longer words and runs of white space come in pieces. */
    private static final int LONGEST_RUN = 1000;

    /** So many characters at a time are read from the midst of a text. */
    private static final int IN_TEXT = 256;

    /** Strings no longer than this are made once and found again: keys, names and states come row by row. */
    private static final int LONGEST_KEPT = 48;

    /** So many of them are kept, each where its hash says. */
    private static final int KEPT = 512;

    private final Reader in;
    private final int longestString;
    private final boolean inText;
    private final @Nullable String[] kept;

    /** What was read and is still needed: the token, and what stands behind it. */
    private char[] buffer;

    /** How many characters stand before the buffer. */
    private int passed;

    private int start;
    private int next;
    private int end;
    private Token token = Token.END;
    private boolean escapes;
    private String text = "";

    /** @param longestString a string of more characters, as they stand, is not read */
    JsonLexer(Reader in, int longestString) {
        this(in, longestString, 1 << 13, false);
    }

    private JsonLexer(Reader in, int longestString, int atATime, boolean inText) {
        this.in = in;
        this.longestString = longestString;
        this.buffer = new char[atATime];
        this.inText = inText;
        this.kept = new @Nullable String[inText ? 0 : KEPT];
    }

    /** For what may be JSON in the midst of a text, and mostly is not: there a string ends with its line. */
    static JsonLexer inText(Reader in, int longestString) {
        return new JsonLexer(in, longestString, IN_TEXT, true);
    }

    /** Whether one string is all there is but for a few blanks behind it. */
    boolean isOneString() throws IOException {
        try {
            return next() == Token.STRING && (next() == Token.END || token == Token.SPACE && next() == Token.END);
        } catch (NotJson e) {
            return false;
        }
    }

    /** How many characters stand before the token. */
    int before() {
        return passed + start;
    }

    /** How many characters stand before the end of the token. */
    int after() {
        return passed + next;
    }

    /**
     * Goes on to the next token.
     *
     * @throws NotJson when a string does not end, is too long, or has an escape that JSON does not have
     */
    Token next() throws IOException {
        start = next;
        if (next == end && !more()) {
            token = Token.END;
            return token;
        }
        token = kind(buffer[next++]);
        switch (token) {
            case STRING -> string();
            case WORD, SPACE -> run();
            case OBJECT, OBJECT_END, ARRAY, ARRAY_END, COMMA, COLON, OTHER, END -> {
                // one character
            }
        }
        return token;
    }

    /** Goes to the end of a word or of white space. A number of a reply may be as long as a text; in the midst of a text that is none. */
    private void run() throws IOException {
        int longest = token == Token.WORD && !inText ? longestString : LONGEST_RUN;
        while (next - start <= longest && (next < end || more()) && kind(buffer[next]) == token) {
            next++;
        }
    }

    /** What a string says; of any other token the characters as they stand. */
    String text() {
        return token == Token.STRING ? text : new String(buffer, start, next - start);
    }

    /** Copies the token as it stands. */
    void copy(Writer out) throws IOException {
        if (next - start == 1) {
            out.write(buffer[start]);
        } else {
            out.write(buffer, start, next - start);
        }
    }

    /** Copies the string with another text inside; when it is the same, as it stands. */
    void copyAs(String other, Writer out) throws IOException {
        if (other.equals(text)) {
            copy(out);
        } else {
            out.write('"' + JsonText.encoded(other) + '"');
        }
    }

    private static Token kind(char c) {
        return switch (c) {
            case '{' -> Token.OBJECT;
            case '}' -> Token.OBJECT_END;
            case '[' -> Token.ARRAY;
            case ']' -> Token.ARRAY_END;
            case ',' -> Token.COMMA;
            case ':' -> Token.COLON;
            case '"' -> Token.STRING;
            case ' ', '\n', '\r', '\t' -> Token.SPACE;
            case '-', '+', '.' -> Token.WORD;
            default -> Character.isLetterOrDigit(c) ? Token.WORD : Token.OTHER;
        };
    }

    /** Goes behind the quote that ends the string. The hash of what it says, where it has no escapes, is made on the way. */
    private void string() throws IOException {
        int hash = 0;
        escapes = false;
        while (true) {
            char c = character();
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                escapes = true;
                character();
            }
            hash = 31 * hash + c;
        }
        if (next - start - 3 > longestString) {
            throw new NotJson("a string is too long to be scanned");
        }
        text = escapes ? JsonText.decoded(inside()) : kept(hash);
    }

    /** The next character of a string. */
    private char character() throws IOException {
        if (next == end) {
            if (next - start - 2 > longestString) {
                throw new NotJson("a string is too long to be scanned");
            }
            if (!more()) {
                throw new NotJson("a string does not end");
            }
        }
        char c = buffer[next++];
        if (inText && c == '\n') {
            throw new NotJson("a string does not end");
        }
        return c;
    }

    private String inside() {
        return new String(buffer, start + 1, next - start - 2);
    }

    /** The string without escapes, the same object as before where it came before. */
    private String kept(int hash) {
        int length = next - start - 2;
        if (length > LONGEST_KEPT || kept.length == 0) {
            return inside();
        }
        int place = (hash ^ hash >>> 16) & KEPT - 1;
        String before = kept[place];
        if (before != null && before.length() == length && before.hashCode() == hash && standsHere(before)) {
            return before;
        }
        String fresh = inside();
        kept[place] = fresh;
        return fresh;
    }

    private boolean standsHere(String before) {
        for (int i = 0; i < before.length(); i++) {
            if (before.charAt(i) != buffer[start + 1 + i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads more behind what is there, which stays from the token on. @return whether there was more */
    private boolean more() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            passed += start;
            next -= start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read > 0;
    }
}
