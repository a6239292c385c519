package ergodiag.incident.log;

import ergodiag.bundle.BoundedLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The first lines of a file, and how they are written.
 *
 * @param lines all that were read
 * @param dialect that of most of them; empty where it is that of less than one in ten, stacks among them
 */
record LogOpening(List<Line> lines, Optional<LogDialect> dialect) {
    private static final int MOST_LINES = 200;
    private static final int MOST_CHARACTERS = 4 << 20;
    private static final int LEAST_SHARE = 10;

    /** What carries a message comes before what is carried. */
    private static final List<LogDialect> ALL = Stream.of(
                    List.of(new JournalDialect()), List.of(SyslogDialect.values()), ProgramDialects.ALL)
            .<LogDialect>flatMap(List::stream)
            .toList();

    /**
     * A line of a file, without what colours it and without a mark of its byte order.
     *
     * @param number from 1
     * @param cut whether it goes on
     */
    record Line(String text, int number, boolean cut) {
        private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

        Line {
            text = plain(text);
        }

        private static String plain(String line) {
            String text = line.startsWith("\ufeff") ? line.substring(1) : line;
            return text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
        }
    }

    static LogOpening of(BoundedLines text) throws IOException {
        List<Line> lines = new ArrayList<>();
        int characters = 0;
        while (lines.size() < MOST_LINES && characters < MOST_CHARACTERS) {
            Optional<String> line = text.next();
            if (line.isEmpty()) {
                break;
            }
            lines.add(new Line(line.get(), text.number(), text.cut()));
            characters += line.get().length();
        }
        return new LogOpening(List.copyOf(lines), dialect(lines));
    }

    private static Optional<LogDialect> dialect(List<Line> lines) {
        List<String> texts =
                lines.stream().map(Line::text).filter(text -> !text.isBlank()).toList();
        long most = 0;
        Optional<LogDialect> best = Optional.empty();
        for (LogDialect dialect : ALL) {
            long read = texts.stream()
                    .filter(text -> dialect.read(text).isPresent())
                    .count();
            if (read > most && read * LEAST_SHARE >= texts.size()) {
                most = read;
                best = Optional.of(dialect);
            }
        }
        return best;
    }
}
