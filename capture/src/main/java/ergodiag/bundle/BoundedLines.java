package ergodiag.bundle;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The lines of a text, of which none is ever longer in memory than a limit: a bundle is not to be trusted. Lines end with LF, CR or both.
 */
public final class BoundedLines {
    private static final Optional<String> EMPTY_LINE = Optional.of("");

    private final Reader text;
    private final int longest;
    private final char[] piece = new char[1 << 13];
    private int at;
    private int end;
    private int number;
    private boolean cut;
    private boolean lineFeedFollows;

    /**
     * @param text is read ahead of the lines that are asked for
     * @param longest characters of a line that are kept
     */
    public BoundedLines(Reader text, int longest) {
        this.text = text;
        this.longest = longest;
    }

    /** The next line without its end, cut at the limit; empty at the end of the text. The rest of a cut line is skipped by the next call. */
    public Optional<String> next() throws IOException {
        if (cut) {
            skipLine();
        }
        number++;
        cut = false;
        int c = read();
        if (c == '\n' && lineFeedFollows) {
            c = read();
        }
        lineFeedFollows = false;
        if (c < 0) {
            return Optional.empty();
        }
        if (c == '\n') {
            return EMPTY_LINE;
        }
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n' && c != '\r'; c = read()) {
            if (line.length() >= longest) {
                cut = true;
                return Optional.of(line.toString());
            }
            line.append((char) c);
        }
        lineFeedFollows = c == '\r';
        return Optional.of(line.toString());
    }

    private void skipLine() throws IOException {
        int c = read();
        while (c >= 0 && c != '\n' && c != '\r') {
            c = read();
        }
        lineFeedFollows = c == '\r';
    }

    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = text.read(piece);
            if (end < 0) {
                end = 0;
                return -1;
            }
        }
        return piece[at++];
    }

    /** Number of the line given last, from 1. */
    public int number() {
        return number;
    }

    /** Whether the line given last was longer than the limit. */
    public boolean cut() {
        return cut;
    }
}
