package ergodiag.report.incident;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants in the zone that a reader asked for, with UTC beside them.
 *
 * @param zone the zone
 * @param oneDay whether all lie on one day there, which then need not be said each time
 */
record ZonedTimes(ZoneId zone, boolean oneDay) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    static ZonedTimes of(ZoneId zone, Instant from, Instant until) {
        return new ZonedTimes(
                zone, from.atZone(zone).toLocalDate().equals(until.atZone(zone).toLocalDate()));
    }

    boolean isUtc() {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** As short as it may be, without its zone. */
    String brief(Instant at) {
        return (oneDay ? TIME : DAY).format(at.atZone(zone));
    }

    /** The same in UTC. */
    String utc(Instant at) {
        return (oneDay ? TIME : DAY).format(at.atZone(ZoneOffset.UTC));
    }

    /** With its zone, and with UTC where that is another. */
    String full(Instant at) {
        return isUtc() ? brief(at) + " UTC" : brief(at) + " " + name() + " (" + utc(at) + " UTC)";
    }

    /** What the zone is called. */
    String name() {
        return isUtc() ? "UTC" : zone.getId();
    }

    String period(Instant from, Instant until) {
        String first = DATE.format(from.atZone(zone));
        String last = DATE.format(until.atZone(zone));
        String begin = TIME.format(from.atZone(zone));
        String end = TIME.format(until.atZone(zone));
        String said = first.equals(last)
                ? first + ", " + begin + " to " + end
                : first + " " + begin + " to " + last + " " + end;
        return said + " " + name()
                + (isUtc()
                        ? ""
                        : " (" + TIME.format(from.atZone(ZoneOffset.UTC)) + " to "
                                + TIME.format(until.atZone(ZoneOffset.UTC)) + " UTC)");
    }
}
