package ergodiag.replay.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps recorded time to replayed time. The start of the recording is the start of the server; an instant before it moves by that one
 * constant, one after it by the constant and, at another speed than 1, closer to the start, so that order is kept and the instant that
 * is replayed now reads as now.
 */
public final class Timeline {
    private static final Pattern STAMP =
            Pattern.compile("(20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d))"
                    + "|(20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) \\+0000 UTC"
                    + "|(\"(?:CreatedAt|LastPublishedAt)\": ?)(\\d{16,19})(?!\\d)"
                    + "|(\"[Uu]ptime\": ?)(1\\d{9})(?!\\d)");
    private static final DateTimeFormatter NANO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter PLAIN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final long BILLION = 1_000_000_000L;

    private final Instant recordedStart;
    private final Instant replayStart;
    private final double speed;

    public Timeline(Instant recordedStart, Instant replayStart, double speed) {
        this.recordedStart = recordedStart;
        this.replayStart = replayStart;
        this.speed = speed;
    }

    /** The recorded instant that is replayed at a real one. */
    public Instant recorded(Instant real) {
        return recordedStart.plus(scaled(Duration.between(replayStart, real), speed));
    }

    /** The real instant at which a recorded one is replayed. */
    public Instant replayed(Instant recorded) {
        Duration since = Duration.between(recordedStart, recorded);
        return replayStart.plus(since.isNegative() ? since : scaled(since, 1 / speed));
    }

    /** How long a time of the recorded cluster lasts here. */
    public Duration real(Duration inCluster) {
        return scaled(inCluster, 1 / speed);
    }

    /** A real time in time of the recorded cluster. */
    public Duration inCluster(Duration real) {
        return scaled(real, speed);
    }

    /** Text of a reply with all its instants moved to the time of the replay. */
    public String moved(String text) {
        return STAMP.matcher(text).replaceAll(found -> Matcher.quoteReplacement(moved(found)));
    }

    private String moved(java.util.regex.MatchResult found) {
        try {
            if (found.group(1) != null) {
                OffsetDateTime stamp = OffsetDateTime.parse(found.group(1));
                return NANO.format(replayed(stamp.toInstant()).atOffset(stamp.getOffset()));
            }
            if (found.group(2) != null) {
                Instant stamp =
                        java.time.LocalDateTime.parse(found.group(2), PLAIN).toInstant(ZoneOffset.UTC);
                return PLAIN.format(replayed(stamp).atOffset(ZoneOffset.UTC)) + " +0000 UTC";
            }
            if (found.group(3) != null) {
                return found.group(3) + nanos(replayed(instant(Long.parseLong(found.group(4)))));
            }
            return found.group(5)
                    + replayed(Instant.ofEpochSecond(Long.parseLong(found.group(6))))
                            .getEpochSecond();
        } catch (DateTimeParseException e) {
            return found.group();
        }
    }

    /** An instant as Go's RFC3339Nano writes it in UTC. */
    public static String stamp(Instant instant) {
        return NANO.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static Instant instant(long unixNanos) {
        return Instant.ofEpochSecond(unixNanos / BILLION, unixNanos % BILLION);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * BILLION + instant.getNano();
    }

    private static Duration scaled(Duration time, double factor) {
        return factor == 1 ? time : Duration.ofNanos(Math.round(time.toNanos() * factor));
    }
}
