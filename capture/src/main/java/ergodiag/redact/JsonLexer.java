package ergodiag.redact;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

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

    private final Reader in;
    private final int longestString;
    private final char[] buffer;
    private final boolean inText;
    private final StringBuilder raw = new StringBuilder();
    private int next;
    private int end;
    private int read;
    private int before;
    private Token token = Token.END;
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
        return before;
    }

    /** How many characters stand before the end of the token. */
    int after() {
        return read - (end - next);
    }

    /**
     * Goes on to the next token.
     *
     * @throws NotJson when a string does not end, is too long, or has an escape that JSON does not have
     */
    Token next() throws IOException {
        raw.setLength(0);
        before = after();
        int first = read();
        token = kind(first);
        if (token == Token.STRING) {
            string();
        } else if (token != Token.END) {
            raw.append((char) first);
        }
        if (token == Token.WORD || token == Token.SPACE) {
            while (raw.length() <= longestRun() && kind(peek()) == token) {
                raw.append((char) read());
            }
        }
        return token;
    }

    /** A number of a reply may be as long as a text; in the midst of a text that is none, and a run of blanks is several. */
    private int longestRun() {
        return token == Token.WORD && !inText ? longestString : LONGEST_RUN;
    }

    /** What a string says; of any other token the characters as they stand. */
    String text() {
        return token == Token.STRING ? text : raw.toString();
    }

    /** Copies the token as it stands. */
    void copy(Writer out) throws IOException {
        if (token == Token.STRING) {
            out.write('"');
        }
        if (raw.length() == 1) {
            out.write(raw.charAt(0));
        } else {
            out.append(raw);
        }
        if (token == Token.STRING) {
            out.write('"');
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

    private static Token kind(int c) {
        return switch (c) {
            case -1 -> Token.END;
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

    private void string() throws IOException {
        boolean escaped = false;
        for (int c = read(); escaped || c != '"'; c = read()) {
            if (c < 0 || inText && c == '\n') {
                throw new NotJson("a string does not end");
            }
            if (!escaped && raw.length() > longestString) {
                throw new NotJson("a string is too long to be scanned");
            }
            raw.append((char) c);
            escaped = !escaped && c == '\\';
        }
        text = JsonText.decoded(raw.toString());
    }

    private int read() throws IOException {
        int c = peek();
        next++;
        return c;
    }

    private int peek() throws IOException {
        if (next >= end) {
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            read += end;
            next = 0;
        }
        return next < end ? buffer[next] : -1;
    }
}
