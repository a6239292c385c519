package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Timing;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.redact.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers calls and readings, and writes calls and log lines down, redacted, with the time of its clock. */
public final class Ledger {
    private final BundleWriter writer;
    private final Redaction redaction;
    private final CaptureClock clock;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, AtomicInteger> readings = new ConcurrentHashMap<>();

    public Ledger(BundleWriter writer, Redaction redaction) {
        this(writer, redaction, CaptureClock.SYSTEM);
    }

    public Ledger(BundleWriter writer, Redaction redaction, CaptureClock clock) {
        this.writer = writer;
        this.redaction = redaction;
        this.clock = clock;
    }

    /** The time in which calls are made that are written down here. */
    public CaptureClock clock() {
        return clock;
    }

    public long nextId() {
        return ids.incrementAndGet();
    }

    /** The number of the next reading of this question. */
    public int nextReading(Question question) {
        return readings.computeIfAbsent(question.series(), any -> new AtomicInteger())
                .incrementAndGet();
    }

    public void append(Call call) {
        writer.append(call);
    }

    public void log(String line) {
        writer.log(clock.now() + " " + redaction.text(line));
    }

    /** A line for a question that brought no file. */
    public Call without(
            Question question,
            long id,
            Instant started,
            Duration took,
            Outcome outcome,
            OptionalInt code,
            String error) {
        return without(question, id, started, took, outcome, Failure.of(code, error));
    }

    private Call without(Question question, long id, Instant started, Duration took, Outcome outcome, Failure failure) {
        return new Call(
                id,
                new Asked(
                        question.node(),
                        question.there().isPresent() ? Dialect.OBSERVER : Dialect.MCP_APPLICATION,
                        question.wireName(),
                        question.sent(),
                        question.why()),
                new Timing(started, took),
                outcome,
                failure.saying(redaction.text(failure.message())),
                question.reading(),
                Optional.empty(),
                ListPart.of(question.list(), question.part(), limit(question)));
    }

    /** A line for a question that was not asked. */
    public Call skipped(Question question, Skip why) {
        return without(
                question, nextId(), clock.now(), Duration.ZERO, Outcome.SKIPPED, Failure.of(why.reason(), why.text()));
    }

    private static OptionalLong limit(Question question) {
        return question.sent().get("limit") instanceof Long limit ? OptionalLong.of(limit) : OptionalLong.empty();
    }
}
