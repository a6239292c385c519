package ergodiag.capture;

import java.time.Duration;

/**
 * How long and how large a reply may be at most, whatever its question allows.
 *
 * @param answer from sending to the last byte
 * @param bytes of the text, escapes undone
 */
record Limits(Duration answer, long bytes) {
    /** Only what the questions themselves say. */
    static final Limits OF_THE_QUESTION = new Limits(Duration.ofHours(1), Long.MAX_VALUE);

    Duration answer(Duration ofTheQuestion) {
        return ofTheQuestion.compareTo(answer) < 0 ? ofTheQuestion : answer;
    }

    long bytes(Question question) {
        return Math.min(question.mostBytes(), bytes);
    }
}
