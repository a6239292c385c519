package ergodiag.capture.reach;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Failures;
import ergodiag.capture.ask.OfferedTools;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.ergo.Tool;
import ergodiag.mcp.Connections;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Arrives at one endpoint step by step (name, TCP, TLS, HTTP, JSON-RPC, initialize, tools/list), each with its line in the ledger. */
final class Arrival {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String PROTOCOL = "2025-06-18";

    private final Session visit;
    private final Entry entry;
    private final TokenPrompt prompt;
    private final String version;
    private final String word;

    /** @param word what tells the files of this endpoint from those of the first; "" for the first */
    Arrival(Session visit, Entry entry, TokenPrompt prompt, String version, String word) {
        this.visit = visit;
        this.entry = entry;
        this.prompt = prompt;
        this.version = version;
        this.word = word;
    }

    private interface Step {
        void run() throws McpFailure;
    }

    /** What the endpoint offers is known afterwards. */
    void arrive() throws NotReached {
        Optional<String> proxy = Connections.proxy(entry.endpoint());
        if (proxy.isPresent()) {
            visit.ledger().log("through the proxy " + proxy.get() + ", which looks up the name and connects");
        } else {
            step(Stage.NAME, () -> Connections.name(entry.endpoint()));
            step(Stage.TCP, () -> Connections.tcp(entry.endpoint(), Entry.CONNECT));
            if (entry.endpoint().secure()) {
                step(Stage.TLS, () -> Connections.tls(entry.endpoint(), Entry.CONNECT));
            }
        }
        initialize(true);
        tools();
    }

    private void step(Stage stage, Step step) throws NotReached {
        visit.phase("reaching " + entry + ": " + stage.word());
        Line line = new Line("reach", stage);
        try {
            step.run();
            line.went();
        } catch (McpFailure e) {
            throw line.failed(e);
        }
    }

    private void initialize(boolean mayPrompt) throws NotReached {
        visit.phase("reaching " + entry + ": HTTP, JSON-RPC, initialize");
        Line line = new Line("initialize", Stage.INITIALIZE);
        try {
            JsonNode said = line.greeting(limit -> entry.client().initialize("ergodiag", version, limit));
            line.stage(Stage.HTTP).went();
            line.stage(Stage.RPC).went();
            checkVersion(said, line);
            line.stored(said);
        } catch (McpFailure e) {
            before(e.stage(), line);
            NotReached failure = (e.stage() == Stage.INITIALIZE ? line : line.stage(e.stage())).failed(e);
            Optional<String> token = e.kind() == McpFailure.Kind.UNAUTHORIZED
                            && mayPrompt
                            && entry.endpoint().authorization().isEmpty()
                    ? prompt.token(entry.endpoint())
                    : Optional.empty();
            if (token.isEmpty()) {
                throw failure;
            }
            visit.redaction().forbid(token.get());
            entry.token(token.get());
            initialize(false);
        }
    }

    /** The steps that the failed one shows to have worked. */
    private static void before(Stage failed, Line line) {
        for (Stage stage : new Stage[] {Stage.HTTP, Stage.RPC}) {
            if (stage.compareTo(failed) < 0) {
                line.stage(stage).went();
            }
        }
    }

    /** Another version is told and not refused: tools/list and the replies show whether it can be worked with. */
    private void checkVersion(JsonNode said, Line line) throws NotReached {
        JsonNode spoken = said.path("protocolVersion");
        if (!spoken.isString()) {
            String why =
                    "it speaks JSON-RPC, but its answer to initialize names no protocolVersion, so it is no MCP endpoint";
            line.append(Outcome.GARBLED, OptionalInt.empty(), why, Optional.empty());
            throw new NotReached("Reaching " + entry + ", " + Stage.INITIALIZE.word() + ": " + why
                    + "; check the path in the URL, which is usually /mcp.");
        }
        if (!spoken.asString().equals(PROTOCOL)) {
            visit.ledger()
                    .log("the endpoint speaks MCP " + spoken.asString() + ", this program " + PROTOCOL
                            + ": going on, as what is asked here is the same in all versions known");
        }
    }

