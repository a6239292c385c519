package ergodiag.incident.log;

import static ergodiag.incident.source.Event.Kind.ERROR;
import static ergodiag.incident.source.Event.Kind.PANIC;
import static ergodiag.incident.source.Event.Kind.WARNING;

import ergodiag.incident.source.Event;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How grave a message is, by the word or number that its logger has for it. */
final class Levels {
    /** All words of loggers, those for less than a warning too. */
    private static final Pattern WORD = Pattern.compile("(?i)trace|trc|debug|dbg|info|inf|notice|informational|system"
            + "|warn|warning|wrn|error|err|panic|dpanic|pnc|fatal|ftl|critical|crit|alert|emergency|emerg");
    /** slog writes what lies between two levels as a distance: {@code ERROR+3}. */
    private static final Pattern DISTANCE = Pattern.compile("[+-]\\d{1,9}$");

    private static final Pattern OPENING =
            Pattern.compile("\\W{0,3}(?i:(warn|warning|error|err|panic|fatal|crit|critical)\\b\\s{0,5}[\\]:])");

    private Levels() {}

    static boolean isLevel(String word) {
        return WORD.matcher(base(word)).matches();
    }

    /** Empty for what is less than a warning, and for no level. */
    static Optional<Event.Kind> of(String word) {
        return switch (base(word).toLowerCase(Locale.ROOT)) {
            case "warn", "warning", "wrn" -> Optional.of(WARNING);
            case "error", "err" -> Optional.of(ERROR);
            case "panic", "dpanic", "pnc", "fatal", "ftl", "critical", "crit", "alert", "emergency", "emerg" ->
                Optional.of(PANIC);
            default -> Optional.empty();
        };
    }

    private static String base(String word) {
        return DISTANCE.matcher(word.strip()).replaceFirst("");
    }

    /** By the severity of RFC 5424, from 0 for an emergency to 7. */
    static Optional<Event.Kind> ofSeverity(int severity) {
        return severity < 3
                ? Optional.of(PANIC)
                : severity == 3 ? Optional.of(ERROR) : severity == 4 ? Optional.of(WARNING) : Optional.empty();
    }

    /** By the word with which a message begins: {@code error: no route}, {@code [WARN] slow}. */
    static Optional<Event.Kind> opening(String text) {
        Matcher word = OPENING.matcher(text);
        return word.lookingAt() ? of(word.group(1)) : Optional.empty();
    }
}
