package ergodiag.ergo;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.foreign.Plausible;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A log file that the user took along. Lines of the framework's own logger, as text and as JSON ({@code gen/default_logger.go}), are read to time,
 * level, source and message; of other lines the time and the level, where they stand at the beginning. A line without either goes on with
 * the message before it and is passed over. A time without a zone is taken as UTC.
 */
public final class LogFile {
    private static final int LONGEST_LINE = 1 << 20;
    private static final Pattern OTHER = Pattern.compile(
            "\\W{0,3}" + ErgoLine.TIME + "?\\W{0,4}(?:\\b(?i:(" + ErgoLine.LEVELS + "))\\b)?\\W{0,3}(.*)");

    private LogFile() {}

    /** @throws UnreadableReply when the file cannot be read to its end */
    public static List<LogEntry> list(BufferedReader text, String file) {
        List<LogEntry> entries = new ArrayList<>();
        BoundedLines lines = new BoundedLines(text, LONGEST_LINE);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                entry(line.get(), Source.file(file).atLine(lines.number())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UnreadableReply(file, lines.number(), WorldError.reason(e));
        }
        return List.copyOf(entries);
    }

    private static Optional<LogEntry> entry(String line, Source at) {
        if (line.startsWith("{")) {
            Optional<LogEntry> json = json(line, at);
            if (json.isPresent()) {
                return json;
            }
        }
        Optional<ErgoLine> ergo = ErgoLine.of(line);
        if (ergo.isPresent()) {
            return ergo.map(own -> entry(at, own.time(), own.level(), own.source(), own.message()));
        }
        Matcher other = OTHER.matcher(line);
        boolean known = other.matches() && (other.group(1) != null || other.group(2) != null);
        return known
                ? Optional.of(entry(
                        at,
                        Optional.ofNullable(other.group(1)).orElse(""),
                        Optional.ofNullable(other.group(2)).orElse(""),
                        "",
                        other.group(3)))
                : Optional.empty();
    }

    private static Optional<LogEntry> json(String line, Source at) {
        try {
            JsonNode node = ForeignJson.mapper().readTree(line);
            String level = ErgoLine.first(node, "level", "lvl", "severity");
            String message = ErgoLine.first(node, "message", "msg", "error");
            return level.isEmpty() && message.isEmpty()
                    ? Optional.empty()
                    : Optional.of(entry(
                            at,
                            ErgoLine.first(node, "time", "ts", "timestamp", "@timestamp"),
                            level,
                            ErgoLine.source(node.path("source")),
                            message));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static LogEntry entry(Source at, String time, String level, String source, String message) {
        return new LogEntry(at, 0, time(time, at), level(level), source, message);
    }

    private static String level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "warn" -> "warning";
            case "err" -> "error";
            case "fatal", "critical" -> "panic";
            default -> word.toLowerCase(Locale.ROOT);
        };
    }

    private static Reading<Instant> time(String text, Source at) {
        return instant(text)
                .filter(Plausible::isTime)
                .map(time -> Reading.known(time, at))
                .orElseGet(
                        () -> Reading.missing(new Gap("the line says no time that is understood", "", "attach", "")));
    }

    private static Optional<Instant> instant(String text) {
        try {
            if (text.matches("\\d{19}")) {
                long nanos = Long.parseLong(text);
                return Optional.of(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L));
            }
            String iso = text.replace('/', '-')
                    .replace(',', '.')
                    .replaceFirst("^(\\S{10}) ", "$1T")
                    .replace(" ", "");
            boolean zone = iso.matches(".*(?:Z|[+-]\\d\\d:?\\d\\d)");
            String full = iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
            return Optional.of(
                    zone && iso.length() > 19
                            ? OffsetDateTime.parse(full).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
