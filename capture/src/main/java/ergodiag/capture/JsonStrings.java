package ergodiag.capture;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Copies a JSON text that was scanned before, character by character, with its strings in other words; JSON inside a string is looked into.
 */
final class JsonStrings {
    /** Gives a string other words. */
    interface Words {
        /**
         * @param path keys from the root, {@code *} for an element of an array: {@code /*}{@code /Name}
         * @param key whether the string is a key; its path is that of the object it stands in
         */
        String of(String path, boolean key, String text);
    }

    private final Chars in;
    private final Writer out;
    private final Words words;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** An open object or array. */
    private static final class Frame {
        final boolean object;
        final String path;
        String key = "*";
        boolean keyNext;

        Frame(boolean object, String path) {
            this.object = object;
            this.path = path;
            this.keyNext = object;
        }
    }

    JsonStrings(Reader in, Writer out, Words words) {
        this.in = new Chars(in);
        this.out = out;
        this.words = words;
    }

    /** One text that is JSON, in other words. */
    static String reworded(String json, Words words) throws IOException {
        StringWriter out = new StringWriter(json.length());
        new JsonStrings(new StringReader(json), out, words).copy();
        return out.toString();
    }

    /** Whether a text begins like an object or an array. */
    static boolean looksLikeJson(String text) {
        String inner = text.strip();
        return inner.length() > 1 && (inner.charAt(0) == '{' || inner.charAt(0) == '[');
    }

    /** @throws IOException when it is no JSON */
    void copy() throws IOException {
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '"') {
                string();
                continue;
            }
            out.write(c);
            switch (c) {
                case '{' -> frames.push(new Frame(true, path()));
                case '[' -> frames.push(new Frame(false, path()));
                case '}', ']' -> close(c == '}');
                case ',' -> next();
                default -> {
                    // white space, a number, a word or a colon
                }
            }
        }
        if (!frames.isEmpty()) {
            throw new NotJson("it does not end");
        }
    }

    private void close(boolean object) throws IOException {
        if (frames.isEmpty() || frames.pop().object != object) {
            throw new NotJson("an end without a beginning");
        }
    }

    private void next() {
        Frame frame = frames.peek();
        if (frame != null) {
            frame.keyNext = frame.object;
        }
    }

    private void string() throws IOException {
        String raw = raw();
        String text = JsonText.decoded(raw);
        Frame frame = frames.peek();
        boolean key = frame != null && frame.keyNext;
        String worded = key ? words.of(frame.path, true, text) : value(text);
        if (key) {
            frame.key = text;
            frame.keyNext = false;
        }
        out.write('"' + (worded.equals(text) ? raw : JsonText.encoded(worded)) + '"');
    }

    private String value(String text) {
        if (looksLikeJson(text)) {
            try {
                return reworded(text, words);
            } catch (IOException e) {
                return words.of(path(), false, text);
            }
        }
        return words.of(path(), false, text);
    }

    private String path() {
        Frame frame = frames.peek();
        return frame == null ? "" : frame.path + "/" + frame.key;
    }

    private String raw() throws IOException {
        StringBuilder raw = new StringBuilder();
        for (int c = in.read(); c != '"'; c = in.read()) {
            if (c < 0) {
                throw new NotJson("a string does not end");
            }
            raw.append((char) c);
            if (c == '\\') {
                raw.append((char) in.read());
            }
        }
        return raw.toString();
    }
}
