package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import java.time.Duration;

/** What it means that a reply did not come in time: a cheap question right after it tells (ERGO.md 2), unless one has just told. */
final class Lateness {
    /** With less than this left nobody is asked what a time-out meant. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Attempt.Means means;
    private final Breakers breakers;

    Lateness(Attempt.Means means, Breakers breakers) {
        this.means = means;
        this.breakers = breakers;
    }

    /** What a time-out means. */
    enum Meaning {
        /** The node may be gone, or nobody was asked. */
        UNKNOWN,
        /** The node answers others: the reply may be above the wall, which a smaller one shows. */
        MAY_BE_TOO_LARGE,
        /** The node answers others, and the reply fits: it takes longer. */
        SLOW
    }

    /** Asks only where the answer decides something: after a heavy question to a node that answered lately, while there is time. */
    Meaning of(Attempt late) {
        Question question = late.question();
        if (!question.heavy()
                || breakers.doubts(question.node(), late.through())
                || means.left(question).compareTo(LEAST) <= 0) {
            return Meaning.UNKNOWN;
        }
        Attempt cheap = new Attempt(
                means,
                Question.of(question.node(), Tool.RUNTIME_STATS, "what the time-out before meant")
                        .about("after-timeout"),
                late.through());
        try {
            cheap.send(Attempt.MARGIN);
        } catch (McpFailure e) {
            cheap.without(Failures.outcome(e, cheap.question()), e.code(), WorldError.reason(e));
            return Meaning.UNKNOWN;
        }
        cheap.answered((call, file) -> call, 0);
        return !late.through().isUnbounded(question.node()) && Failures.tooLarge(question, cheap.took())
                ? Meaning.MAY_BE_TOO_LARGE
                : Meaning.SLOW;
    }
}
