package ergodiag.incident.log;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.findings.Numbers;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A log file as a source of an incident: its gravest messages and how often they came. It is read once from its beginning to its end, and no
 * more of it is kept than is told.
 */
public final class IncidentLog {
    private static final int LONGEST_LINE = 1 << 20;
    /** A line that begins as a message does: with a time, or as JSON. */
    private static final Pattern BEGINS =
            Pattern.compile("\\{\"|<\\d{1,3}>|\\d{4}[-/]\\d\\d[-/]|\\d{10,19}[ .]|\\d{1,2}:\\d\\d(?::\\d\\d|[AP]M)");
    /** How Go ends: without a time, and with stacks behind. */
    private static final Pattern CRASH = Pattern.compile("(?:panic|fatal error): .*");

    private static final Pattern STACK =
            Pattern.compile("goroutine \\d+ .*|created by .*|exit status \\d+|\\[signal .*|[\\w./*()-]+\\(.*\\)");

    private final String file;
    private final LogDialect dialect;
    private final LogClock clock;
    private final NodeOf nodes;
    private final MessageKinds kinds = new MessageKinds();
    private final LevelRates rates = new LevelRates();
    private Optional<Instant> before = Optional.empty();
    private long read;
    private long unread;
    private long withoutTime;
    private long tooLong;
    private long tooLarge;

    private IncidentLog(String file, LogDialect dialect, Surroundings where) {
        this.file = file;
        this.dialect = dialect;
        this.clock = new LogClock(where);
        this.nodes = new NodeOf(where.nodes());
    }

    /**
     * Reads a text, packed with gzip or not. Of a file that is none of the dialects only the beginning is read, and the format is "".
     *
     * @throws UserError when it is no file that can be read
     */
    public static SourceReading read(Path file, Surroundings where) {
        String name = String.valueOf(file.getFileName());
        try {
            GivenFile.check(file);
            try (Reader text = new InputStreamReader(GivenFile.unpacked(file), StandardCharsets.UTF_8)) {
                return read(name, new BoundedLines(text, LONGEST_LINE), where);
            }
        } catch (IOException e) {
            throw new UserError(
                    "Reading the log " + file + ": " + WorldError.reason(e) + "; name a text, or one packed with gzip",
                    e);
        }
    }

    private static SourceReading read(String name, BoundedLines lines, Surroundings where) throws IOException {
        LogOpening opening = LogOpening.of(lines);
        if (opening.dialect().isEmpty()) {
            return new SourceReading(
                    name,
                    "",
                    List.of(),
                    List.of(),
                    0,
                    opening.lines().stream()
                            .filter(line -> !line.text().isBlank())
                            .count(),
                    List.of());
        }
        IncidentLog log = new IncidentLog(name, opening.dialect().get(), where);
        opening.lines().forEach(log::take);
        List<String> remarks = new ArrayList<>();
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                log.take(new LogOpening.Line(line.get(), lines.number(), lines.cut()));
            }
        } catch (IOException e) {
            remarks.add("The file cannot be read behind line " + Numbers.count(lines.number() - 1) + " ("
                    + WorldError.reason(e) + "); what stands before was read.");
        }
        return log.told(remarks, where);
    }

    private void take(LogOpening.Line line) {
        String text = line.text();
        tooLong += line.cut() ? 1 : 0;
        if (text.isBlank()) {
            return;
        }
        Optional<Told> told = dialect.read(text);
        if (told.isPresent()) {
            message(told.get(), text, line.number());
        } else if (before.isPresent() && CRASH.matcher(text).matches()) {
            message(new Told("", Optional.of(Event.Kind.PANIC), "", text), text, line.number());
        } else if (before.isPresent() && goesOn(text)) {
            read++;
        } else {
            unread++;
        }
    }

    /** Whether the line belongs to the message before. */
    private boolean goesOn(String text) {
        return dialect.goesOn()
                ? !BEGINS.matcher(text).lookingAt()
                : Character.isWhitespace(text.charAt(0)) || STACK.matcher(text).matches();
    }

    private void message(Told told, String line, int number) {
        Optional<Instant> time = told.time().isEmpty() ? before : clock.read(told.time());
        if (time.isEmpty()) {
            unread++;
            return;
        }
        read++;
        withoutTime += told.time().isEmpty() ? 1 : 0;
        tooLarge += told.text().endsWith(JournalDialect.TOO_LARGE) ? 1 : 0;
        before = time;
        rates.logged(time.get());
        told.kind().ifPresent(kind -> {
            rates.add(kind, time.get());
            kinds.add(kind, nodes.whose(told.whose()), told.text(), time.get(), line, number);
        });
    }

    private SourceReading told(List<String> remarks, Surroundings where) {
        remarks.addAll(0, clock.remarks());
        if (withoutTime > 0) {
            remarks.add(lines(withoutTime, "says", "say")
                    + " no time, and was taken to be of the time of the line before.");
        }
        if (tooLong > 0) {
            remarks.add(lines(tooLong, "is", "are") + " longer than a million characters, and cut there.");
        }
        if (tooLarge > 0) {
            remarks.add(lines(tooLarge, "has", "have")
                    + " no message because the journal leaves out what is too large; ask it with --all.");
        }
        remarks.addAll(kinds.remarks());
        return new SourceReading(
                file,
                dialect.words(),
                kinds.events(file, clock::settled, new WithoutSecrets(where.nodes())),
                rates.charts(file, clock::settled),
                read,
                unread,
                remarks);
    }

    private static String lines(long count, String one, String many) {
        return Numbers.count(count) + (count == 1 ? " line " + one : " lines " + many);
    }
}
