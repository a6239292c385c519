package ergodiag.capture;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Copies a JSON text while it streams, character by character as it was, except for values that are secrets. Anything that is not JSON
 * ends with an exception, so that nothing unscanned gets through.
 */
final class JsonScrubber {
    private static final int DEEPEST = 200;
    private static final int LONGEST_STRING = 2 << 20;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Set<String> PAIR_NAMES = Set.of("name", "key");

    /** Keys whose values are names that verdicts rest on. */
    private static final Set<String> NAMES = Set.of(
            "name",
            "pid",
            "parent",
            "leader",
            "application",
            "behavior",
            "node",
            "event",
            "producer",
            "worker_behavior");

    private final Secrets secrets;
    private final SecretText text;
    private final Chars in;
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
        this.in = new Chars(in);
        this.out = out;
    }

    /** Copies one JSON value and the white space around it. */
    void copy() throws IOException {
        value();
        int c = space();
        if (c >= 0) {
            throw new NotJson("something follows the JSON value");
        }
    }

    private void value() throws IOException {
        int c = space();
        switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal(c);
        }
    }

    private void object() throws IOException {
        push(true);
        out.write('{');
        int c = space();
        while (c != '}') {
            if (c != '"') {
                throw new NotJson("a key was expected");
            }
            String raw = raw();
            String key = decoded(raw);
            String clean = key.length() < 16 ? text.byPattern(key) : text.clean(key);
            out.write('"' + (clean.equals(key) ? raw : encoded(clean)) + '"');
            frame().key = clean;
            expect(':');
            value();
            c = space();
            if (c == ',') {
                out.write(',');
                c = space();
            } else if (c != '}') {
                throw new NotJson("a comma or the end of an object was expected");
            }
        }
        out.write('}');
        frames.pop();
    }

    private void array() throws IOException {
        push(false);
        out.write('[');
        int c = space();
        while (c != ']') {
            unread(c);
            value();
            c = space();
            if (c == ',') {
                out.write(',');
                c = space();
            } else if (c != ']') {
                throw new NotJson("a comma or the end of an array was expected");
            }
        }
        out.write(']');
        frames.pop();
    }

    private void string() throws IOException {
        String raw = raw();
        String value = decoded(raw);
        String clean = clean(value);
        out.write('"' + (clean.equals(value) ? raw : encoded(clean)) + '"');
        Frame frame = frames.peek();
        if (frame != null && frame.object && PAIR_NAMES.contains(frame.key.toLowerCase(Locale.ROOT))) {
            frame.secretPair = text.keys().secretName(value);
        }
    }

    private String clean(String value) throws IOException {
        if (environment()) {
            // the text is looked at first, so that a secret inside is known and found elsewhere too
            text.uncounted().clean(value);
            return key().isEmpty() || !text.keys().secret(key(), value)
                    ? secrets.remove(value, "environment")
                    : secrets.removeEverywhere(value, "environment");
        }
        if (secretHere(value)) {
            return secrets.removeEverywhere(value, "key that names a secret");
        }
        String inner = value.strip();
        if (inner.length() > 1 && (inner.charAt(0) == '{' || inner.charAt(0) == '[')) {
            StringWriter nested = new StringWriter();
            try {
                new JsonScrubber(secrets, text, new StringReader(value), nested).copy();
                return nested.toString();
            } catch (NotJson e) {
                return text.clean(value);
            }
        }
        return NAMES.contains(key().toLowerCase(Locale.ROOT)) ? text.cleanName(value) : text.clean(value);
    }

    private void literal(int first) throws IOException {
        StringBuilder word = new StringBuilder();
        int c = first;
        while (c >= 0 && (Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.')) {
            word.append((char) c);
            c = word.length() > 1000 ? -1 : in.read();
        }
        unread(c);
        String value = word.toString();
        boolean known = value.equals("null") || value.equals("true") || value.equals("false");
        if (!known && !NUMBER.matcher(value).matches()) {
            throw new NotJson("a value was expected");
        }
        if (!value.equals("null") && environment() || !known && secretHere(value)) {
            out.write('"' + secrets.remove(value, environment() ? "environment" : "key that names a secret") + '"');
            return;
        }
        String clean = known ? value : text.byPattern(value);
        out.write(clean.equals(value) ? value : '"' + encoded(clean) + '"');
    }

    private boolean secretHere(String value) {
        Frame frame = frames.peek();
        return frame != null
                && (frame.secret
                        || text.keys().secret(frame.key, value)
                        || frame.secretPair && frame.key.equalsIgnoreCase("value"));
    }

    private boolean environment() {
        Frame frame = frames.peek();
        return frame != null && (frame.environment || isEnvironment(frame.key));
    }

    private String key() {
        Frame frame = frames.peek();
        return frame == null ? "" : frame.key;
    }

    private static boolean isEnvironment(String key) {
        return key.equalsIgnoreCase("env") || key.equalsIgnoreCase("environment");
    }

    private void push(boolean object) throws NotJson {
        if (frames.size() >= DEEPEST) {
            throw new NotJson("nested too deep");
        }
        Frame above = frames.peek();
        boolean environment = above != null && (above.environment || isEnvironment(above.key));
        boolean secret = above != null && (above.secret || text.keys().secretName(above.key));
        frames.push(new Frame(object, environment, secret));
    }

    private Frame frame() {
        return frames.element();
    }

    private int space() throws IOException {
        int c = in.read();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            out.write(c);
            c = in.read();
        }
        return c;
    }

    private void expect(char wanted) throws IOException {
        if (space() != wanted) {
            throw new NotJson("'" + wanted + "' was expected");
        }
        out.write(wanted);
    }

    private void unread(int c) throws IOException {
        if (c >= 0) {
            in.back();
        }
    }

    /** The string's characters as they stand, without the quotes. */
    private String raw() throws IOException {
        StringBuilder raw = new StringBuilder();
        for (int c = in.read(); c != '"'; c = in.read()) {
            if (c < 0 || raw.length() > LONGEST_STRING) {
                throw new NotJson(c < 0 ? "a string does not end" : "a string is too long to be scanned");
            }
            raw.append((char) c);
            if (c == '\\') {
                int escaped = in.read();
                if (escaped < 0) {
                    throw new NotJson("a string does not end");
                }
                raw.append((char) escaped);
            }
        }
        return raw.toString();
    }

    private static String decoded(String raw) throws NotJson {
        return JsonText.decoded(raw);
    }

    private static String encoded(String value) {
        return JsonText.encoded(value);
    }
}
