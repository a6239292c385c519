package ergodiag.redact;

import ergodiag.redact.JsonLexer.Token;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Copies a JSON text while it streams, character by character as it was, except for keys and values that are said in other words. What comes out is
 * JSON of the same structure: in the place of a number that goes stands {@code null}, and its mark beside it. Anything that is not JSON ends with
 * an exception, so that nothing unscanned gets through.
 */
final class JsonScrubber {
    /** What is added to the key of a number for the mark that stands beside it. */
    static final String BESIDE = " (removed)";

    private static final int DEEPEST = 10_000;

    /** So many characters are held back at most. */
    private static final int MOST_HELD = 1 << 16;

    private final JsonWords words;
    private final JsonLexer in;
    private final Writer whole;
    private Writer out;
    private final Runnable sound;
    private final Deque<JsonPlace> places = new ArrayDeque<>();
    private boolean tells;
    private Optional<Held> held = Optional.empty();

    /** What is held back until it is known whether the value at its beginning belongs to a key that is named after it. */
    private record Held(JsonPlace place, StringWriter text, String value, int end) {
        boolean tooLong() {
            return text.getBuffer().length() > MOST_HELD;
        }
    }

    JsonScrubber(JsonWords words, JsonLexer in, Writer out) {
        this(words, in, out, () -> {});
    }

    /** @param sound is called when what was copied so far ends between two members or elements */
    JsonScrubber(JsonWords words, JsonLexer in, Writer out, Runnable sound) {
        this.words = words;
        this.in = in;
        this.whole = out;
        this.out = out;
        this.sound = sound;
        places.push(JsonPlace.root());
    }

    /**
     * Copies one JSON value and the white space around it, to the end of the text.
     *
     * @throws NotJson when it is none, or something follows
     */
    void copy() throws IOException {
        value();
        if (next() != Token.END) {
            throw new NotJson("something follows the JSON value");
        }
    }

    /**
     * Copies one JSON value and the white space before it, and reads no further.
     *
     * @throws NotJson when it is none
     */
    void value() throws IOException {
        begin(next());
        while (places.size() > 1) {
            JsonPlace place = places.element();
            Token token = next();
            boolean first = place.begins();
            if (token == (place.isObject() ? Token.OBJECT_END : Token.ARRAY_END)) {
                in.copy(out);
                release(place);
                places.pop();
            } else {
                member(place, first ? token : afterComma(token));
            }
        }
        sound.run();
    }

    /** Whether a key or a string was met: of other JSON there is nothing to be found out. */
    boolean tells() {
        return tells;
    }

    /** Whether something is still open of which all is secret. */
    boolean insideSecret() {
        return places.stream().anyMatch(place -> place.isSecret() || place.isEnvironment());
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

    private Token afterComma(Token token) throws IOException {
        if (token != Token.COMMA) {
            throw new NotJson("a comma or an end was expected");
        }
        if (held.isEmpty()) {
            sound.run();
        }
        in.copy(out);
        return next();
    }

    private void member(JsonPlace place, Token first) throws IOException {
        Token token = first;
        if (place.isObject()) {
            if (token != Token.STRING) {
                throw new NotJson("a key was expected");
            }
            tells = true;
            String key = in.text();
            String clean = words.key(place, key);
            in.copyAs(clean, out);
            place.key(clean.equals(key) ? key : clean);
            if (next() != Token.COLON) {
                throw new NotJson("':' was expected");
            }
            in.copy(out);
            token = next();
        }
        begin(token);
    }

    /** Copies a value that is one token, or goes into one that is not. */
    private void begin(Token token) throws IOException {
        JsonPlace place = places.element();
        switch (token) {
            case OBJECT, ARRAY -> {
                if (places.size() > DEEPEST) {
                    throw new NotJson("nested too deep");
                }
                places.push(place.opened(token == Token.OBJECT, words.secretBelow(place)));
                in.copy(out);
            }
            case STRING -> {
                tells = true;
                string(place);
            }
            case WORD -> word(place);
            case OBJECT_END, ARRAY_END, COMMA, COLON, SPACE, OTHER, END -> throw new NotJson("a value was expected");
        }
    }

    private void string(JsonPlace place) throws IOException {
        String value = in.text();
        if (held.isEmpty() && place.mayBeNamed()) {
            StringWriter text = new StringWriter();
            in.copyAs(words.string(place, value), text);
            held = Optional.of(new Held(place, text, value, text.getBuffer().length()));
            out = text;
            return;
        }
        in.copyAs(words.string(place, value), out);
        if (place.namesSecret()) {
            release(place);
        }
    }

    /** Writes what was held back, the value in other words if it belongs to a key that names a secret. */
    private void release(JsonPlace place) throws IOException {
        if (held.isEmpty() || held.get().place != place && !held.get().tooLong()) {
            return;
        }
        Held one = held.get();
        held = Optional.empty();
        out = whole;
        String text = one.text.toString();
        boolean secret = one.place.namesSecret();
        out.write(secret ? '"' + JsonText.encoded(words.named(one.value)) + '"' + text.substring(one.end) : text);
    }

    private static boolean isConstant(String word) {
        return word.equals("null") || word.equals("true") || word.equals("false");
    }

    /** {@code -?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?}: most words of a reply are numbers. */
    private static boolean isNumber(String word) {
        int at = digits(word, word.startsWith("-") ? 1 : 0);
        if (at > 0 && at < word.length() && word.charAt(at) == '.') {
            at = digits(word, at + 1);
        }
        if (at > 0 && at < word.length() && (word.charAt(at) == 'e' || word.charAt(at) == 'E')) {
            boolean signed = at + 1 < word.length() && (word.charAt(at + 1) == '-' || word.charAt(at + 1) == '+');
            at = digits(word, signed ? at + 2 : at + 1);
        }
        return at == word.length();
    }

    /** The end of the digits that stand there; -1 where none do. */
    private static int digits(String word, int from) {
        int at = from;
        while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
            at++;
        }
        return at > from ? at : -1;
    }

    private void word(JsonPlace place) throws IOException {
        String value = in.text();
        if (!isConstant(value) && !isNumber(value)) {
            throw new NotJson("a value was expected");
        }
        Optional<String> mark = value.equals("null") ? Optional.empty() : words.word(place, value);
        if (mark.isEmpty()) {
            in.copy(out);
            return;
        }
        String told = '"' + JsonText.encoded(mark.get()) + '"';
        if (place.isObject()) {
            out.write("null, \"" + JsonText.encoded(place.key() + BESIDE) + "\": " + told);
        } else {
            out.write(place.isRoot() ? told : "null");
        }
    }
}
