package ergodiag.ergo;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.Plausible;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a text reply with their numbers; every trouble is an {@link UnreadableReply}. */
public final class TextLines {
    /** A stack line of a node is some hundred characters long; generic names reach a few thousand. */
    public static final int LONGEST_LINE = 64 << 10;

    private final BoundedLines lines;
    private final String file;

    public TextLines(Reader lines, String file) {
        this.lines = new BoundedLines(lines, LONGEST_LINE);
        this.file = file;
    }

    /** The next line without its end; empty at the end of the reply. */
    public Optional<String> next() {
        try {
            Optional<String> line = lines.next();
            if (lines.cut()) {
                throw unreadable("the line is longer than " + LONGEST_LINE + " characters, which no node writes");
            }
            return line;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable("the text ends there (" + e.getMessage() + ")");
        }
    }

    /** The next line, which has to be there. */
    public String first(String expected) {
        return next().orElseThrow(() -> unreadable("the reply is empty where " + expected + " should stand"));
    }

    /** The next line, which has to be there and of this form. */
    public Matcher header(Pattern form, String expected) {
        String first = first(expected);
        Matcher header = form.matcher(first.strip());
        if (!header.matches()) {
            throw unexpected(expected, first);
        }
        return header;
    }

    /** The place of the line given last. */
    public Source here() {
        return Source.file(file).atLine(lines.number());
    }

    public UnreadableReply unreadable(String reason) {
        return new UnreadableReply(file, lines.number(), reason + ".");
    }

    /** As {@link #unreadable(String)}, quoting a line cut to a length that can be printed. */
    public UnreadableReply unexpected(String expected, String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "..." : line;
        return unreadable(expected + " should stand there, not '" + shown.replaceAll("\\p{Cntrl}", "?") + "'");
    }

    /** A number with a fraction. */
    public double decimal(String number) {
        return Plausible.decimal(number)
                .orElseThrow(() -> unreadable(
                        "the number " + number.substring(0, Math.min(40, number.length())) + " is too large"));
    }

    /** A number of digits that fits a long. */
    public long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw unreadable("the number " + digits.substring(0, Math.min(40, digits.length())) + " is too large");
        }
    }
}
