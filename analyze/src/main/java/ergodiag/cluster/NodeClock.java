package ergodiag.cluster;

import ergodiag.ergo.EventInfo;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.process.ProcessRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a node looked, by its own clock: more exact than the middle of our call where the reply waited for a worker, or was replayed. What it
 * said after its clock was set is told as if it had not been: uptimes and times then go on as before, and rates are right.
 *
 * @param offset the node's clock minus ours, before it was set where it was; empty where it was not measured, and then our clock counts
 * @param jumps the times at which its clock was set
 */
record NodeClock(Optional<Duration> offset, List<ClockJump> jumps) {
    /** Further apart, one of the two clocks was set, and ours counts. */
    private static final Duration MOST = Duration.ofSeconds(5);

    /** A log entry may be written a little later than the moment that it tells. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /**
     * @param offset the node's clock minus ours as the capture measured it, which no single number can say of a clock that was set
     * @param infos the readings among which the jumps were seen
     */
    static NodeClock of(Optional<Duration> offset, List<ClockJump> jumps, Series<NodeInfo> infos) {
        return new NodeClock(jumps.isEmpty() ? offset : beforeTheFirst(jumps.get(0), infos), jumps);
    }

    /** By the quickest answer: the longer a call took, the less is known of when the node looked. */
    private static Optional<Duration> beforeTheFirst(ClockJump jump, Series<NodeInfo> infos) {
        return infos.readings().stream()
                .filter(info -> !info.at().isAfter(jump.before().at()))
                .min(Comparator.comparing(info -> info.call().timing().took()))
                .flatMap(info -> info.it().serverTime().value().map(clock -> Duration.between(info.at(), clock)));
    }

    /** The same readings at the moments at which the node looked; those between which its clock did not move are one, the first. */
    Series<NodeInfo> timed(Series<NodeInfo> infos) {
        List<Timed<NodeInfo>> timed = new ArrayList<>();
        for (Timed<NodeInfo> info : infos.readings()) {
            Timed<NodeInfo> looked = new Timed<>(
                    moment(info),
                    info.call(),
                    info.it().withUptime(age(info.it().uptime(), info)));
            Optional<Instant> clock = info.it().serverTime().value();
            boolean moved = timed.isEmpty()
                    || clock.isEmpty()
                    || !clock.equals(
                            timed.get(timed.size() - 1).it().serverTime().value());
            if (moved) {
                timed.add(looked);
            }
        }
        return new Series<>(timed);
    }

    private Instant moment(Timed<NodeInfo> info) {
        Optional<Instant> clock = info.it().serverTime().value();
        if (clock.isEmpty() || offset.isEmpty()) {
            return info.at();
        }
        Instant moment = clock.get().minus(offset.get()).minus(setBy(info));
        return Duration.between(moment, info.at()).abs().compareTo(MOST) <= 0 ? moment : info.at();
    }

    /** Its side of its links, with the ages that they have. */
    Series<List<RemoteNode>> ofLinks(Series<List<RemoteNode>> links) {
        return each(
                links,
                (list, reading) -> list.stream()
                        .map(link -> link.withAges(age(link.uptime(), reading), age(link.connectionUptime(), reading)))
                        .toList());
    }

    /** Its processes, with the ages that they have. */
    Series<ProcessList> ofProcesses(Series<ProcessList> lists) {
        return each(lists, (list, reading) -> list.withClockSetBy(setBy(reading)));
    }

    /** Some of its processes, with the ages that they have. */
    Series<ProcessRows> ofRows(Series<ProcessRows> lists) {
        return each(lists, (rows, reading) -> rows.withClockSetBy(setBy(reading)));
    }

    /** Its events: one that was published since the clock was set was published then, by the clock as it was. */
    Series<EventList> ofEvents(Series<EventList> lists) {
        return each(
                lists,
                (list, reading) -> new EventList(
                        list.events().stream()
                                .map(event -> published(event, reading))
                                .toList(),
                        list.complete()));
    }

    private EventInfo published(EventInfo event, Timed<?> reading) {
        Optional<Instant> since = jumps.stream()
                .filter(jump -> !jump.until().isAfter(reading.call().started()))
                .reduce((one, other) -> other)
                .flatMap(jump -> jump.after().it().serverTime().value())
                .map(clock -> clock.minus(SLACK));
        return event.lastPublishedAt()
                .value()
                .filter(at -> since.isPresent() && at.isAfter(since.get()))
                .map(at -> event.lastPublishedAt(at.minus(setBy(reading))))
                .orElse(event);
    }

    /** What it logged, in the order in which it did, as if its clock had not been set. */
    List<LogEntry> ofLogs(List<LogEntry> entries) {
        if (jumps.isEmpty()) {
            return entries;
        }
        Walk walk = new Walk();
        return entries.stream()
                .map(entry -> entry.time()
                        .value()
                        .map(time -> entry.at(walk.asItWas(time)))
                        .orElse(entry))
                .toList();
    }

    /** Along the times that it wrote down one after the other. */
    Walk walk() {
        return new Walk();
    }

    /** Times in the order in which they were written: by it a clock that was set back is told from one that has not got so far. */
    final class Walk {
        private int passed;
        private Instant last = Instant.MIN;

        /** The next time, by the clock as it was before it was first set. */
        Instant asItWas(Instant time) {
            while (passed < jumps.size() && isSince(jumps.get(passed), time)) {
                passed++;
            }
            last = time;
            return time.minus(
                    jumps.subList(0, passed).stream().map(ClockJump::by).reduce(Duration.ZERO, Duration::plus));
        }

        /** Whether a time was written after the clock was set: it goes back by much, or the clock as it was has not got there yet. */
        private boolean isSince(ClockJump jump, Instant time) {
            return jump.by().isNegative()
                    ? !last.equals(Instant.MIN)
                            && Duration.between(time, last).multipliedBy(-2).compareTo(jump.by()) < 0
                    : jump.after()
                            .it()
                            .serverTime()
                            .value()
                            .filter(clock -> time.isAfter(clock.minus(jump.by().dividedBy(2))))
                            .isPresent();
        }
    }

    private interface Told<T> {
        T of(T it, Timed<T> reading);
    }

    private <T> Series<T> each(Series<T> series, Told<T> told) {
        return new Series<>(series.readings().stream()
                .map(reading -> new Timed<>(reading.at(), reading.call(), told.of(reading.it(), reading)))
                .toList());
    }

    /** An age that the node tells by its clock: never negative, and as if its clock had not been set. */
    private Duration age(Duration age, Timed<?> reading) {
        Duration lived = age.minus(setBy(reading));
        return lived.isNegative() ? Duration.ZERO : lived;
    }

    /** By how much its clock had been set when it was asked. */
    private Duration setBy(Timed<?> reading) {
        return jumps.stream()
                .filter(jump -> !jump.until().isAfter(reading.call().started()))
                .map(ClockJump::by)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
