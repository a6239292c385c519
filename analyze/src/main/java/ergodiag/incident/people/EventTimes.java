package ergodiag.incident.people;

import ergodiag.incident.source.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes moments of the times of one file, in the order of the file, and tells what it had to assume. */
final class EventTimes {
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private final Surroundings surroundings;
    private final TreeSet<LocalDate> assumed = new TreeSet<>();
    private int withoutZone;
    private int withoutDate;
    private int dayFromBefore;
    private Optional<LocalDate> carried = Optional.empty();
    private String heading = "";
    private Duration last = Duration.ZERO;

    EventTimes(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * When that was.
     *
     * @param date a day that stands apart from the time; "" for none
     * @param day the heading or line before it that has a day; "" for none
     */
    Instant at(WrittenTime time, String date, String day) {
        if (!day.equals(heading)) {
            heading = day;
            carried = WrittenTime.dateIn(day);
            last = Duration.ZERO;
        }
        ZoneId zone = time.zone().orElse(surroundings.zone());
        Optional<LocalDate> written = time.date().or(() -> WrittenTime.dateIn(date));
        LocalDate on;
        if (written.isPresent()) {
            on = written.get();
            carried = written;
        } else if (carried.isPresent()) {
            dayFromBefore++;
            on = last.minus(time.ofDay()).compareTo(HALF_A_DAY) > 0
                    ? carried.get().plusDays(1)
                    : carried.get();
            carried = Optional.of(on);
        } else {
            withoutDate++;
            on = nearest(time, zone);
            assumed.add(on);
        }
        if (time.zone().isEmpty()) {
            withoutZone++;
        }
        last = time.ofDay();
        return time.on(on, zone);
    }

    /** When something ended that began then: without a day, the first such time from there on. */
    Instant end(WrittenTime until, WrittenTime from, Instant began) {
        ZoneId zone = until.zone().or(from::zone).orElse(surroundings.zone());
        LocalDate day = until.date().orElse(began.atZone(zone).toLocalDate());
        Instant end = until.on(day, zone);
        return until.date().isEmpty() && end.isBefore(began) ? until.on(day.plusDays(1), zone) : end;
    }

    /** The day on which the time is nearest to the captures; of several the first. */
    private LocalDate nearest(WrittenTime time, ZoneId zone) {
        LocalDate first = surroundings.from().atZone(zone).toLocalDate();
        LocalDate best = first;
        for (int days = -1; days <= 1; days++) {
            LocalDate day = first.plusDays(days);
            if (surroundings.distance(time.on(day, zone)).compareTo(surroundings.distance(time.on(best, zone))) < 0) {
                best = day;
            }
        }
        return best;
    }

    /** Whole sentences. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (withoutZone > 0) {
            remarks.add(times(withoutZone) + " no zone and " + are(withoutZone) + " taken to be in "
                    + surroundings.zone() + ".");
        }
        if (withoutDate > 0) {
            remarks.add(times(withoutDate) + " no date and " + are(withoutDate)
                    + " taken to be of the day nearest to the captures: "
                    + (assumed.size() == 1 ? assumed.first() : assumed.first() + " to " + assumed.last()) + ".");
        }
        if (dayFromBefore > 0) {
            remarks.add(times(dayFromBefore) + " no date and " + are(dayFromBefore)
                    + " taken to be of the day that a heading or line before has.");
        }
        return remarks;
    }

    private static String times(int count) {
        return count == 1 ? "One time has" : count + " times have";
    }

    private static String are(int count) {
        return count == 1 ? "is" : "are";
    }
}
