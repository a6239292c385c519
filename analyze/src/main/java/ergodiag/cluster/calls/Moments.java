package ergodiag.cluster.calls;

import ergodiag.cluster.Process;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Timed;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What began at the moments at which calls began: the request is then the callee's oldest waiting message, or what it works at. */
final class Moments {
    /** Two things of one node that began so near to each other are one. */
    private static final Duration SAME_MOMENT = Duration.ofMillis(20);

    /** Readings of two nodes are told apart by our clock, which knows the middle of a call only. */
    private static final Duration SAME_MOMENT_ELSEWHERE = Duration.ofMillis(150);

    /** Fewer may meet by chance. */
    private static final int MEETINGS = 3;

    /** That often at least of all that could have met. */
    private static final double SHARE = 0.2;

    /** As many would meet by chance at one of a thousand processes. */
    private static final double CHANCE = 0.001;

    private Moments() {}

    /** Whether at any reading what a process does, or the oldest message that waits for it, began at that moment. */
    static boolean beganAt(Process process, Instant moment, boolean sameNode) {
        Duration near = near(sameNode);
        return process.rows().readings().stream()
                .anyMatch(row -> began(row.it())
                        .map(age ->
                                Duration.between(row.at().minus(age), moment).abs())
                        .anyMatch(apart -> apart.compareTo(near) <= 0));
    }

    private static Stream<Duration> began(ProcessRow row) {
        Stream<Duration> oldest = row.mailbox() >= 1 ? row.latency().value().stream() : Stream.empty();
        Stream<Duration> state =
                row.state().equals(ProcessRow.WAIT_RESPONSE) ? Stream.empty() : row.stateTime().value().stream();
        return Stream.concat(oldest, state);
    }

    /**
     * Whether messages that were the oldest to wait for a process arrived when calls of another began, far more often than chance brings. Several may call
     * it, so that the calls of one need not be all that waited.
     *
     * @param starts when calls began, several
     */
    static boolean meet(Process process, List<Instant> starts, boolean sameNode) {
        Duration near = near(sameNode);
        Instant from = starts.get(0).minus(near);
        Instant until = starts.get(starts.size() - 1).plus(near);
        List<Instant> arrivals = arrivals(process).stream()
                .filter(arrival -> !arrival.isBefore(from) && !arrival.isAfter(until))
                .toList();
        long met = arrivals.stream()
                .filter(arrival -> starts.stream()
                        .anyMatch(
                                start -> Duration.between(start, arrival).abs().compareTo(near) <= 0))
                .count();
        double covered = 2.0
                * near.toMillis()
                * starts.size()
                / Math.max(1, Duration.between(from, until).toMillis());
        return met >= MEETINGS
                && met >= SHARE * arrivals.size()
                && Statistics.atLeast((int) met, arrivals.size(), Math.min(1, covered)) < CHANCE;
    }

    private static List<Instant> arrivals(Process process) {
        List<Instant> arrivals = new ArrayList<>();
        for (Timed<ProcessRow> row : process.rows().readings()) {
            if (row.it().mailbox() >= 1) {
                row.it().latency().value().map(row.at()::minus).ifPresent(moment -> Caller.addIfNew(arrivals, moment));
            }
        }
        return arrivals;
    }

    private static Duration near(boolean sameNode) {
        return sameNode ? SAME_MOMENT : SAME_MOMENT_ELSEWHERE;
    }
}
