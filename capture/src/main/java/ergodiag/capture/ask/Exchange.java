package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import ergodiag.redact.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Sends a question that may be asked and has its place: redacts the reply on its way to the file, tells breakers and admission how it went,
 * and writes the line of the ledger, whatever happened.
 *
 * <p>Longer than others because what a failure means decides whether the same question is sent again.
 */
final class Exchange {
    private static final Duration MARGIN = Duration.ofSeconds(3);
    /** How often, and how long altogether, a question is put off that its endpoint only wants later. */
    private static final int MOST_TRIES = 5;

    private static final Duration LONGEST_WAITS = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** With less than this left nobody is asked what a time-out meant. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** A late reply is waited for so many times as long at the second try, and never longer than an endpoint waits (ERGO.md 1). */
    private static final int LONGER = 3;

    private static final String NOT_SENT = "not sent: the capture was cancelled while it waited";

    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final Progress progress;
    private final CaptureClock time;
    private final Limits limits;
    private final Allowance allowance;
    private final Allowance unbounded;
    private final Breakers breakers;
    private final Admission objections;

    Exchange(
            BundleWriter writer,
            Redaction redaction,
            Ledger ledger,
            Progress progress,
            Limits limits,
            Allowance allowance,
            Breakers breakers,
            Admission objections) {
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.progress = progress;
        this.time = ledger.clock();
        this.limits = limits;
        this.allowance = allowance;
        this.unbounded = new Allowance(Budget.USUAL, time::nanoTime);
        this.breakers = breakers;
        this.objections = objections;
    }

    /**
     * Sends it, and sends it again where the endpoint only wants it later: bounded in number and time, after the time that it names.
     *
     * @param finish may add to the line of the ledger what only the reply tells; sees the stored file
     */
    Answer send(Question asked, Entry through, Governor.Place place, BiFunction<Call, Path, Call> finish) {
        Question question = timed(asked);
        progress.asking(question.node(), question.tool().toolName());
        Duration patience = shorter(LONGEST_WAITS, allowance.left(question.tool()));
        for (int tries = 1; ; tries++) {
            Attempt attempt = new Attempt(question, through);
            try {
                place.turn(objections.early(question));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return attempt.without(Outcome.CANCELLED, OptionalInt.empty(), NOT_SENT);
            }
            if (tries > 1 && objections.cancelled() && question.tool() != Tool.SAMPLE_STOP) {
                return attempt.without(Outcome.CANCELLED, OptionalInt.empty(), NOT_SENT);
            }
            try {
                return sent(attempt, place, finish);
            } catch (McpFailure e) {
                attempt.reply.discard();
                if (e.kind() == McpFailure.Kind.LATER) {
                    place.later(shorter(e.after(), LONGEST_WAIT));
                    patience = patience.minus(e.after());
                    if (tries < MOST_TRIES && !patience.isNegative()) {
                        ledger.log(question.node() + " " + question.tool().toolName() + ": " + WorldError.reason(e));
                        continue;
                    }
                }
                return failed(attempt, e, place, finish);
            }
        }
    }

