package ergodiag.capture.reach;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Failures;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** A line of the ledger about a step on the way to an endpoint, and the time it takes. */
final class ReachLine {
    private static final String REACH = "reach";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Session visit;
    private final Entry entry;
    private final String tool;
    private final Stage stage;
    private Instant started;
    private long clock;

    private ReachLine(Session visit, Entry entry, String tool, Stage stage, Instant started, long clock) {
        this.visit = visit;
        this.entry = entry;
        this.tool = tool;
        this.stage = stage;
        this.started = started;
        this.clock = clock;
    }

    /** A step before any question. */
    static ReachLine step(Session visit, Entry entry, Stage stage) {
        return question(visit, entry, REACH, stage);
    }

    /** @param tool the name of a question of the protocol itself in the ledger */
    static ReachLine question(Session visit, Entry entry, String tool, Stage stage) {
        return new ReachLine(
                visit, entry, tool, stage, visit.clock().now(), visit.clock().nanoTime());
    }

    /** The answer to a question of the protocol; the time is that of the try that brought it. */
    JsonNode greeting(Asker.Greeting<JsonNode> question) throws McpFailure {
        return visit.asker().greet(entry, LIMIT, limit -> {
            started = visit.clock().now();
            clock = visit.clock().nanoTime();
            return question.send(limit);
        });
    }

    /** A step that happened within the same exchange. */
    private ReachLine within(Stage step) {
        return new ReachLine(visit, entry, REACH, step, started, clock);
    }

    void went() {
        append(Outcome.OK, OptionalInt.empty(), "", Optional.empty());
    }

    /** HTTP and JSON-RPC worked. */
    void understood() {
        before(Stage.DISCOVER);
    }

    /** The steps that the failed one shows to have worked. */
    private void before(Stage failed) {
        for (Stage step : new Stage[] {Stage.HTTP, Stage.RPC}) {
            if (step.compareTo(failed) < 0) {
                within(step).went();
            }
        }
    }

    /** @param word what tells the files of this endpoint from those of the first; "" for the first */
    void stored(JsonNode said, String word) {
        String text = visit.redaction().text(said.toPrettyString());
        String name = "cluster/" + tool + (word.isEmpty() ? "" : "." + word) + ".001.json";
        append(
                Outcome.OK,
                OptionalInt.empty(),
                "",
                Optional.of(visit.writer().store(name, text.getBytes(StandardCharsets.UTF_8))));
    }

    /** It failed as a step of its own. */
    NotReached failed(McpFailure failure, String advice) {
        String said = visit.redaction().text(WorldError.reason(failure));
        Outcome outcome = Failures.outcome(failure, Question.of("", Tool.NODE_INFO, ""));
        append(outcome, failure.code(), said, Optional.empty());
        visit.ledger().log(stage.word() + " of " + entry + " failed: " + said);
        return told(said, advice);
    }

    /** The question failed at the step that the failure names, and the steps before it worked. */
    NotReached failedAtItsStep(McpFailure failure, String advice) {
        before(failure.stage());
        return (failure.stage() == Stage.INITIALIZE ? this : within(failure.stage())).failed(failure, advice);
    }

    /** What came is no answer of the endpoint that is looked for. */
    NotReached isNone(String why, String advice) {
        append(Outcome.GARBLED, OptionalInt.empty(), why, Optional.empty());
        return told(why, advice);
    }

    private NotReached told(String said, String advice) {
        return new NotReached("Reaching " + entry + ", " + stage.word() + ": " + said + "; " + advice);
    }

    private void append(Outcome outcome, OptionalInt code, String error, Optional<Stored> stored) {
        Question step = Question.of("", Tool.NODE_INFO, "how far the endpoint can be reached");
        if (tool.equals(REACH)) {
            step = step.with("stage", stage.word())
                    .with("url", visit.redaction().text(entry.toString()));
        }
        Duration took = Duration.ofNanos(visit.clock().nanoTime() - clock);
        Call call = visit.ledger().without(step, visit.ledger().nextId(), started, took, outcome, code, error);
        Asked asked = new Asked(
                "", dialect(), tool, call.asked().arguments(), call.asked().why());
        visit.ledger()
                .append(new Call(
                        call.id(),
                        asked,
                        call.timing(),
                        outcome,
                        call.failure(),
                        stored.isPresent() ? OptionalInt.of(1) : OptionalInt.empty(),
                        stored,
                        call.part()));
    }

    private Dialect dialect() {
        return switch (stage) {
            case NAME, TCP, TLS, HTTP, RPC, INITIALIZE -> Dialect.MCP_APPLICATION;
            case DISCOVER -> Dialect.OBSERVER;
            case TOOLS -> entry.dialect().orElse(Dialect.MCP_APPLICATION);
        };
    }
}
