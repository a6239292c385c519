package ergodiag.capture.ask;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Priority;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What is left of the time and the bytes of a {@link Budget}, spent in the order of {@link Priority}. A part of the time is kept for stopping what
 * was started and for closing the bundle. Safe for use by several threads.
 */
final class Allowance {
    private static final Duration NO_DEADLINE = Duration.ofDays(1);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);
    /** With less than this left nothing new is begun: it would be broken off, and the node would work for nobody. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final int CLOSING_PART = 10;
    /** So many bytes of replies are looked through, summed and packed in a second, also by a machine with other work. */
    private static final long CLOSED_A_SECOND = 10_000_000;

    /** Closing is given no more than this part of the whole time, whatever came. */
    private static final int LARGEST_CLOSING_PART = 2;

    private final Budget budget;
    private final LongSupplier nanoTime;
    private final long started;
    private final AtomicLong bytes = new AtomicLong();

    Allowance(Budget budget, LongSupplier nanoTime) {
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    /** Why this question has to give way to more useful ones; empty when there is enough for it. */
    Optional<Skip> objection(Question question) {
        if (question.tool() == Tool.SAMPLE_STOP) {
            return Optional.empty();
        }
        return tooLate(question).or(() -> tooMuch(question));
    }

    private Optional<Skip> tooLate(Question question) {
        if (budget.deadline().isEmpty()) {
            return Optional.empty();
        }
        Duration all = budget.deadline().get();
        Duration left = left(question.tool());
        if (left.compareTo(question.tool() == Tool.SAMPLE_READ ? Duration.ofMillis(1) : LEAST) < 0) {
            return Optional.of(
                    Skip.of(SkipReason.DEADLINE, "the " + text(all) + " of " + Budget.DEADLINE + " are over"));
        }
        double needed = needed(question.tool().priority(), all);
        return question.tool() == Tool.SAMPLE_READ || left.toMillis() / 1000.0 >= needed
                ? Optional.empty()
                : Optional.of(Skip.of(
                        SkipReason.DEADLINE,
                        "what is left of the " + text(all) + " of " + Budget.DEADLINE
                                + " is kept for what is more useful"));
    }

    /** How many seconds must be left: so many, or which part of the whole time, whichever is less. */
    private static double needed(Priority priority, Duration all) {
        return Math.min(2 * priority.ordinal(), 0.05 * priority.ordinal() * all.toMillis() / 1000);
    }

    /** How much of the bytes may be used before a question gives way to more useful ones. */
    private static double shareOfBytes(Priority priority) {
        return 1 - 0.12 * priority.ordinal();
    }

    private Optional<Skip> tooMuch(Question question) {
        if (budget.bytes().isEmpty()) {
            return Optional.empty();
        }
        long most = budget.bytes().getAsLong();
        double share = shareOfBytes(question.tool().priority());
        return bytes.get() < most * share
                ? Optional.empty()
                : Optional.of(Skip.of(
                        SkipReason.SIZE,
                        share < 1
                                ? "what is left of the " + DataSize.text(most) + " of " + Budget.SIZE
                                        + " is kept for what is more useful"
                                : "the " + DataSize.text(most) + " of " + Budget.SIZE + " are used"));
    }

    /** How long an answer may be waited for. */
    Duration left() {
        return left(Tool.NODE_INFO);
    }

    /** The same for this tool: what ran on the nodes is still fetched, and stopped, while the bundle is being closed. */
    Duration left(Tool tool) {
        if (budget.deadline().isEmpty() || tool == Tool.SAMPLE_STOP) {
            return NO_DEADLINE;
        }
        Duration all = budget.deadline().get();
        Duration closing = all.dividedBy(CLOSING_PART);
        closing = shorter(
                shorter(closing, LONGEST_CLOSING).plusMillis(bytes.get() * 1000 / CLOSED_A_SECOND),
                all.dividedBy(LARGEST_CLOSING_PART));
        Duration kept = tool == Tool.SAMPLE_READ ? closing.dividedBy(2) : closing;
        Duration left = all.minus(kept).minusNanos(nanoTime.getAsLong() - started);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** So long, or what is left, but long enough to see whether somebody answers at all. */
    Duration within(Duration wanted) {
        Duration left = left().compareTo(LEAST) < 0 ? LEAST : left();
        return wanted.compareTo(left) < 0 ? wanted : left;
    }

    /** @return whether so many more bytes could be had */
    boolean take(int more) {
        return bytes.addAndGet(more) <= budget.bytes().orElse(Long.MAX_VALUE);
    }

    /** These bytes were not kept after all. */
    void giveBack(long taken) {
        bytes.addAndGet(-taken);
    }

    /** How many bytes were taken. */
    long bytes() {
        return bytes.get();
    }

    private static String text(Duration time) {
        return time.toSeconds() + " s";
    }
}