    /** With the time that the user gives lists, profiles and dumps. */
    private Question timed(Question question) {
        boolean takesLong = question.heavy()
                && (question.tool().has(Tool.Trait.CODE) || question.tool().form() == Tool.Form.LIST);
        return limits.budget()
                .call()
                .filter(time -> takesLong)
                .map(question::within)
                .orElse(question);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Answer sent(Attempt attempt, Governor.Place place, BiFunction<Call, Path, Call> finish) throws McpFailure {
        Question question = attempt.question;
        Entry through = attempt.through;
        long wire = attempt.call(objections.cancelled() ? Duration.ZERO : MARGIN);
        place.replied(question, attempt.took);
        breakers.answered(question.node(), through);
        Optional<String> fault = ReplyCheck.fault(question, attempt.reply.file());
        if (fault.isPresent()) {
            attempt.reply.discard();
            return attempt.without(Outcome.GARBLED, OptionalInt.empty(), fault.get());
        }
        return attempt.answered(finish, wire);
    }

    /** A small or steady reply that is late is asked for once more and longer, when the node answers a cheap question meanwhile. */
    private Answer failed(
            Attempt attempt, McpFailure failure, Governor.Place place, BiFunction<Call, Path, Call> finish) {
        Outcome outcome = Failures.outcome(failure, attempt.question);
        Meaning meaning = outcome == Outcome.TIMEOUT ? meaning(attempt) : Meaning.UNKNOWN;
        if (meaning == Meaning.UNKNOWN) {
            return failed(attempt, failure, outcome);
        }
        breakers.answered(attempt.question.node(), attempt.through);
        Answer late = attempt.without(Outcome.TIMEOUT, failure.code(), WorldError.reason(failure));
        if (meaning == Meaning.MAY_BE_TOO_LARGE) {
            objections.tooLarge(attempt.question);
            return late.suspected();
        }
        Duration longer = shorter(Budget.LONGEST_CALL, attempt.question.limit().multipliedBy(LONGER));
        if (allowance.left(attempt.question.tool()).compareTo(longer) < 0 || objections.cancelled()) {
            return late;
        }
        Attempt second = new Attempt(attempt.question.within(longer), attempt.through);
        try {
            return sent(second, place, finish);
        } catch (McpFailure e) {
            second.reply.discard();
            return failed(second, e, Failures.outcome(e, second.question));
        }
    }

    /** What a time-out means. */
    private enum Meaning {
        /** The node may be gone, or nobody was asked. */
        UNKNOWN,
        /** The node answers others: the reply may be above the wall, which a smaller one shows. */
        MAY_BE_TOO_LARGE,
        /** The node answers others, and the reply fits: it takes longer. */
        SLOW
    }

    private Meaning meaning(Attempt attempt) {
        Question question = attempt.question;
        Entry through = attempt.through;
        if (!question.heavy()
                || breakers.doubts(question.node(), through)
                || allowance.left(question.tool()).compareTo(LEAST) <= 0) {
            return Meaning.UNKNOWN;
        }
        return afterTimeout(question, through);
    }

    private Answer failed(Attempt attempt, McpFailure failure, Outcome outcome) {
        Question question = attempt.question;
        Entry through = attempt.through;
        if (outcome == Outcome.UNKNOWN_TOOL) {
            objections.unknown(question);
        }
        if (outcome == Outcome.TOO_LARGE) {
            objections.tooLarge(question);
        }
        if (failure.kind() == McpFailure.Kind.REFUSED) {
            through.health().answered();
        }
        if (outcome == Outcome.CANCELLED) {
            ledger.log(question.node() + ": " + WorldError.reason(failure));
        } else if (outcome == Outcome.UNREACHABLE || outcome == Outcome.TIMEOUT) {
            breakers.blame(question, through, failure, time.nanoTime() - attempt.took.toNanos());
        } else {
            breakers.answered(question.node(), through);
        }
        return attempt.without(outcome, failure.code(), WorldError.reason(failure));
    }

    /** Too large, busy or gone: a cheap question right after a time-out tells (ERGO.md 2), unless one has just told. */
    private Meaning afterTimeout(Question question, Entry through) {
        Attempt cheap = new Attempt(
                Question.of(question.node(), Tool.RUNTIME_STATS, "what the time-out before meant")
                        .about("after-timeout"),
                through);
        try {
            cheap.call(MARGIN);
            cheap.answered((call, file) -> call, 0);
            return !through.answersFor(question.node()) && Failures.tooLarge(question, cheap.took)
                    ? Meaning.MAY_BE_TOO_LARGE
                    : Meaning.SLOW;
        } catch (McpFailure e) {
            cheap.reply.discard();
            ledger.append(cheap.line(Failures.outcome(e, cheap.question), e.code(), WorldError.reason(e)));
            return Meaning.UNKNOWN;
        }
    }

    /** One question under way. */
    private final class Attempt {
        private final Question question;
        private final Entry through;
        private final long id = ledger.nextId();
        private final Reply reply;
        private final Instant started = time.now();
        private final long clock = time.nanoTime();
        private Duration took = Duration.ZERO;

        Attempt(Question question, Entry through) {
            this.question = question;
            this.through = through;
            // what was started is stopped whatever was spent
            Allowance takes = question.tool() == Tool.SAMPLE_STOP ? unbounded : allowance;
            this.reply = new Reply(question, writer, redaction, ledger, limits.bytes(question), takes);
        }

        /** Sends it and takes the reply; gives the bytes that came. */
        long call(Duration margin) throws McpFailure {
            try {
                return through.client().call(question.tool().toolName(), arguments(), limit(margin), reply::take);
            } finally {
                took = Duration.ofNanos(time.nanoTime() - clock);
            }
        }

        Answer answered(BiFunction<Call, Path, Call> finish, long wire) {
            Call call = line(reply.empty() ? Outcome.EMPTY : Outcome.OK, OptionalInt.empty(), "");
            Optional<Path> file = reply.file();
            if (file.isPresent()) {
                call = call.stored(OptionalInt.of(reply.reading()), Optional.of(writer.describe(reply.name())));
                call = finish.apply(call, file.get());
            }
            ledger.append(call);
            progress.call(question.node(), call.tool(), false);
            return new Answer(call, file, reply.passing(), wire, false);
        }

        /** Writes down that it brought nothing. */
        Answer without(Outcome outcome, OptionalInt code, String why) {
            Call call = line(outcome, code, why);
            ledger.append(call);
            ledger.log(question.node() + " " + call.tool() + " " + outcome.word() + ": " + why);
            progress.call(question.node(), call.tool(), true);
            return Answer.none(call);
        }

        private Call line(Outcome outcome, OptionalInt code, String error) {
            return ledger.without(question, id, started, took, outcome, code, error);
        }

        /** How long the answer is waited for: as long as the question says, and never longer than the capture may take. */
        private Duration limit(Duration margin) {
            return shorter(limits.answer(question.limit().plus(margin)), allowance.left(question.tool()));
        }

        private Map<String, Object> arguments() {
            Map<String, Object> arguments = new HashMap<>(question.arguments());
            if (!through.answersFor(question.node())) {
                arguments.put(Tool.NODE.name(), question.node());
                if (through.offer().takes(question.tool(), Tool.TIMEOUT.name())) {
                    arguments.put(
                            Tool.TIMEOUT.name(), Math.max(1, question.limit().toSeconds()));
                }
            }
            return arguments;
        }
    }
}
