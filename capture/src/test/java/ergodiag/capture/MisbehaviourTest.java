package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.cli.CaptureCommand;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.Program;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;

/**
 * One table of ways in which an endpoint, or the node behind it, can misbehave, each through the command line. Whatever it does, the bundle
 * is valid, the ledger has the right word, nothing of the answer is stored, the other nodes are whole, and the summary tells it.
 */
@Execution(ExecutionMode.CONCURRENT)
class MisbehaviourTest {
    private static final Limits PATIENT = new Limits(Duration.ofMinutes(1), 1 << 20);
    private static final String THIRD = "three@host";
    private static final String PROFILE =
            "{\"completed\": true, \"samples\": [{\"sequence\": 0, \"data\": {\"content\": [{\"text\":"
                    + " \"CPU profile: 1 seconds, 0 total samples, matched 0 functions, showing 0\"}]}}]}";

    @TempDir
    private Path folder;

    static Stream<Arguments> cases() {
        return Stream.of(
                on("hangs before its head", FakeNode::hang, Outcome.TIMEOUT),
                on(
                        "hangs between head and body",
                        (FakeNode cluster, HttpExchange exchange) -> {
                            exchange.sendResponseHeaders(200, 0);
                            exchange.getResponseBody().flush();
                            cluster.hang();
                        },
                        Outcome.TIMEOUT),
                on("drips for ever", (cluster, exchange) -> drip(exchange), Outcome.TIMEOUT),
                on("stops in the middle of its body", (cluster, exchange) -> half(exchange), Outcome.GARBLED),
                on("never stops", (cluster, exchange) -> endless(exchange), Outcome.TOO_LARGE),
                said("a web page", "<html>hi</html>"),
                said("noise", "\u0000\u0001{{{]"),
                said("nothing", ""),
                said("another kind of JSON", "[1, 2]"),
                said("content of the wrong type", "{\"result\":{\"content\":\"x\"}}"),
                said("an error of the wrong type", "{\"error\":\"no\"}"),
                said("JSON that ends too early", reply("", "[{\\\"Mode\\\": ")),
                on("says 502", (cluster, exchange) -> status(exchange, 502), Outcome.GARBLED),
                said("a result that is null", "{\"jsonrpc\":\"2.0\",\"result\":null}"),
                said("a result without content", "{\"jsonrpc\":\"2.0\",\"result\":{\"content\":[]}}"),
                said("a text that is null", "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":null}]}}"),
                said("a text that is a number", "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":5}]}}"),
                said("the answer to another question", reply("\"id\":999999,", "null")),
                said(
                        "the answer to another question, told at its end",
                        "{\"result\":{\"content\":[{\"text\":\"null\"}]},\"id\":\"x\"}"),
                said("an error that is a list", "{\"error\":[1,2]}"),
                said("two answers in a list", "[" + reply("", "null") + "," + reply("", "null") + "]"),
                said("an event stream", "event: message\ndata: " + reply("", "null") + "\n\n"),
                said("deep nesting around the text", "{\"result\":" + "[".repeat(100_000)),
                said("deep nesting in the text", reply("", "[".repeat(100_000))),
                said("a field of 5 MB before the text", "{\"x\":\"" + "y".repeat(5 << 20) + "\",\"result\":{}}"),
                on("codes as nobody asked for", (cluster, exchange) -> coded(exchange), Outcome.GARBLED),
                error("a result that is an error", isError("", ",\"isError\": true")),
                error("an error before its text", isError("\"isError\":true,", "")),
                on("closes the connection", (cluster, exchange) -> exchange.close(), Outcome.UNREACHABLE),
                on("says 429", (cluster, exchange) -> later(exchange, 429), Outcome.BUSY),
                on("says 503 for now", (cluster, exchange) -> later(exchange, 503), Outcome.BUSY),
                on("says 504", (cluster, exchange) -> status(exchange, 504), Outcome.TIMEOUT),
                on(
                        "redirects",
                        (cluster, exchange) -> {
                            exchange.getResponseHeaders().add("Location", cluster.url());
                            status(exchange, 307);
                        },
                        Outcome.GARBLED),
                error("an error without a message", "{\"error\":{\"code\":-1}}"),
                error("an error with odd types", "{\"error\":{\"code\":\"x\",\"message\":{\"a\":[1]},\"data\":7}}"),
                error(
                        "an error of a megabyte",
                        "{\"error\":{\"code\":-1,\"message\":\"" + "z".repeat(1_000_000) + "\"}}"));
    }

    /** Answers in place of the node. */
    interface Misdeed {
        void answer(FakeNode cluster, HttpExchange exchange) throws IOException;
    }

    interface Silence {
        void of(FakeNode cluster);
    }

    /** What the summary says of it, in no word of the format. */
    private static String[] forPeople(Outcome outcome) {
        return switch (outcome) {
            case TIMEOUT -> new String[] {"no complete answer within", "the node gave up waiting"};
            case TOO_LARGE -> new String[] {"longer than", "no complete answer within"};
            case GARBLED -> new String[] {"answer", "HTTP status", "could not be scanned"};
            case TOOL_ERROR -> new String[] {"error without a reason", "a single word of more than", "Mode"};
            case UNREACHABLE -> new String[] {"connection"};
            case BUSY -> new String[] {"the endpoint is busy"};
            case OK, EMPTY, UNKNOWN_TOOL, UNAUTHORIZED, CANCELLED, SKIPPED ->
                throw new IllegalArgumentException(outcome.word());
        };
    }

    /** A body without end is given up for its size, or on a busy machine for the time it takes to get there. */
    private static String[] words(Outcome outcome) {
        return outcome == Outcome.TOO_LARGE
                ? new String[] {outcome.word(), Outcome.TIMEOUT.word()}
                : new String[] {outcome.word()};
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void itCostsItsOwnAnswerOnly(String what, Misdeed misdeed, Outcome outcome) throws IOException {
        try (FakeNode cluster = new FakeNode(OTHER, THIRD)) {
            cluster.misbehaves(OTHER, "network_info", exchange -> misdeed.answer(cluster, exchange));

            Seen seen = captured(cluster, "--profile", "quick");

            assertThat(seen.exit()).isEqualTo(ExitCode.INCOMPLETE.number());
            assertThat(seen.said().lines())
                    .filteredOn(line -> line.startsWith("Missing"))
                    .singleElement()
                    .asString()
                    .contains(OTHER, "network_info failed: ")
                    .containsAnyOf(forPeople(outcome))
                    .doesNotContainPattern(": (" + String.join("|", words(outcome)) + "), ");
            try (Bundle bundle = Bundle.open(seen.bundle())) {
                assertThat(bundle.damage()).isEmpty();
                assertThat(bundle.calls())
                        .filteredOn(
                                call -> call.node().equals(OTHER) && call.tool().equals("network_info"))
                        .as(what)
                        .isNotEmpty()
                        .allMatch(call ->
                                List.of(words(outcome)).contains(call.outcome().word())
                                        && call.file().isEmpty());
                assertThat(bundle.files()).noneMatch(file -> file.contains(OTHER + "/network_info"));
                assertThat(bundle.manifest().nodes())
                        .extracting(Manifest.NodeEntry::name, Manifest.NodeEntry::state)
                        .containsExactly(
                                tuple(ENTRY, State.CAPTURED),
                                tuple(THIRD, State.CAPTURED),
                                tuple(OTHER, State.PARTIAL));
                assertThat(bundle.text("capture.log")).doesNotContain("a bug of ergodiag");
            }
        }
    }

    @Test
    void aNodeThatRestartsInTheWindowWithItsCountersResetAndItsClockYearsOffIsCaptured() throws IOException {
        try (FakeNode cluster = new FakeNode(OTHER, THIRD)) {
            for (String node : List.of(ENTRY, OTHER, THIRD)) {
                cluster.says(node, "sample_read", PROFILE);
            }
            cluster.says(OTHER, "node_info", counters(90_000, 5_000));
            cluster.misbehaves(OTHER, "cron_info", exchange -> {
                cluster.says(OTHER, "node_info", counters(1, 3));
                FakeNode.after(Duration.ZERO, "null").answer(exchange);
            });

            Seen seen = captured(cluster, "--window", "5s");

            assertThat(seen.exit()).isEqualTo(ExitCode.DONE.number());
            try (Bundle bundle = Bundle.open(seen.bundle())) {
                Manifest.NodeEntry node = bundle.manifest().nodes().stream()
                        .filter(entry -> entry.name().equals(OTHER))
                        .findFirst()
                        .orElseThrow();
                assertThat(node.state()).isEqualTo(State.CAPTURED);
                assertThat(node.clockOffset().orElseThrow().abs()).isGreaterThan(Duration.ofDays(1_000));
                List<String> told = new ArrayList<>();
                for (Call call : bundle.calls()) {
                    if (call.node().equals(OTHER) && call.tool().equals("node_info")) {
                        assertThat(call.outcome()).as(call.toString()).isEqualTo(Outcome.OK);
                        told.add(bundle.text(call.file().orElseThrow()));
                    }
                }
                assertThat(told.get(0)).contains("90000");
                assertThat(told.get(told.size() - 1)).contains("\"ProcessesSpawned\": 3");
            }
            assertThat(cluster.samplersLeft()).isEmpty();
        }
    }

    private static String counters(int uptime, int spawned) {
        return "{\"Name\": \"%s\", \"Uptime\": %d, \"ProcessesTotal\": 0, \"ProcessesSpawned\": %d, \"RegisteredEvents\": 0, \"ServerTime\": \"2020-02-02T02:02:02Z\"}"
                .formatted(OTHER, uptime, spawned);
    }

    private record Seen(int exit, String said, Path bundle) {}

    private Seen captured(FakeNode cluster, String... options) {
        Path bundle = folder.resolve("bundle.zip");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> words = new ArrayList<>(List.of(cluster.url(), "--progress", "none", "--out", bundle.toString()));
        words.addAll(List.of(options));
        try (LeapingTime time = new LeapingTime()) {
            int exit = Program.run(CaptureCommand.class, time, out, out, words.toArray(String[]::new));
            return new Seen(exit, said.toString(), bundle);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsenseInPlaceOfCountersIsNoAnswer(String tool, String text) throws IOException {
        try (FakeNode cluster = new FakeNode(OTHER, THIRD)) {
            cluster.says(OTHER, tool, text);

            CaptureResult result =
                    Captures.of(cluster, folder, Duration.ZERO, PATIENT).run();

            assertThat(Captures.calls(result, OTHER, tool))
                    .filteredOn(call -> call.outcome() != Outcome.SKIPPED)
                    .isNotEmpty()
                    .allMatch(call ->
                            call.outcome() == Outcome.GARBLED && call.file().isEmpty());
            assertThat(state(result, OTHER)).isEqualTo(State.PARTIAL);
            assertThat(state(result, THIRD)).isEqualTo(State.CAPTURED);
            assertThat(result.missing()).anyMatch(line -> line.startsWith(OTHER) && line.contains(tool));
            valid(result);
        }
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of("node_info", "{\"Name\": 17, \"Uptime\": 5}"),
                Arguments.of("node_info", "{\"Name\": \"two@host\", \"Uptime\": \"long\"}"),
                Arguments.of("node_info", "[]"),
                Arguments.of("node_info", "null"),
                Arguments.of("runtime_stats", "{\"goroutines\": \"many\"}"),
                Arguments.of("event_list", "{\"events\": []}"),
                Arguments.of("app_list", "\"none\""));
    }

    @Test
    void namesOfAnyMakeUpAreAskedByTheirTrueNamesOnceAndStoredApart() throws IOException {
        List<String> names = List.of(
                "a/../b@host",
                "a\\b@host",
                "\"q'uote\"@h<o>st",
                "n\u00f6d\u00e9\u2603@host",
                "x".repeat(300) + "@host",
                "CON@host");
        try (FakeNode cluster = new FakeNode(names.toArray(String[]::new))) {
            ArrayNode rows = FakeNode.JSON.createArrayNode();
            Stream.concat(names.stream(), Stream.concat(names.stream(), Stream.of(ENTRY, ENTRY)))
                    .forEach(name -> rows.addObject().put("name", name));
            cluster.says(ENTRY, "cluster_nodes", rows.toString());
            names.forEach(name -> cluster.says(
                    name,
                    "node_info",
                    FakeNode.JSON
                            .createObjectNode()
                            .put("Name", name)
                            .put("Uptime", 9)
                            .toString()));

            CaptureResult result =
                    Captures.of(cluster, folder, Duration.ZERO, PATIENT).run();

            assertThat(result.manifest().nodes())
                    .extracting(Manifest.NodeEntry::name)
                    .containsAll(names)
                    .contains(ENTRY)
                    .doesNotHaveDuplicates();
            names.forEach(name -> assertThat(Captures.calls(result, name, "runtime_stats"))
                    .isNotEmpty()
                    .allMatch(call -> call.outcome() == Outcome.OK));
            try (Bundle bundle = Bundle.open(result.bundle())) {
                assertThat(bundle.files().stream()
                                .filter(file -> file.startsWith("nodes/"))
                                .map(file -> file.split("/")[1])
                                .distinct())
                        .hasSize(names.size() + 1);
            }
            valid(result);
        }
    }

    private static Arguments on(String what, Silence silence, Outcome outcome) {
        return on(what, (Misdeed) (cluster, exchange) -> silence.of(cluster), outcome);
    }

    private static Arguments on(String what, Misdeed misdeed, Outcome outcome) {
        return Arguments.of(what, misdeed, outcome);
    }

    private static Arguments said(String what, String body) {
        return on(what, (Misdeed) (cluster, exchange) -> body(exchange, body), Outcome.GARBLED);
    }

    private static Arguments error(String what, String body) {
        return on(what, (Misdeed) (cluster, exchange) -> body(exchange, body), Outcome.TOOL_ERROR);
    }

    private static String reply(String id, String text) {
        return "{\"jsonrpc\":\"2.0\"," + id + "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text
                + "\"}]}}";
    }

    private static void body(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    private static String isError(String before, String after) {
        return "{\"result\":{" + before
                + "\"content\":[{\"type\":\"text\",\"text\":\"{\\\"Mode\\\": \\\"enabled\\\"}\"}]" + after + "}}";
    }

    private static void later(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().add("Retry-After", "0");
        status(exchange, status);
    }

    private static void coded(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Encoding", "br");
        body(exchange, reply("", "null"));
    }

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 5_000);
        exchange.getResponseBody().write("{\"result\":{\"content\":[{\"text\":\"".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] piece = " ".repeat(30_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("{\"result\":{\"content\":[{\"text\":\"[".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(piece);
            }
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("{\"result\":{\"content\":[{\"text\":\"".getBytes(StandardCharsets.UTF_8));
        while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static State state(CaptureResult result, String node) {
        return result.manifest().nodes().stream()
                .filter(entry -> entry.name().equals(node))
                .map(Manifest.NodeEntry::state)
                .findFirst()
                .orElseThrow();
    }

    private static void valid(CaptureResult result) {
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.calls()).hasSize(result.calls().size());
            assertThat(bundle.text("capture.log")).doesNotContain("a bug of ergodiag");
        }
    }
}
