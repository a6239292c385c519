package ergodiag.capture.ask;

import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.scope.Skip;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is known of one node's readiness to answer: the breaker. While it is open the node is tried again after 8 s, then 16, 32 and 60 s: the
 * same for every node and run, since a capture is one client and has nobody to fall into step with. Safe for use by several threads.
 */
public final class NodeHealth {
    private static final int FAILURES_TO_OPEN = 3;
    private static final Duration BACK_OFF = Duration.ofSeconds(8);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);

    private final LongSupplier nanoTime;
    private int failuresInARow;
    private long answered;
    private long lastAnswer;
    private long lastProbe;
    private Duration backOff = BACK_OFF;
    private boolean everOpen;
    private String reason = "";

    public NodeHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A node that answered before may fail a few times; one that never did is not asked again and again. */
    private boolean tooMany() {
        return failuresInARow >= (answered == 0 ? 1 : FAILURES_TO_OPEN);
    }

    synchronized void answered() {
        failuresInARow = 0;
        backOff = BACK_OFF;
        answered++;
        lastAnswer = nanoTime.getAsLong();
    }

    /** Whether anything was answered since then, by the same clock. */
    synchronized boolean answeredSince(long nanos) {
        return answered > 0 && lastAnswer - nanos > 0;
    }

    /** @return whether the breaker opened with this failure */
    synchronized boolean failed(String why) {
        boolean was = tooMany();
        failuresInARow++;
        reason = why;
        boolean opens = tooMany() && !was;
        if (opens) {
            lastProbe = nanoTime.getAsLong();
            everOpen = true;
        } else if (was) {
            Duration longer = backOff.multipliedBy(2);
            backOff = longer.compareTo(LONGEST_BACK_OFF) < 0 ? longer : LONGEST_BACK_OFF;
        }
        return opens;
    }

    /** Why it must not be asked now; empty when it may be asked, be it to see whether it is back. Looking changes nothing. */
    synchronized Optional<Skip> closed() {
        if (mayTick()) {
            return Optional.empty();
        }
        return Optional.of(
                Skip.of(SkipReason.BREAKER, "the node failed " + failuresInARow + " times in a row (" + reason + ")"));
    }

    /** It is being asked now: the next try, while the breaker is open, is due only after the back-off. */
    synchronized void asked() {
        lastProbe = nanoTime.getAsLong();
    }

    /** Whether a repeated small question is worth asking: always while it answers, else only when a probe is due. */
    public synchronized boolean mayTick() {
        return !tooMany() || nanoTime.getAsLong() - lastProbe >= backOff.toNanos();
    }

    public synchronized boolean everOpen() {
        return everOpen;
    }

    /** Whether the last question was not answered. */
    public synchronized boolean doubtful() {
        return failuresInARow > 0;
    }

    public synchronized boolean open() {
        return tooMany();
    }

    synchronized String reason() {
        return reason;
    }
}
