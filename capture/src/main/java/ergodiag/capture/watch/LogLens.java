package ergodiag.capture.watch;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Json;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.ObserverTool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of one node from the first look on, read through the log lens of an Observer (ERGO33.md 7): every look brings what was logged since the one
 * before. The lens ends by itself when nobody looks any more. Used by one thread at a time.
 */
final class LogLens implements NodeSeries {
    /** The lens keeps a minute, and is tidied up half a minute after the last look. */
    private static final Duration BETWEEN = Duration.ofSeconds(8);

    /** Messages of one second that are kept; more are counted as suppressed. */
    private static final int MOST_A_SECOND = 500;

    private static final Purpose WHY = Purpose.judgedBy(
            Tool.SAMPLE_LISTEN, "log", "what the node logs as warning, error or panic during the window");

    private final Session visit;
    private final String node;
    private final SeriesFile file;
    private Optional<String> cursor = Optional.empty();
    private Instant started = Instant.EPOCH;
    private long looked;
    /** When the last look was answered: what the series covers ends there. */
    private Instant answered = Instant.EPOCH;

    private boolean holes;
    private boolean gaveUp;
    private String broken = "";

    LogLens(Session visit, String node) {
        this.visit = visit;
        this.node = node;
        this.file = new SeriesFile(visit, node, ObserverTool.LENS_LOG.wireName(), what());
    }

    static Question question(String node) {
        return Question.of(node, Tool.SAMPLE_LISTEN, WHY)
                .named("log")
                .with("levels", "warning,error,panic")
                .with("limit", MOST_A_SECOND)
                .within(Duration.ofSeconds(10))
                .passing();
    }

    @Override
    public String what() {
        return "log";
    }

    @Override
    public synchronized void start() {
        started = visit.clock().now();
        look();
    }

    @Override
    public synchronized void read() {
        if (visit.clock().nanoTime() - looked >= BETWEEN.toNanos()) {
            look();
        }
    }

    private void look() {
        if (gaveUp || !broken.isEmpty()) {
            return;
        }
        looked = visit.clock().nanoTime();
        Question question =
                cursor.map(since -> question(node).with("since", since)).orElse(question(node));
        Answer answer = visit.asker().ask(question);
        if (!answer.came()) {
            holes = true;
            // a lens that brought nothing in time goes on for ever and is not looked at again (ERGO33.md 4)
            gaveUp = answer.call().outcome() == Outcome.TIMEOUT;
            return;
        }
        answered = answer.call().ended();
        if (cursor.isPresent() && answer.dropped()) {
            holes = true;
            visit.ledger().log("log entries of " + node + " were lost: the lens was begun anew, or held no more");
        }
        cursor = answer.nextSeq().or(() -> cursor);
        // from the first look on there is a file, so that a capture that is killed shows that the log was heard
        file.open();
        answer.read((in, at) -> Json.whole(in, at.file())).ifPresent(this::take);
    }

    private Duration covered() {
        return answered.isBefore(started) ? Duration.ZERO : Duration.between(started, answered);
    }

    private void take(JsonNode batches) {
        try {
            for (JsonNode batch : batches) {
                file.missed(Math.max(0, batch.path("Suppressed").asLong(0)));
                for (JsonNode entry : batch.path("Entries")) {
                    ObjectNode line = ForeignJson.mapper().createObjectNode();
                    line.put("Node", batch.path("Node").asString(node));
                    entry.properties().forEach(field -> line.set(field.getKey(), field.getValue()));
                    file.add(line.toString());
                }
            }
        } catch (IOException e) {
            broken = "writing the series failed: " + e.getMessage();
        }
    }

    @Override
    public synchronized void stop() {
        look();
        String error =
                broken.isEmpty() && gaveUp ? "the lens did not answer in time and was not looked at again" : broken;
        try {
            file.close();
        } catch (IOException e) {
            error = "writing the series failed: " + e.getMessage();
        }
        boolean nothing = cursor.isEmpty();
        Outcome outcome =
                nothing || !broken.isEmpty() ? Outcome.UNREACHABLE : file.isEmpty() ? Outcome.EMPTY : Outcome.OK;
        Call line = visit.ledger()
                .without(
                        question(node).in(Dialect.OBSERVER),
                        visit.ledger().nextId(),
                        started,
                        covered(),
                        outcome,
                        OptionalInt.empty(),
                        nothing && error.isEmpty() ? "no look at the log was answered" : error);
        visit.ledger().append(file.told(line, !holes && error.isEmpty()));
    }
}
