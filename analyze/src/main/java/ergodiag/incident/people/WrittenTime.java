package ergodiag.incident.people;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as people write it at the beginning of a text: {@code 2026-11-27T12:03:00+0100}, {@code 27.11.2026 12:03}, {@code 12:03 CET},
 * {@code 1795818142.618}.
 *
 * @param date the day, where it is written
 * @param ofDay from midnight on; up to a second beyond 24 h, as {@code 24:00} and leap seconds are
 * @param zone where it is written
 * @param end where the text behind it begins
 */
record WrittenTime(Optional<LocalDate> date, Duration ofDay, Optional<ZoneId> zone, int end) {
    /** Winter and summer time are told apart where they are written; what several countries call by one name is no zone. */
    private static final Map<String, String> OFFSETS = Map.ofEntries(
            Map.entry("Z", "Z"),
            Map.entry("UTC", "Z"),
            Map.entry("GMT", "Z"),
            Map.entry("WET", "Z"),
            Map.entry("WEST", "+01:00"),
            Map.entry("BST", "+01:00"),
            Map.entry("CET", "+01:00"),
            Map.entry("MEZ", "+01:00"),
            Map.entry("CEST", "+02:00"),
            Map.entry("MESZ", "+02:00"),
            Map.entry("EET", "+02:00"),
            Map.entry("EEST", "+03:00"),
            Map.entry("MSK", "+03:00"),
            Map.entry("JST", "+09:00"),
            Map.entry("EST", "-05:00"),
            Map.entry("EDT", "-04:00"),
            Map.entry("CDT", "-05:00"),
            Map.entry("MST", "-07:00"),
            Map.entry("MDT", "-06:00"),
            Map.entry("PST", "-08:00"),
            Map.entry("PDT", "-07:00"));

    private static final String DAY =
            "(?:(?<y>\\d{4})[-/](?<m>\\d{1,2})[-/](?<d>\\d{1,2})|(?<d2>\\d{1,2})\\.(?<m2>\\d{1,2})\\.(?<y2>\\d{4}))";
    private static final Pattern DATE = Pattern.compile("(?<![\\d./-])" + DAY + "(?![\\d-])");
    private static final Pattern TIME = Pattern.compile("[\\s(\\[]*(?:" + DAY + "(?:(?<t>[Tt])|,?\\s+|_))?"
            + "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<part>\\d{1,9})\\d*)?)?(?!\\d|:\\d)"
            + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\b\\.?)?");
    private static final Pattern ZONE = Pattern.compile(
            "(?<offset>\\s?[+-]\\d{2}:?\\d{2}|[+-]\\d{2})(?!\\d|:\\d)|\\s*[(\\[]?(?<name>[A-Za-z]+(?:/[A-Za-z_+-]+\\d*)*)(?![\\w/])[)\\]]?");
    private static final Pattern EPOCH =
            Pattern.compile("\\s*(?<whole>\\d{9,10}|\\d{13}|\\d{16}|1\\d{18})(?:\\.(?<part>\\d{1,9})\\d*)?\\s*");

    /** The time that a text begins with. */
    static Optional<WrittenTime> at(String text) {
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.matches()) {
            return Optional.of(epoch(epoch));
        }
        Matcher time = TIME.matcher(text);
        if (!time.lookingAt()) {
            return Optional.empty();
        }
        try {
            Optional<LocalDate> date = date(time);
            Optional<Duration> ofDay = ofDay(time);
            if (ofDay.isEmpty()) {
                return Optional.empty();
            }
            boolean exact = time.group("t") != null || time.group("second") != null;
            Matcher zone = ZONE.matcher(text).region(time.end(), text.length());
            if (zone.lookingAt()) {
                Optional<ZoneId> written = zone(zone, exact);
                if (written.isPresent()) {
                    return Optional.of(new WrittenTime(date, ofDay.get(), written, zone.end()));
                }
            }
            return Optional.of(new WrittenTime(date, ofDay.get(), Optional.empty(), time.end()));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The first day that is written anywhere in a text. */
    static Optional<LocalDate> dateIn(String text) {
        Matcher date = DATE.matcher(text);
        try {
            return date.find() ? date(date) : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static WrittenTime epoch(Matcher epoch) {
        String digits = epoch.group("whole");
        long unit = digits.length() <= 10
                ? 1
                : digits.length() == 13 ? 1000 : digits.length() == 16 ? 1_000_000 : 1_000_000_000;
        long number = Long.parseLong(digits);
        long nanos = number % unit * (1_000_000_000 / unit) + (unit == 1 ? nanos(epoch.group("part")) : 0);
        Duration since = Duration.ofSeconds(number / unit, nanos);
        LocalDate day = LocalDate.ofEpochDay(since.toDays());
        return new WrittenTime(
                Optional.of(day), since.minusDays(since.toDays()), Optional.of(ZoneOffset.UTC), epoch.end());
    }

    private static Optional<LocalDate> date(Matcher found) {
        String tail = found.group("y") != null ? "" : found.group("y2") != null ? "2" : "none";
        return tail.equals("none")
                ? Optional.empty()
                : Optional.of(LocalDate.of(
                        Integer.parseInt(found.group("y" + tail)),
                        Integer.parseInt(found.group("m" + tail)),
                        Integer.parseInt(found.group("d" + tail))));
    }

    private static Optional<Duration> ofDay(Matcher time) {
        int hour = Integer.parseInt(time.group("hour"));
        int minute = Integer.parseInt(time.group("minute"));
        int second = time.group("second") == null ? 0 : Integer.parseInt(time.group("second"));
        String half = time.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                return Optional.empty();
            }
            hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        boolean sound = hour <= 24 && minute <= 59 && second <= 60 && (hour < 24 || minute + second == 0);
        return sound
                ? Optional.of(Duration.ofSeconds(hour * 3600L + minute * 60L + second, nanos(time.group("part"))))
                : Optional.empty();
    }

    private static long nanos(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }

    /**
     * The zone that is written there.
     *
     * @param exact the time has seconds, or a T before it: in {@code 12:40-12:55} stands when it ended
     */
    private static Optional<ZoneId> zone(Matcher found, boolean exact) {
        String offset = found.group("offset");
        if (offset != null) {
            return offset.contains("-") && !exact ? Optional.empty() : Optional.of(ZoneOffset.of(offset.strip()));
        }
        String name = found.group("name");
        String fixed = OFFSETS.get(name.equals("z") ? "Z" : name);
        if (fixed != null) {
            return Optional.of(ZoneId.of(fixed));
        }
        return name.contains("/")
                ? ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .map(ZoneId::of)
                : Optional.empty();
    }

    /** When that is. */
    Instant on(LocalDate day, ZoneId there) {
        return day.plusDays(ofDay.toDays())
                .atTime(LocalTime.ofNanoOfDay(ofDay.minusDays(ofDay.toDays()).toNanos()))
                .atZone(there)
                .toInstant();
    }
}
