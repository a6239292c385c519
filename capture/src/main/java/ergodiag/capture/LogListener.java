package ergodiag.capture;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Call;
import ergodiag.bundle.Outcome;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Listens to the warnings, errors and panics of one node. The buffer on the node is small and read often, so that a reading stays below
 * the wall (ERGO.md 2); a gap in the sequence means that the ring overflowed, and is said. Used by one thread at a time.
 */
final class LogListener {
    private static final String WHY = "1, 6: what the node logs as warning, error or panic during the window";
    private static final int BUFFER = 100;
    private static final int MOST_RESTARTS = 2;

    private final Asker asker;
    private final Ledger ledger;
    private final Samplers samplers;
    private final BundleWriter writer;
    private final String node;
    private final Duration window;
    private Optional<String> sampler = Optional.empty();
    private Instant started = Instant.EPOCH;
    private long last;
    private long lines;
    private int restarts;
    private boolean lost;
    private int buffer = BUFFER;
    private String broken = "";
    private String refusal = "it was not tried";
    private Optional<OutputStream> out = Optional.empty();

    LogListener(Asker asker, Ledger ledger, Samplers samplers, BundleWriter writer, String node, Duration window) {
        this.asker = asker;
        this.ledger = ledger;
        this.samplers = samplers;
        this.writer = writer;
        this.node = node;
        this.window = window;
    }

    static Question question(String node, Duration window) {
        return question(node, window, BUFFER);
    }

    private static Question question(String node, Duration window, int buffer) {
        return Question.of(node, Tool.SAMPLE_LISTEN, WHY)
                .named("start")
                .with("log_levels", List.of("warning", "error", "panic"))
                .with("duration_sec", window.toSeconds() + 120)
                .with("buffer_size", buffer)
                .with("linger_sec", 30);
    }

    synchronized void start() {
        sampler = samplers.start(question(node, window), why -> refusal = why);
        started = Instant.now();
    }

    /** Fetches what is new. */
    synchronized void read() {
        if (sampler.isEmpty() && !asker.health(node).open() && restarts++ < MOST_RESTARTS) {
            start();
        }
        if (sampler.isEmpty() || !broken.isEmpty()) {
            return;
        }
        Answer answer = samplers.read(node, sampler.get(), last, WHY);
        if (answer.call().outcome() == Outcome.TOO_LARGE) {
            startSmaller();
        }
        Optional<JsonNode> reply = Samplers.json(answer);
        if (reply.isEmpty()) {
            return;
        }
        try {
            for (JsonNode sample : reply.get().path("samples")) {
                take(sample);
            }
        } catch (IOException e) {
            broken = "writing the log lines failed: " + e.getMessage();
        }
    }

    /** Long lines filled the buffer beyond the wall, and it would never be read again (ERGO.md 2): a smaller one from here on. */
    private void startSmaller() {
        samplers.stop(node, sampler.get());
        lost = true;
        last = 0;
        buffer = Math.max(1, buffer / 8);
        ledger.log("log lines of " + node + " were lost: too long for a buffer that can be read; now " + buffer);
        sampler = samplers.start(question(node, window, buffer), why -> refusal = why);
    }

    private void take(JsonNode sample) throws IOException {
        long sequence = sample.path("sequence").asLong(0);
        if (sequence <= last) {
            return;
        }
        lost |= sequence > last + 1;
        last = sequence;
        lines++;
        stream().write((sample + "\n").getBytes(StandardCharsets.UTF_8));
        stream().flush();
    }

    private OutputStream stream() {
        if (out.isEmpty()) {
            out = Optional.of(writer.open(file()));
        }
        return out.get();
    }

    private String file() {
        return "nodes/" + ergodiag.bundle.SafePath.part(node) + "/series.sample_listen.log.jsonl";
    }

    /** Reads the rest, stops the listener, and writes the line of the ledger for the series. */
    synchronized void stop() {
        if (sampler.isEmpty()) {
            ledger.append(ledger.skipped(
                    question(node, window).named("log"), "the listener could not be started: " + refusal));
            return;
        }
        read();
        samplers.stop(node, sampler.get());
        Question question = question(node, window).named("log");
        boolean answers = !asker.health(node).open();
        Outcome outcome = !answers || !broken.isEmpty() ? Outcome.UNREACHABLE : lines == 0 ? Outcome.EMPTY : Outcome.OK;
        String error = broken.isEmpty() && !answers ? "the node fell silent; later lines are lost" : broken;
        try {
            stream().close();
        } catch (IOException e) {
            error = "writing the log lines failed: " + e.getMessage();
        }
        Call call = ledger.without(
                question,
                ledger.nextId(),
                started,
                Duration.between(started, Instant.now()),
                outcome,
                OptionalInt.empty(),
                error);
        call = Calls.stored(call, outcome, OptionalInt.of(1), Optional.of(writer.describe(file())));
        ledger.append(Calls.rows(call, lines, lost || !answers));
    }
}
