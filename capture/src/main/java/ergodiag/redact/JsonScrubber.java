package ergodiag.redact;

import ergodiag.redact.JsonLexer.Token;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Copies a JSON text while it streams, character by character as it was, except for values that are secrets. Anything that is not JSON
 * ends with an exception, so that nothing unscanned gets through.
 */
final class JsonScrubber {
    private static final int DEEPEST = 200;
    private static final int LONGEST_STRING = 2 << 20;

    /** In a shorter key nothing is looked for but what the user says. */
    private static final int SHORTEST_KEY = 16;

    private static final Pattern CONSTANT = Pattern.compile("null|true|false");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final Secrets secrets;
    private final SecretText text;
    private final JsonLexer in;
    private final Writer out;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** An open object or array. */
    private static final class Frame {
        final boolean object;
        final boolean environment;
        final boolean secret;
        String key = "";
        boolean secretPair;

        Frame(boolean object, boolean environment, boolean secret) {
            this.object = object;
            this.environment = environment;
            this.secret = secret;
        }
    }

    JsonScrubber(Secrets secrets, SecretText text, Reader in, Writer out) {
        this.secrets = secrets;
        this.text = text;
        this.in = new JsonLexer(in, LONGEST_STRING);
        this.out = out;
    }

    /** A text that may be JSON, without secrets. */
    static String clean(Secrets secrets, SecretText text, String value) throws IOException {
        if (JsonText.looksLikeJson(value)) {
            StringWriter clean = new StringWriter(value.length());
            try {
                new JsonScrubber(secrets, text, new StringReader(value), clean).copy();
                return clean.toString();
            } catch (NotJson e) {
                return text.clean(value);
            }
        }
        return text.clean(value);
    }

    /**
     * Copies one JSON value and the white space around it.
     *
     * @throws NotJson when it is none, or something follows
     */
    void copy() throws IOException {
        value(next());
        if (next() != Token.END) {
            throw new NotJson("something follows the JSON value");
        }
    }

    /** The next token but white space, which is copied. */
    private Token next() throws IOException {
        Token token = in.next();
        while (token == Token.SPACE) {
            in.copy(out);
            token = in.next();
        }
        return token;
    }

    private void value(Token first) throws IOException {
        switch (first) {
            case OBJECT -> object();
            case ARRAY -> array();
            case STRING -> string();
            case WORD -> word();
            case OBJECT_END, ARRAY_END, COMMA, COLON, SPACE, OTHER, END -> throw new NotJson("a value was expected");
        }
    }

    private void object() throws IOException {
        open(true);
        Token token = next();
        while (token != Token.OBJECT_END) {
            if (token != Token.STRING) {
                throw new NotJson("a key was expected");
            }
            copyKey();
            if (next() != Token.COLON) {
                throw new NotJson("':' was expected");
            }
            in.copy(out);
            value(next());
            token = afterValue(Token.OBJECT_END, "an object");
        }
        close();
    }

    private void array() throws IOException {
        open(false);
        Token token = next();
        while (token != Token.ARRAY_END) {
            value(token);
            token = afterValue(Token.ARRAY_END, "an array");
        }
        close();
    }

    /** What begins the next member or element, or the end. */
    private Token afterValue(Token end, String of) throws IOException {
        Token token = next();
        if (token == Token.COMMA) {
            in.copy(out);
            return next();
        }
        if (token != end) {
            throw new NotJson("a comma or the end of " + of + " was expected");
        }
        return token;
    }

    private void open(boolean object) throws IOException {
        if (frames.size() >= DEEPEST) {
            throw new NotJson("nested too deep");
        }
        Frame above = frames.peek();
        frames.push(new Frame(
                object,
                environment(),
                above != null && (above.secret || text.keys().secretName(above.key))));
        in.copy(out);
    }

    private void close() throws IOException {
        in.copy(out);
        frames.pop();
    }

    private void copyKey() throws IOException {
        String key = in.text();
        String clean = key.length() < SHORTEST_KEY ? text.byPattern(key) : text.clean(key);
        in.copyAs(clean, out);
        frames.element().key = clean;
    }

    private void string() throws IOException {
        String value = in.text();
        in.copyAs(clean(value), out);
        Frame frame = frames.peek();
        if (frame != null && frame.object && SecretKeys.pairName(frame.key)) {
            frame.secretPair = text.keys().secretName(value);
        }
    }

    private String clean(String value) throws IOException {
        if (environment()) {
            // the text is looked at first, so that a secret inside is known and found elsewhere too
            text.uncounted().clean(value);
            return key().isEmpty() || !text.keys().secret(key(), value)
                    ? secrets.remove(value, SecretKind.ENVIRONMENT)
                    : secrets.removeEverywhere(value, SecretKind.ENVIRONMENT);
        }
        if (secretHere(value)) {
            return secrets.removeEverywhere(value, SecretKind.KEY);
        }
        return SecretKeys.name(key()) && !JsonText.looksLikeJson(value)
                ? text.cleanName(value)
                : clean(secrets, text, value);
    }

    private void word() throws IOException {
        String value = in.text();
        boolean constant = CONSTANT.matcher(value).matches();
        if (!constant && !NUMBER.matcher(value).matches()) {
            throw new NotJson("a value was expected");
        }
        if (environment() && !value.equals("null")) {
            out.write('"' + secrets.remove(value, SecretKind.ENVIRONMENT) + '"');
        } else if (!constant && secretHere(value)) {
            out.write('"' + secrets.remove(value, SecretKind.KEY) + '"');
        } else {
            String clean = constant ? value : text.byPattern(value);
            out.write(clean.equals(value) ? value : '"' + JsonText.encoded(clean) + '"');
        }
    }

    private boolean secretHere(String value) {
        Frame frame = frames.peek();
        return frame != null
                && (frame.secret
                        || text.keys().secret(frame.key, value)
                        || frame.secretPair && SecretKeys.pairValue(frame.key));
    }

    private boolean environment() {
        Frame frame = frames.peek();
        return frame != null && (frame.environment || SecretKeys.environment(frame.key));
    }

    private String key() {
        Frame frame = frames.peek();
        return frame == null ? "" : frame.key;
    }
}
