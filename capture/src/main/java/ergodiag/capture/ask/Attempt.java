package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.Counterpart;
import ergodiag.ergo.observer.ObserverTool;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.ResourceRead;
import ergodiag.redact.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** One question sent once: takes the reply, redacted on its way to the file, and writes the line of the ledger. What comes next others decide. */
final class Attempt {
    /** What the way back may take beyond the question's own limit. */
    static final Duration MARGIN = Duration.ofSeconds(3);

    private final Means means;
    private final Question question;
    private final Entry through;
    private final long id;
    private final Reply reply;
    private final Instant started;
    private final long clock;
    private Duration took = Duration.ZERO;
    private Optional<ResourceRead> resource = Optional.empty();

    /**
     * What attempts of a capture share.
     *
     * @param limits of every reply
     * @param allowance what is left of time and bytes
     */
    record Means(
            BundleWriter writer,
            Redaction redaction,
            Ledger ledger,
            Progress progress,
            Limits limits,
            Allowance allowance) {

        /** How long may still be waited for a reply of this tool. */
        Duration left(Question question) {
            return allowance.left(question.tool());
        }

        /** What was started is stopped whatever was spent. */
        private Allowance of(Question question) {
            return question.tool() == Tool.SAMPLE_STOP
                    ? new Allowance(Budget.USUAL, ledger.clock()::nanoTime)
                    : allowance;
        }
    }

    Attempt(Means means, Question question, Entry through) {
        this.means = means;
        this.question = question;
        this.through = through;
        this.id = means.ledger.nextId();
        this.started = means.ledger.clock().now();
        this.clock = means.ledger.clock().nanoTime();
        this.reply = new Reply(
                question,
                means.writer,
                means.redaction,
                means.ledger,
                means.limits.bytes(question),
                means.of(question));
    }

    Question question() {
        return question;
    }

    Entry through() {
        return through;
    }

    /** From sending to the last byte, or to giving up. */
    Duration took() {
        return took;
    }

    /** When it was sent, by the clock that measures. */
    long sent() {
        return clock;
    }

    /**
     * Sends it and takes the reply; a reply that did not come whole leaves nothing behind.
     *
     * @param margin what the way back may take beyond the question's own limit
     * @return the bytes that came
     */
    long send(Duration margin) throws McpFailure {
        try {
            return question.there()
                            .map(Counterpart::tool)
                            .filter(ObserverTool::isResource)
                            .isPresent()
                    ? read(margin)
                    : through.client().call(question.wireName(), arguments(), limit(margin), reply::take);
        } catch (McpFailure e) {
            reply.discard();
            throw e;
        } finally {
            took = Duration.ofNanos(means.ledger.clock().nanoTime() - clock);
        }
    }

    private long read(Duration margin) throws McpFailure {
        String uri = question.there().orElseThrow().tool().uri(question.node(), question.sent());
        ResourceRead read = through.client().read(uri, limit(margin), reply::take);
        resource = Optional.of(read);
        return read.wireBytes();
    }

    /** What is wrong with the reply as an answer to the question; empty when it is one. */
    Optional<String> fault() {
        return reply.isList() ? Optional.empty() : ReplyCheck.fault(question, reply.file());
    }

    /**
     * Writes down what came.
     *
     * @param finish may add to the line of the ledger what only the reply tells; sees the stored file
     */
    Answer answered(BiFunction<Call, Path, Call> finish, long wire) {
        Call call = line(reply.empty() ? Outcome.EMPTY : Outcome.OK, OptionalInt.empty(), "");
        Optional<Path> file = reply.file();
        if (file.isPresent()) {
            call = call.stored(OptionalInt.of(reply.reading()), Optional.of(means.writer.describe(reply.name())));
            call = finish.apply(call, file.get());
        }
        means.ledger.append(call);
        means.progress.call(question.node(), call.tool(), false);
        return new Answer(
                call, file, reply.passing(), wire, false, question.tool().in(call), resource);
    }

    /** Writes down that it brought nothing. */
    Answer without(Outcome outcome, OptionalInt code, String said) {
        reply.discard();
        String why = Failures.told(said);
        Call call = line(outcome, code, why);
        means.ledger.append(call);
        means.ledger.log(question.node() + " " + call.tool() + " " + outcome.word() + ": " + why);
        means.progress.call(question.node(), call.tool(), true);
        return Answer.none(call);
    }

    private Call line(Outcome outcome, OptionalInt code, String error) {
        return means.ledger.without(question, id, started, took, outcome, code, error);
    }

    /** How long the answer is waited for: as long as the question says, and never longer than the capture may take. */
    private Duration limit(Duration margin) {
        Duration wanted = means.limits.answer(question.limit().plus(margin));
        Duration left = means.left(question);
        return wanted.compareTo(left) < 0 ? wanted : left;
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>(question.sent());
        if (question.dialect() == Dialect.OBSERVER) {
            arguments.put(Tool.NODE.name(), question.node());
            return arguments;
        }
        if (!through.answersFor(question.node())) {
            arguments.put(Tool.NODE.name(), question.node());
            if (through.offer().takes(question.tool(), Tool.TIMEOUT.name())) {
                arguments.put(Tool.TIMEOUT.name(), Math.max(1, question.limit().toSeconds()));
            }
        }
        return arguments;
    }
}
