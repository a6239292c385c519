package ergodiag.redact;

import ergodiag.redact.JsonLexer.Token;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Copies a JSON text that was scanned before, character by character, with its strings in other words; JSON inside a string is looked into.
 * A value that was swept out of it may have left what is no JSON any more: that is copied as it stands.
 */
public final class JsonStrings {
    /** Gives a string other words. */
    public interface Words {
        /**
         * @param path keys from the root, {@code *} for an element of an array: {@code /*}{@code /Name}
         * @param key whether the string is a key; its path is that of the object it stands in
         */
        String of(String path, boolean key, String text);
    }

    private final JsonLexer in;
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

    public JsonStrings(Reader in, Writer out, Words words) {
        this.in = new JsonLexer(in, Integer.MAX_VALUE);
        this.out = out;
        this.words = words;
    }

    /** A text that may be JSON, in other words: string by string where it is, else as a whole, in the place where it stands. */
    public static String reworded(String text, String path, Words words) {
        if (JsonText.looksLikeJson(text)) {
            StringWriter out = new StringWriter(text.length());
            try {
                new JsonStrings(new StringReader(text), out, words).copy();
                return out.toString();
            } catch (IOException e) {
                return words.of(path, false, text);
            }
        }
        return words.of(path, false, text);
    }

    /** @throws NotJson when it is no JSON */
    public void copy() throws IOException {
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            switch (token) {
                case STRING -> string();
                case OBJECT, ARRAY -> frames.push(new Frame(token == Token.OBJECT, path()));
                case OBJECT_END, ARRAY_END -> close(token == Token.OBJECT_END);
                case COMMA -> next();
                case COLON, WORD, SPACE, OTHER, END -> {
                    // nothing is named here
                }
            }
            if (token != Token.STRING) {
                in.copy(out);
            }
        }
        if (!frames.isEmpty()) {
            throw new NotJson("it does not end");
        }
    }

    private void close(boolean object) throws NotJson {
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
        String text = in.text();
        Frame frame = frames.peek();
        if (frame != null && frame.keyNext) {
            in.copyAs(words.of(frame.path, true, text), out);
            frame.key = text;
            frame.keyNext = false;
        } else {
            in.copyAs(reworded(text, path(), words), out);
        }
    }

    private String path() {
        Frame frame = frames.peek();
        return frame == null ? "" : frame.path + "/" + frame.key;
    }
}
