package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Sends a question that may be asked and has its place, decides after each {@link Attempt} whether there is a further one, and tells breakers
 * and admission how it went. Each question has its line in the ledger, whatever happened.
 */
final class Exchange {
    /** A late reply is waited for so many times as long at the second try, and never longer than an endpoint waits (ERGO.md 1). */
    private static final int LONGER = 3;

    private static final String NOT_SENT = "not sent: the capture was cancelled while it waited";

    private final Attempt.Means means;
    private final Ledger ledger;
    private final Breakers breakers;
    private final Admission objections;
    private final Lateness lateness;

    Exchange(Attempt.Means means, Breakers breakers, Admission objections) {
        this.means = means;
        this.ledger = means.ledger();
        this.breakers = breakers;
        this.objections = objections;
        this.lateness = new Lateness(means, breakers);
    }

    /**
     * Sends it, and sends it again where the endpoint only wants it later: bounded in number and time, after the time that it names.
     *
     * @param finish may add to the line of the ledger what only the reply tells; sees the stored file
     */
    Answer send(Question asked, Entry through, Governor.Place place, BiFunction<Call, Path, Call> finish) {
        Question question = timed(asked);
        means.progress().asking(question.node(), question.wireName());
        Patience patience = new Patience(means.left(question));
        while (true) {
            if (!turn(question, place) || (patience.tried() && gaveUp(question))) {
                return new Attempt(means, question, through).without(Outcome.CANCELLED, OptionalInt.empty(), NOT_SENT);
            }
            Attempt attempt = new Attempt(means, question, through);
            try {
                return sent(attempt, place, finish);
            } catch (McpFailure e) {
                if (!patience.again(e, place.pace())) {
                    return failed(attempt, e, patience.said(e), place, finish);
                }
                ledger.log(question.node() + " " + question.wireName() + ": " + patience.said(e));
            }
        }
    }

    /** Waits until the endpoint wants the next question. @return whether nobody interrupted that */
    private boolean turn(Question question, Governor.Place place) {
        try {
            place.pace().turn(objections.early(question));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the capture was cancelled, and the question is none that it still asks. */
    private boolean gaveUp(Question question) {
        return objections.cancelled() && question.tool() != Tool.SAMPLE_STOP;
    }

    /** With the time that the user gives lists, profiles and dumps. */
    private Question timed(Question question) {
        boolean takesLong = question.heavy()
                && (question.tool().has(Tool.Trait.CODE) || question.tool().form() == Tool.Form.LIST);
        return means.limits()
                .budget()
                .call()
                .filter(time -> takesLong)
                .map(question::within)
                .orElse(question);
    }

    private Answer sent(Attempt attempt, Governor.Place place, BiFunction<Call, Path, Call> finish) throws McpFailure {
        long wire = attempt.send(objections.cancelled() ? Duration.ZERO : Attempt.MARGIN);
        place.replied(attempt.question(), attempt.took());
        breakers.answered(attempt.question().node(), attempt.through());
        Optional<String> fault = attempt.fault();
        return fault.isPresent()
                ? attempt.without(Outcome.GARBLED, OptionalInt.empty(), fault.get())
                : attempt.answered(finish, wire);
    }

    /** A small or steady reply that is late is asked for once more and longer, when the node answers a cheap question meanwhile. */
    private Answer failed(
            Attempt attempt,
            McpFailure failure,
            String said,
            Governor.Place place,
            BiFunction<Call, Path, Call> finish) {
        Outcome outcome = Failures.outcome(failure, attempt.question());
        Lateness.Meaning meaning = outcome == Outcome.TIMEOUT ? lateness.of(attempt) : Lateness.Meaning.UNKNOWN;
        if (meaning == Lateness.Meaning.UNKNOWN) {
            return ended(attempt, failure, outcome, said);
        }
        breakers.answered(attempt.question().node(), attempt.through());
        Answer late = attempt.without(Outcome.TIMEOUT, failure.code(), said);
        if (meaning == Lateness.Meaning.MAY_BE_TOO_LARGE) {
            objections.tooLarge(attempt.question());
            return late.suspected();
        }
        Duration longer = attempt.question().limit().multipliedBy(LONGER);
        longer = longer.compareTo(Budget.LONGEST_CALL) < 0 ? longer : Budget.LONGEST_CALL;
        if (means.left(attempt.question()).compareTo(longer) < 0 || objections.cancelled()) {
            return late;
        }
        Attempt second = new Attempt(means, attempt.question().within(longer), attempt.through());
        try {
            return sent(second, place, finish);
        } catch (McpFailure e) {
            return ended(second, e, Failures.outcome(e, second.question()), WorldError.reason(e));
        }
    }

    /** There is no further try: those who decide about other questions learn from this one. */
    private Answer ended(Attempt attempt, McpFailure failure, Outcome outcome, String said) {
        Question question = attempt.question();
        Entry through = attempt.through();
        if (outcome == Outcome.UNKNOWN_TOOL) {
            objections.unknown(question);
        }
        if (outcome == Outcome.TIMEOUT) {
            objections.lenses().timedOut(question);
        }
        if (outcome == Outcome.TOO_LARGE) {
            objections.tooLarge(question);
        }
        if (failure.kind() == McpFailure.Kind.REFUSED) {
            through.health().answered();
        }
        if (outcome == Outcome.CANCELLED) {
            ledger.log(question.node() + ": " + said);
        } else if (outcome == Outcome.BUSY) {
            breakers.busy(through, said);
        } else if (outcome == Outcome.UNREACHABLE || outcome == Outcome.TIMEOUT) {
            breakers.blame(question, through, failure, attempt.sent());
        } else {
            breakers.answered(question.node(), through);
        }
        return attempt.without(outcome, failure.code(), said);
    }
}
