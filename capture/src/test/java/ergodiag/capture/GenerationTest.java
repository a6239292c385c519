package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.scope.Approach;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.StrictObserver;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which generation of endpoint answers, found out by the first question, and each wrong turn on the way to it (ERGO33.md 1). */
class GenerationTest {
    private static final Approach TYPES = new Approach(List.of(), List.of(), any -> Optional.of("s3cret"));

    @TempDir
    private Path folder;

    private StrictObserver observer;

    @BeforeEach
    void start() throws IOException {
        observer = new StrictObserver();
    }

    @AfterEach
    void stop() {
        observer.close();
    }

    @Test
    void an_observer_is_asked_as_it_wants_and_its_answers_are_kept() throws IOException {
        CaptureResult result = capture("/mcp");

        assertThat(reached(result)).containsExactly("name", "TCP", "HTTP", "JSON-RPC", "server_discover", "tools_list");
        assertThat(observer.asked()).startsWith("server/discover", "tools/list").doesNotContain("initialize");
        assertThat(result.calls())
                .filteredOn(call ->
                        call.tool().equals("server_discover") || call.tool().equals("tools_list"))
                .hasSize(2)
                .allMatch(call -> call.dialect() == Dialect.OBSERVER);
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.text("cluster/server_discover.001.json")).contains("supportedVersions");
            assertThat(bundle.text("cluster/tools_list.001.json")).contains("\"node\"");
        }
    }

    @Test
    void an_observer_that_hides_the_tool_node_is_one_all_the_same() throws IOException {
        observer.says(
                "tools/list",
                "{\"tools\":[{\"name\":\"types\"}],\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"ergo.observer\"}}}");

        CaptureResult result = capture("/mcp");

        assertThat(reached(result)).endsWith("server_discover", "tools_list");
        assertThat(log(result)).contains("hides the tool node from us");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"tools":[{"name":"weather"}]}   | offers no tool node, so it is not an Observer of Ergo
            {"tools":[]}                     | offers no tools
            """)
    void what_speaks_the_new_protocol_and_is_no_observer_is_told(String tools, String said) {
        observer.says("tools/list", tools);

        CaptureResult result = capture("/mcp");

        assertThat(result.nobody()).get().asString().contains(said);
        assertThat(failed(result)).isEqualTo("tools_list");
    }

    /** Ways in which servers in the wild answer a method that they do not know: none keeps us from asking the other one. */
    static Stream<Arguments> strangers() {
        return Stream.of(
                says("method not found", 200, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"x\"}}"),
                says(
                        "another code",
                        200,
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32602,\"message\":\"x\"}}"),
                says("a result of its own", 200, "{\"jsonrpc\":\"2.0\",\"result\":{}}"),
                says("404", 404, "404 page not found"),
                says(
                        "404 in JSON",
                        404,
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32001,\"message\":\"Session not found\"}}"),
                says("405", 405, ""),
                says("accepted", 202, ""),
                says(
                        "a session wanted",
                        400,
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Bad Request: No valid session ID provided\"},\"id\":null}"),
                says(
                        "unknown headers",
                        400,
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"}}"),
                says(
                        "a version that it does not speak, and one that we do",
                        400,
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32022,\"message\":\"x\",\"data\":{\"supported\":[\"2025-03-26\",\"2025-06-18\"]}}}"),
                says("a page", 200, "<html>hello</html>"),
                says("nothing", 200, ""),
                says("a stream of events", 200, "event: message\ndata: {}\n\n"),
                says("403", 403, "forbidden by rule 7"),
                says("500", 500, "boom"),
                Arguments.of("closes the connection", (FakeNode.Trouble) HttpExchange::close));
    }

    private static Arguments says(String what, int status, String body) {
        FakeNode.Trouble trouble = exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
        return Arguments.of(what, trouble);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void an_endpoint_that_is_no_observer_is_asked_as_ever(String what, FakeNode.Trouble trouble) throws IOException {
        try (FakeNode node = new FakeNode()) {
            node.misbehaves(ENTRY, "server/discover", trouble);

            CaptureResult result = Captures.quick(node, folder);

            assertThat(result.nobody()).as(what).isEmpty();
            assertThat(result.incomplete()).isFalse();
            assertThat(node.asked())
                    .filteredOn(asked -> asked.endsWith(" server/discover"))
                    .hasSize(1);
            assertThat(reached(result)).containsExactly("name", "TCP", "HTTP", "JSON-RPC", "initialize", "tools_list");
            assertThat(result.calls())
                    .allMatch(call -> call.outcome().answered() && call.dialect() == Dialect.MCP_APPLICATION);
            assertThat(result.manifest().capture().reached().entries())
                    .singleElement()
                    .matches(entry -> entry.dialect().equals(Optional.of(Dialect.MCP_APPLICATION))
                            && entry.said().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /foo/bar      |           | HTTP  | its MCP is at URL/mcp: give that address
            /foo/mcp      |           | HTTP  | its MCP is at URL/mcp: give that address
            /api/x        |           | HTTP  | its MCP is at URL/mcp: give that address
            /mcp          | /observer | HTTP  | its MCP is at URL/observer/mcp: give that address
            /observer/a/b | /observer | HTTP  | its MCP is at URL/observer/mcp: give that address
            /mcp          | /deep     | HTTP  | nothing is served at this path
            """)
    void a_wrong_path_of_an_observer_is_told_with_the_right_one(
            String path, String mount, String stage, String advice) {
        observer.isMountedAt(mount == null ? "" : mount);

        CaptureResult result = capture(path);

        assertThat(result.nobody()).get().asString().contains(advice.replace("URL", observer.url("")));
        assertThat(failed(result)).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"/mcp", "''", "/"})
    void an_observer_without_mcp_is_told(String path) {
        observer.hasNoMcp();

        assertThat(capture(path).nobody())
                .get()
                .asString()
                .contains("an Observer of Ergo 3.3 answers there, but it serves no MCP at this port", "9922");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` |            | /mcp
            /  |            | /mcp
            `` | /observer  | /observer/mcp
            """)
    void without_a_path_the_usual_ones_are_tried_and_it_is_said_which_was_taken(String path, String mount, String taken)
            throws IOException {
        observer.isMountedAt(mount == null ? "" : mount);

        CaptureResult result = capture(path);

        assertThat(reached(result)).containsExactly("name", "TCP", "HTTP", "JSON-RPC", "server_discover", "tools_list");
        assertThat(log(result))
                .contains("the URL has no path: " + observer.url(taken) + " was taken, an Observer of Ergo 3.3");
        assertThat(result.calls())
                .filteredOn(call -> call.argument("stage").equals("HTTP"))
                .singleElement()
                .matches(call -> call.argument("url").equals(observer.url(taken)));
    }

    @Test
    void an_old_endpoint_without_a_path_is_taken_at_its_usual_one_and_the_manifest_says_so() throws IOException {
        try (FakeNode node = new FakeNode()) {
            CaptureResult result = run(node.url().replace("/mcp", ""), Approach.ALL);

            assertThat(result.nobody()).isEmpty();
            assertThat(result.manifest().capture().reached().entries())
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.url()).isEqualTo(node.url());
                        assertThat(entry.said())
                                .isEqualTo("the URL has no path: " + node.url()
                                        + " was taken, the MCP application of a node");
                    });
        }
    }

    @Test
    void where_the_pages_begin_its_mcp_is_found_below() throws IOException {
        observer.isMountedAt("/observer");

        CaptureResult result = capture("/observer");

        assertThat(reached(result)).containsExactly("name", "TCP", "HTTP", "JSON-RPC", "server_discover", "tools_list");
        assertThat(log(result)).contains(observer.url("/observer") + " is where the pages begin");
    }

    @Test
    void another_version_is_told_with_those_that_both_speak() {
        observer.speaks("2027-03-01");

        CaptureResult result = capture("/mcp");

        assertThat(result.nobody())
                .get()
                .asString()
                .contains("unsupported protocol version", "it speaks MCP 2027-03-01", "2026-07-28 and 2025-06-18");
        assertThat(failed(result)).isEqualTo("server_discover");
        assertThat(observer.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MCP-Protocol-Version", "Mcp-Method", "Accept"})
    void headers_that_are_lost_on_the_way_are_told(String header) {
        observer.loses(header);

        CaptureResult result = capture("/mcp");

        assertThat(result.nobody()).get().asString().contains(header, "something between may take headers off");
        assertThat(failed(result)).isEqualTo("server_discover");
    }

    @Test
    void an_authorizer_is_told_and_asks_once_for_a_token() {
        observer.wants("s3cret");

        CaptureResult result = capture("/mcp");

        assertThat(result.nobody()).get().asString().contains("'Unauthorized'", "an Observer has no token of its own");
        assertThat(failed(result)).isEqualTo("HTTP");
    }

    @Test
    void a_token_that_was_typed_is_used_from_the_first_question_on() {
        observer.wants("s3cret");

        CaptureResult result = run(observer.url("/mcp"), TYPES);

        assertThat(reached(result)).contains("server_discover", "tools_list");
        assertThat(observer.asked()).startsWith("server/discover", "tools/list");
    }

    @Test
    void an_old_endpoint_that_wants_a_token_is_asked_again_with_it() throws IOException {
        try (FakeNode node = new FakeNode()) {
            node.wants("s3cret");

            CaptureResult result = run(node.url(), TYPES);

            assertThat(result.nobody()).isEmpty();
            assertThat(reached(result)).contains("initialize", "tools_list");
        }
    }

    @Test
    void an_observer_that_wants_to_be_asked_later_is() {
        observer.putsOff(3);

        CaptureResult result = capture("/mcp");

        assertThat(reached(result)).containsExactly("name", "TCP", "HTTP", "JSON-RPC", "server_discover", "tools_list");
    }

    @Test
    void one_that_stays_busy_is_told_to_be() {
        observer.putsOff(Integer.MAX_VALUE);

        assertThat(capture("/mcp").nobody()).get().asString().contains("busy", "'Too Many Requests'", "asked 5 times");
    }

    private static List<String> reached(CaptureResult result) {
        return result.calls().stream()
                .map(GenerationTest::step)
                .takeWhile(step -> !step.isEmpty())
                .toList();
    }

    private static String failed(CaptureResult result) {
        return String.join(
                ", ",
                result.calls().stream()
                        .filter(call -> call.outcome() != Outcome.OK)
                        .map(GenerationTest::step)
                        .toList());
    }

    private static String step(Call call) {
        return switch (call.tool()) {
            case "reach" -> call.argument("stage");
            case "server_discover", "initialize", "tools_list" -> call.tool();
            default -> "";
        };
    }

    private static String log(CaptureResult result) throws IOException {
        try (Bundle bundle = Bundle.open(result.bundle())) {
            return bundle.text("capture.log");
        }
    }

    private CaptureResult capture(String path) {
        return run(observer.url(path), Approach.ALL);
    }

    private CaptureResult run(String url, Approach approach) {
        CaptureOptions usual =
                Captures.options(Endpoint.of(url, Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
        CaptureOptions options = new CaptureOptions(
                usual.endpoints(),
                approach,
                usual.scope(),
                usual.labels(),
                usual.privacy(),
                usual.budget(),
                usual.attachments(),
                usual.target(),
                Wrapping.PLAIN,
                usual.version());
        try (LeapingTime time = new LeapingTime()) {
            return new Capture(options, Progress.SILENT, Plan.Approval.GIVEN, time).run();
        }
    }
}
