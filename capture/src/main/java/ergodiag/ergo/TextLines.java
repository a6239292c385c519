package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The lines of a text reply with their numbers; bounded, since a bundle is not to be trusted. */
final class TextLines {
    /** A stack line of a node is some hundred characters long; generic names reach a few thousand. */
    static final int LONGEST_LINE = 64 << 10;

    private final BufferedReader lines;
    private final String file;
    private int number;
    private boolean lineFeedFollows;

    TextLines(BufferedReader lines, String file) {
        this.lines = lines;
        this.file = file;
    }

    /** The next line without its end; empty at the end of the reply. */
    Optional<String> next() {
        number++;
        StringBuilder line = new StringBuilder();
        try {
            int c = lines.read();
            if (c == '\n' && lineFeedFollows) {
                c = lines.read();
            }
            lineFeedFollows = false;
            if (c < 0) {
                return Optional.empty();
            }
            for (; c >= 0 && c != '\n' && c != '\r'; c = lines.read()) {
                if (line.length() >= LONGEST_LINE) {
                    throw unreadable("the line is longer than " + LONGEST_LINE + " characters, which no node writes");
                }
                line.append((char) c);
            }
            lineFeedFollows = c == '\r';
            return Optional.of(line.toString());
        } catch (IOException | UncheckedIOException e) {
            throw unreadable("the text ends there (" + e.getMessage() + ")");
        }
    }

    /** The next line, which has to be there. */
    String first(String expected) {
        return next().orElseThrow(() -> unreadable("the reply is empty where " + expected + " should stand"));
    }

    /** The place of the line given last. */
    Source here() {
        return Source.file(file).atLine(number);
    }

    UnreadableReply unreadable(String reason) {
        return new UnreadableReply(file, number, reason + ".");
    }

    /** As {@link #unreadable(String)}, quoting a line cut to a length that can be printed. */
    UnreadableReply unexpected(String expected, String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "..." : line;
        return unreadable(expected + " should stand there, not '" + shown.replaceAll("\\p{Cntrl}", "?") + "'");
    }

    /** A number of digits that fits a long. */
    long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw unreadable("the number " + digits.substring(0, Math.min(40, digits.length())) + " is too large");
        }
    }
}
