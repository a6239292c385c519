package ergodiag.playbooks.events;

import ergodiag.cluster.Heard;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Counter;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the capture's own listener heard of one event beside what the node counted of it meanwhile.
 *
 * @param heard what it heard
 * @param counted the event's readings while it listened
 * @param clock the node's clock minus ours
 */
record EventListening(Heard heard, Series<EventInfo> counted, Duration clock) {
    /** A publication so near to a reading may have been counted before it or after it: clocks are known to less than that. */
    private static final Duration NEAR = Duration.ofSeconds(1);

    static EventListening of(Heard heard, Series<EventInfo> readings, Duration clock) {
        List<Timed<EventInfo>> meanwhile = readings.readings().stream()
                .filter(reading ->
                        !reading.at().isBefore(heard.from()) && !reading.at().isAfter(heard.until()))
                .toList();
        return new EventListening(heard, new Series<>(meanwhile), clock);
    }

    /** How often the node says that it was published, between two readings while the listener was there. */
    double publications() {
        return counted.growth(event -> event.published().value());
    }

    /** How many publications of the same time were heard. */
    private long heardMeanwhile() {
        if (!counted.hasTwo()) {
            return 0;
        }
        Instant from = counted.first().orElseThrow().at().plus(clock).plus(NEAR);
        Instant until = counted.last().orElseThrow().at().plus(clock).minus(NEAR);
        return heard.published().stream()
                .filter(entry -> entry.time()
                        .value()
                        .filter(at -> at.isAfter(from) && at.isBefore(until))
                        .isPresent())
                .count();
    }

    /** Whether publications came between two readings that tell the same number of them. */
    boolean isHeardAndNotCounted() {
        return publications() == 0 && heardMeanwhile() > 0;
    }

    /** Whether publications were counted, of an event that was not gone, and a listener that lost nothing got none. */
    boolean isCountedAndNotHeard(double least) {
        return publications() >= least
                && heard.isWhole()
                && heard.entries().stream().noneMatch(entry -> entry.kind() != Publication.Kind.OTHER);
    }

    /** The counter at the first and the last of those readings. */
    List<Counter> ends() {
        return counted.ends().stream().map(reading -> reading.it().published()).toList();
    }
}
