package ergodiag.cluster.calls;

import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.stacks.HotPlace;
import ergodiag.cluster.stacks.StackSamples;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that waits for answers: in one call for long, or in one call after the other most of the time.
 *
 * @param node its node
 * @param process the process
 * @param target whom its stack addresses
 * @param stuckSince since when it waits for one answer, where that is longer than a call should take
 * @param starts when the calls began in which it was seen, by our clock
 */
record Caller(
        Node node, Process process, Optional<CallTarget> target, Optional<Instant> stuckSince, List<Instant> starts) {
    /** Fewer readings show what it does most of the time only where they all agree. */
    private static final int READINGS = 4;

    private static final int LOOKS = 10;

    /** Two readings of one call tell the same beginning, but for what our clock is unsure of. */
    private static final Duration SAME_CALL = Duration.ofMillis(300);

    /** The process as a caller; empty where it is none. */
    static Optional<Caller> of(Node node, StackSamples looks, Process process, double stuckSeconds) {
        ProcessRow row = process.last();
        if (Node.isOurs(row) || row.isSupervisor() || row.state().equals(ProcessRow.ZOMBEE)) {
            return Optional.empty();
        }
        Activity activity = new Activity(process);
        Optional<Instant> stuck = activity.waitsForAnswerSince(stuckSeconds);
        return stuck.isPresent() || isMostlyWaiting(activity) || isMostlySeenWaiting(looks, process)
                ? Optional.of(new Caller(
                        node,
                        process,
                        CallTarget.of(node, row),
                        stuck,
                        stuck.map(List::of).orElseGet(() -> starts(process))))
                : Optional.empty();
    }

    private static boolean isMostlyWaiting(Activity activity) {
        int readings = activity.process().readings();
        long inCall = activity.readingsInCall();
        return readings >= READINGS ? 2 * inCall > readings : readings >= 2 && inCall == readings;
    }

    /** Asleep or at work whenever it is asked, it may still spend most of its time in a call. */
    private static boolean isMostlySeenWaiting(StackSamples looks, Process process) {
        return looks.size() >= LOOKS
                && looks.stay(process)
                        .filter(HotPlace::isCall)
                        .filter(stay -> stay.looks() >= LOOKS && 2 * stay.seen() > stay.looks())
                        .isPresent();
    }

    private static List<Instant> starts(Process process) {
        List<Instant> starts = new ArrayList<>();
        for (Timed<ProcessRow> row : process.rows().readings()) {
            if (row.it().state().equals(ProcessRow.WAIT_RESPONSE)) {
                row.it().stateTime().value().map(row.at()::minus).ifPresent(start -> addIfNew(starts, start));
            }
        }
        return List.copyOf(starts);
    }

    /** Adds a moment that is not the one before it, told once more. */
    static void addIfNew(List<Instant> moments, Instant moment) {
        boolean known = !moments.isEmpty()
                && Duration.between(moments.get(moments.size() - 1), moment)
                                .abs()
                                .compareTo(SAME_CALL)
                        <= 0;
        if (!known) {
            moments.add(moment);
        }
    }

    boolean is(Process other) {
        return other.node().equals(process.node()) && other.pid().equals(process.pid());
    }
}
