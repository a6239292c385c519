package ergodiag.incident.log;

import ergodiag.bundle.foreign.Plausible;
import ergodiag.findings.Numbers;
import ergodiag.incident.source.Surroundings;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reads the times of one log in its order, whichever way they are written, and remembers what they lacked. Java's own parsers refuse
 * {@code +0100}, ten digits of a fraction, a comma, second 60 and {@code Nov 7} with the other number of blanks, all of which are written.
 *
 * <p>Where lines have a time of day only, the days are counted by its going back; which days they were is known at the end, when the last line
 * is taken to be as near to the captures as it can be. Until then times are in days from an arbitrary one, as {@link #settled} mends.
 */
final class LogClock {
    private static final Pattern NUMBER =
            Pattern.compile("\\d{9,19}(?:\\.\\d{1,18})?|\\d(?:\\.\\d{1,18})?[eE]\\+?\\d{1,2}");
    private static final Pattern DATED = Pattern.compile("(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[Tt ]"
            + "(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)? ?([Zz]|UTC|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final Pattern OF_MONTH = Pattern.compile("(" + String.join("|", MONTHS)
            + ") {1,2}(\\d{1,2})(?: (\\d{4}))? (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?");
    private static final Pattern OF_DAY = Pattern.compile("(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?([AP]M)?");
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);
    /** The hour that comes twice when summer ends, and a little. */
    private static final Duration BACK = Duration.ofMinutes(70);

    private static final int YEARS = 4;

    private final Surroundings where;
    private final SortedSet<Integer> years = new TreeSet<>();
    private LocalDateTime last = ANY_DAY.atStartOfDay();
    private boolean dates;
    private long withoutZone;
    private long withoutYear;
    private long withoutDate;

    LogClock(Surroundings where) {
        this.where = where;
    }

    /** Empty for what is no time, or none of this age, and for one with a date among those without, or the other way. */
    Optional<Instant> read(String text) {
        try {
            Matcher day = OF_DAY.matcher(text);
            if (day.matches()) {
                return dates ? Optional.empty() : Optional.of(ofDay(day));
            }
            Optional<Instant> time =
                    withoutDate > 0 ? Optional.empty() : withDate(text).filter(Plausible::isTime);
            dates |= time.isPresent();
            return time;
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> withDate(String text) {
        Matcher dated = DATED.matcher(text);
        if (dated.matches()) {
            return Optional.of(dated(dated));
        }
        Matcher month = OF_MONTH.matcher(text);
        return month.matches() ? ofMonth(month) : number(text);
    }

    /** Seconds, or by the number of digits thousandths, millionths, or nanoseconds, of Unix time. */
    private static Optional<Instant> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        int digits = number.precision() - number.scale();
        int unit = digits <= 11 ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
        BigDecimal nanos = number.movePointRight(9 - unit);
        return nanos.precision() - nanos.scale() > 19
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(nanos.toBigInteger().longValue(), ChronoUnit.NANOS));
    }

    private Instant dated(Matcher parts) {
        LocalDateTime time = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3))
                .atStartOfDay()
                .plus(ofDay(parts, 4));
        String zone = parts.group(8);
        if (zone == null) {
            withoutZone++;
            return in(time);
        }
        return time.toInstant(zone.equals("UTC") || zone.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
    }

    private Optional<Instant> ofMonth(Matcher parts) {
        int month = MONTHS.indexOf(parts.group(1)) + 1;
        int day = number(parts, 2);
        Duration time = ofDay(parts, 4);
        int middle = where.from().atZone(where.zone()).getYear();
        Optional<LocalDateTime> dated = parts.group(3) != null
                ? Optional.of(LocalDate.of(number(parts, 3), month, day)
                        .atStartOfDay()
                        .plus(time))
                : IntStream.rangeClosed(middle - YEARS, middle + YEARS)
                        .filter(year ->
                                day >= 1 && day <= Year.of(year).atMonth(month).lengthOfMonth())
                        .mapToObj(year ->
                                LocalDate.of(year, month, day).atStartOfDay().plus(time))
                        .min(Comparator.comparing(it -> where.distance(in(it))));
        if (dated.isPresent()) {
            withoutZone++;
            if (parts.group(3) == null) {
                withoutYear++;
                years.add(dated.get().getYear());
            }
        }
        return dated.map(this::in);
    }

    private Instant ofDay(Matcher parts) {
        int hour = number(parts, 1);
        boolean half = parts.group(5) != null;
        if (half && (hour < 1 || hour > 12)) {
            throw new DateTimeException("no hour of half a day");
        }
        Duration written = ofDay(parts, 1);
        Duration time = !half
                ? written
                : written.minusHours(hour == 12 ? 12 : 0)
                        .plusHours(parts.group(5).equals("PM") ? 12 : 0);
        LocalDateTime now = last.toLocalDate().atStartOfDay().plus(time);
        last = now.isBefore(last.minus(BACK)) ? now.plusDays(1) : now;
        withoutDate++;
        withoutZone++;
        return last.toInstant(ZoneOffset.UTC);
    }

    /** From midnight on; second 60 is the next one, and 24:00 the end of the day. */
    private static Duration ofDay(Matcher parts, int group) {
        int hour = number(parts, group);
        int minute = number(parts, group + 1);
        int second = parts.group(group + 2) == null ? 0 : number(parts, group + 2);
        String fraction = parts.group(group + 3) == null ? "0" : parts.group(group + 3);
        if (hour > 24 || minute > 59 || second > 60 || hour == 24 && minute + second > 0) {
            throw new DateTimeException("no time of a day");
        }
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        return Duration.ofHours(hour).plusMinutes(minute).plusSeconds(second).plusNanos(nanos);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private Instant in(LocalDateTime time) {
        return time.atZone(where.zone()).toInstant();
    }

    /** The time in truth, when all lines have been read. */
    Instant settled(Instant read) {
        return withoutDate == 0
                ? read
                : in(LocalDateTime.ofInstant(read, ZoneOffset.UTC).plusDays(shift()));
    }

    private long shift() {
        LocalTime time = last.toLocalTime();
        long first = where.from().atZone(where.zone()).toLocalDate().toEpochDay() - 1;
        long end = where.until().atZone(where.zone()).toLocalDate().toEpochDay() + 1;
        long day = LongStream.rangeClosed(first, end)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .min(Comparator.comparing(
                        it -> where.distance(in(LocalDate.ofEpochDay(it).atTime(time)))))
                .orElse(end);
        return day - last.toLocalDate().toEpochDay();
    }

    /** What was assumed, in sentences. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (withoutYear > 0) {
            remarks.add("The year is missing in " + times(withoutYear)
                    + " and was taken as the one nearest to the captures: "
                    + String.join(", ", years.stream().map(String::valueOf).toList()) + ".");
        }
        if (withoutDate > 0) {
            remarks.add("The date is missing in " + times(withoutDate)
                    + "; days were counted by the time of day going back, and the last line was taken to be of "
                    + last.toLocalDate().plusDays(shift()) + ".");
        }
        if (withoutZone > 0) {
            remarks.add("The zone is missing in " + times(withoutZone) + " and was taken to be "
                    + where.zone().getId() + ".");
        }
        return List.copyOf(remarks);
    }

    private static String times(long count) {
        return Numbers.count(count) + (count == 1 ? " time" : " times");
    }
}