    private void tools() throws NotReached {
        visit.phase("reaching " + entry + ": tools/list");
        Line line = new Line("tools_list", Stage.TOOLS);
        try {
            JsonNode said = line.greeting(entry.client()::toolsList);
            OfferedTools offer = OfferedTools.read(said);
            if (said.path("tools").isEmpty() || !offer.has(Tool.NODE_INFO)) {
                String why = "it speaks MCP, but offers no tool node_info, so it is not an Ergo node";
                line.append(Outcome.GARBLED, OptionalInt.empty(), why, Optional.empty());
                throw new NotReached("Reaching " + entry + ", " + Stage.TOOLS.word() + ": " + why
                        + "; give the address of an Ergo node's MCP endpoint, or let its list of allowed tools have"
                        + " node_info.");
            }
            line.stored(said);
            entry.offers(offer);
        } catch (McpFailure e) {
            throw line.failed(e);
        }
    }

    /** A line of the ledger about a step, and the time it takes. */
    private final class Line {
        private final String tool;
        private final Stage stage;
        private Instant started;
        private long clock;

        Line(String tool, Stage stage) {
            this(tool, stage, visit.clock().now(), visit.clock().nanoTime());
        }

        private Line(String tool, Stage stage, Instant started, long clock) {
            this.tool = tool;
            this.stage = stage;
            this.started = started;
            this.clock = clock;
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
        Line stage(Stage within) {
            return new Line("reach", within, started, clock);
        }

        void went() {
            append(Outcome.OK, OptionalInt.empty(), "", Optional.empty());
        }

        void stored(JsonNode said) {
            String text = visit.redaction().text(said.toPrettyString());
            String name = "cluster/" + tool + (word.isEmpty() ? "" : "." + word) + ".001.json";
            append(
                    Outcome.OK,
                    OptionalInt.empty(),
                    "",
                    Optional.of(visit.writer().store(name, text.getBytes(StandardCharsets.UTF_8))));
        }

        NotReached failed(McpFailure failure) {
            String said = visit.redaction().text(WorldError.reason(failure));
            Outcome outcome = Failures.outcome(failure, Question.of("", Tool.NODE_INFO, ""));
            append(outcome, failure.code(), said, Optional.empty());
            visit.ledger().log(stage.word() + " of " + entry + " failed: " + said);
            return new NotReached("Reaching " + entry + ", " + stage.word() + ": " + said + "; " + advice(failure));
        }

        void append(Outcome outcome, OptionalInt code, String error, Optional<Stored> stored) {
            Question step = Question.of("", Tool.NODE_INFO, "how far the endpoint can be reached");
            if (tool.equals("reach")) {
                step = step.with("stage", stage.word())
                        .with("url", visit.redaction().text(entry.toString()));
            }
            Duration took = Duration.ofNanos(visit.clock().nanoTime() - clock);
            Call call = visit.ledger().without(step, visit.ledger().nextId(), started, took, outcome, code, error);
            visit.ledger()
                    .append(call.named(tool)
                            .stored(stored.isPresent() ? OptionalInt.of(1) : OptionalInt.empty(), stored));
        }
    }

    private static String advice(McpFailure failure) {
        return failure.advice()
                .orElse(
                        switch (failure.kind()) {
                            case CONNECTION ->
                                "check host and port (an Ergo node usually listens at 9922), that the node runs, and that no firewall"
                                        + " stands between.";
                            case UNAUTHORIZED -> "give the token of this node with --token-file or ERGODIAG_TOKEN.";
                            case LATER, HTTP, GARBLED, REFUSED, READER ->
                                "this looks like a web server that is not an MCP endpoint: check the port and the path, which is usually"
                                        + " /mcp.";
                            case ABANDONED -> "start it again when you want it.";
                            case TIMEOUT -> "the node may be overloaded or hang: try again, or ask another node.";
                        });
    }
}
