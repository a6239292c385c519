package ergodiag.redact;

import ergodiag.redact.text.SecretKind;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Cleans a text in which JSON may stand anywhere: behind the time and the stream of a container's log, several objects on a line, over many lines.
 * What is JSON is gone through as such; what stands around it is looked at as one text, in which something stands for each piece of JSON: where that is
 * the value of a secret key, the JSON goes, too.
 */
final class JsonInText {
    /** So many characters of one piece of JSON are read over the ends of lines, and not more. */
    private static final int LONGEST = 12 << 20;

    /** Begins and ends what stands for a piece of JSON; it is of no alphabet, and taken out of texts before. */
    private static final char STANDS_FOR_JSON = '\uE05A';

    private final JsonWords words;
    private final Secrets secrets;
    private final UnaryOperator<String> text;

    /** Where further lines come from when a piece of JSON is not at its end at the end of a line. */
    interface More {
        /** The next line with its end; "" at the end. */
        String line() throws IOException;
    }

    /** @param text cleans what is no JSON */
    JsonInText(JsonWords words, Secrets secrets, UnaryOperator<String> text) {
        this.words = words;
        this.secrets = secrets;
        this.text = text;
    }

    /** Cleans what a string of JSON says, which may be a string of JSON again. */
    String clean(String whole) throws IOException {
        if (whole.startsWith("\"")
                && JsonLexer.inText(new StringReader(whole), LONGEST).isOneString()) {
            StringWriter out = new StringWriter();
            new JsonScrubber(words, new JsonLexer(new StringReader(whole), LONGEST), out).copy();
            return out.toString();
        }
        return clean(whole, () -> "");
    }

    String clean(String first, More more) throws IOException {
        if (nextOpening(first, 0) < 0) {
            return text.apply(first);
        }
        return new Block(first, more).clean();
    }

    private static String withoutStandIns(String line) {
        return line.replace(STANDS_FOR_JSON, '\uFFFD');
    }

    private static int nextOpening(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && mayFollow(text, i + 1, "\"}")
                    || c == '[' && mayFollow(text, i + 1, "\"{[]-0123456789tfn")) {
                return i;
            }
        }
        return -1;
    }

    /** Whether what comes after white space is one of these characters, or only shows in the next line. */
    private static boolean mayFollow(CharSequence text, int from, String characters) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r') {
                return c == '\n' || characters.indexOf(c) >= 0;
            }
        }
        return false;
    }

    /** One line, and those after it over which its JSON goes on. */
    private final class Block {
        private final StringBuilder block;
        private final More more;
        private final StringBuilder around = new StringBuilder();
        private final List<String> pieces = new ArrayList<>();

        Block(String first, More more) {
            this.block = new StringBuilder(withoutStandIns(first));
            this.more = more;
        }

        String clean() throws IOException {
            int done = 0;
            int at = nextOpening(block, 0);
            while (at >= 0) {
                Piece piece = new Piece(at);
                piece.read();
                if (piece.tells()) {
                    around.append(block, done, at).append(standIn(pieces.size()));
                    pieces.add(piece.clean());
                    done = piece.end;
                }
                if (piece.leftOut) {
                    around.append(block, done, Math.max(done, at));
                    done = Math.max(done, at);
                    around.append(secrets.remove(block.substring(done), SecretKind.UNSEARCHED));
                    done = block.length();
                }
                at = nextOpening(block, Math.max(done, piece.failed));
            }
            around.append(block, done, block.length());
            return pieces.isEmpty() ? text.apply(around.toString()) : filled(text.apply(around.toString()));
        }

        private String standIn(int number) {
            return STANDS_FOR_JSON + "j" + number + STANDS_FOR_JSON;
        }

        private String filled(String clean) {
            StringBuilder out = new StringBuilder();
            int done = 0;
            for (int i = 0; i < pieces.size(); i++) {
                int at = clean.indexOf(standIn(i), done);
                if (at >= 0) {
                    out.append(clean, done, at).append(pieces.get(i));
                    done = at + standIn(i).length();
                }
            }
            return out.append(clean, done, clean.length()).toString();
        }

        /** Reads the block, and more lines when it is at its end. */
        private final class BlockReader extends Reader {
            private int at;

            BlockReader(int at) {
                this.at = at;
            }

            @Override
            public int read(char[] target, int from, int length) throws IOException {
                if (at == block.length() && block.length() < LONGEST) {
                    block.append(withoutStandIns(more.line()));
                }
                int count = Math.min(length, block.length() - at);
                if (count == 0) {
                    return -1;
                }
                block.getChars(at, at + count, target, from);
                at += count;
                return count;
            }

            @Override
            public void close() {
                // nothing is open
            }
        }

        /** What is JSON from one place on, as far as it is. */
        private final class Piece {
            private final int begin;
            private final StringWriter out = new StringWriter();
            private final JsonLexer lexer;
            private final JsonScrubber scrubber;
            private int sound;
            private int end;
            private int failed;
            private boolean leftOut;

            Piece(int begin) {
                this.begin = begin;
                this.lexer = JsonLexer.inText(new BlockReader(begin), LONGEST);
                this.scrubber = new JsonScrubber(words, lexer, out, this::sound);
                this.end = begin;
            }

            private void sound() {
                sound = out.getBuffer().length();
                end = begin + lexer.before();
            }

            /** As far as it can be read. */
            void read() throws IOException {
                try {
                    scrubber.value();
                    end = begin + lexer.after();
                    sound = out.getBuffer().length();
                    failed = end;
                } catch (NotJson e) {
                    failed = begin + Math.max(1, lexer.before());
                    leftOut = scrubber.insideSecret();
                }
            }

            boolean tells() {
                return sound > 0 && scrubber.tells();
            }

            String clean() {
                return out.getBuffer().substring(0, sound);
            }
        }
    }
}
