package ergodiag.capture.watch;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.RunningSamplers;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.NodeError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/**
 * What one sampler on one node gathers, written entry by entry into one file of the bundle. The buffer on the node is small and read
 * often, so that a reading stays below the wall (ERGO.md 2); a gap in the sequence means that the ring overflowed, and is counted. A
 * sampler that was lost is started again, a few times. Used by one thread at a time.
 */
final class SamplerSeries implements NodeSeries {
    private static final int MOST_RESTARTS = 2;
    /** So many gaps are told in the log; the line in the ledger counts all that is missing. */
    private static final int MOST_TOLD = 20;

    private final Session visit;
    private final String node;
    private final String what;
    private final IntFunction<Question> question;
    private final SeriesFile file;
    private int buffer;
    private Optional<String> sampler = Optional.empty();
    private Instant started = Instant.EPOCH;
    private long last = RunningSamplers.BEFORE_FIRST;
    private boolean holes;
    private int restarts;
    private int gaps;
    private boolean over;
    private String broken = "";
    private Skip refusal = Skip.absent("it was not tried");

    /**
     * Nothing is started yet.
     *
     * @param what names the series in the ledger and in its file
     * @param question the start of the sampler with a buffer of that many entries
     * @param buffer entries to begin with
     */
    SamplerSeries(Session visit, String node, String what, IntFunction<Question> question, int buffer) {
        this.visit = visit;
        this.node = node;
        this.what = what;
        this.question = question;
        this.buffer = buffer;
        this.file = new SeriesFile(visit, node, question.apply(buffer).tool().toolName(), what);
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public synchronized void start() {
        sampler = visit.samplers().start(question.apply(buffer), why -> refusal = why);
        if (sampler.isPresent() && started.equals(Instant.EPOCH)) {
            started = visit.clock().now();
        }
    }

    @Override
    public synchronized void read() {
        boolean mayStart = !over && !visit.asker().health(node).open();
        if (sampler.isEmpty() && mayStart && restarts++ < MOST_RESTARTS) {
            start();
        }
        if (sampler.isEmpty() || over || !broken.isEmpty()) {
            return;
        }
        Answer answer = visit.samplers()
                .read(node, sampler.get(), last, question.apply(buffer).purpose());
        if (answer.mayBeTooLarge()) {
            startSmaller();
        } else if (answer.call().outcome() == Outcome.TOOL_ERROR
                && NodeError.of(answer.call()).isUnknownProcess()) {
            startAgain();
        }
        RunningSamplers.json(answer).ifPresent(this::take);
    }

    /** Long entries filled the buffer beyond the wall, and it would never be read again (ERGO.md 2): a smaller one from here on. */
    private void startSmaller() {
        visit.samplers().stop(node, sampler.get());
        buffer = Math.max(1, buffer / 8);
        fromTheBeginning("too long for a buffer that can be read; now " + buffer);
        start();
    }

    /** Somebody stopped it, or the node was restarted: what it held is gone (ERGO.md 4). */
    private void startAgain() {
        visit.samplers().lost(sampler.get());
        sampler = Optional.empty();
        fromTheBeginning("the sampler is gone");
    }

    private void fromTheBeginning(String why) {
        holes = true;
        last = RunningSamplers.BEFORE_FIRST;
        visit.ledger().log("entries of " + what + " of " + node + " were lost: " + why);
    }

    private void take(JsonNode reply) {
        try {
            for (JsonNode sample : reply.path("samples")) {
                take(sample.path("sequence").asLong(0), sample.toString());
            }
        } catch (IOException e) {
            broken = "writing the series failed: " + e.getMessage();
        }
    }

    private void take(long sequence, String line) throws IOException {
        if (sequence <= last) {
            return;
        }
        long missing = sequence - Math.max(last, 0) - 1;
        if (missing > 0) {
            file.missed(missing);
            if (gaps++ < MOST_TOLD) {
                visit.ledger()
                        .log("gap: " + missing + " entries of " + what + " of " + node + " before number " + sequence
                                + " were overwritten before they could be read");
            }
        }
        last = sequence;
        file.add(line);
    }

    @Override
    public synchronized void stop() {
        Question asked = question.apply(buffer).named(what);
        if (started.equals(Instant.EPOCH)) {
            visit.ledger().append(visit.ledger().skipped(asked, refusal.after("the sampler could not be started: ")));
            return;
        }
        read();
        over = true;
        sampler.ifPresent(id -> visit.samplers().stop(node, id));
        boolean gone = sampler.isEmpty();
        boolean answers = !visit.asker().health(node).open();
        String error = !broken.isEmpty()
                ? broken
                : !answers
                        ? "the node fell silent; later entries are lost"
                        : gone ? "the sampler was lost and could not be started again: " + refusal.detail() : "";
        try {
            file.close();
        } catch (IOException e) {
            error = "writing the series failed: " + e.getMessage();
        }
        visit.ledger().append(line(asked, error, answers));
    }

    private Call line(Question asked, String error, boolean answers) {
        boolean failed = !answers || !broken.isEmpty();
        Outcome outcome = failed ? Outcome.UNREACHABLE : file.isEmpty() ? Outcome.EMPTY : Outcome.OK;
        Call call = visit.ledger()
                .without(
                        asked,
                        visit.ledger().nextId(),
                        started,
                        Duration.between(started, visit.clock().now()),
                        outcome,
                        OptionalInt.empty(),
                        error);
        return file.told(call, !holes && error.isEmpty());
    }
}
