package ergodiag.capture.ask;

import ergodiag.capture.scope.Question;
import java.time.Duration;

/**
 * How long and how large a reply may be at most, whatever its question allows.
 *
 * @param answer from sending to the last byte
 * @param bytes of the text, escapes undone
 * @param budget of the whole capture
 */
public record Limits(Duration answer, long bytes, Budget budget) {
    /** Of a reply that is looked at in memory and not stored. */
    private static final long PASSING = 16L << 20;

    /** Only what the questions themselves say. */
    public static final Limits OF_THE_QUESTION = new Limits(Duration.ofHours(1), Long.MAX_VALUE);

    public Limits(Duration answer, long bytes) {
        this(answer, bytes, Budget.USUAL);
    }

    public Limits with(Budget other) {
        return new Limits(answer, bytes, other);
    }

    Duration answer(Duration ofTheQuestion) {
        return ofTheQuestion.compareTo(answer) < 0 ? ofTheQuestion : answer;
    }

    long bytes(Question question) {
        long most = Math.min(question.tool().mostBytes(), bytes);
        return question.kept() ? most : Math.min(most, PASSING);
    }
}
