package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions that an Observer takes, and what it says around a text. */
class ObserverDialectTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String MAP = "ergo://cluster";
    private static final String LOG_META =
            "{\"services.ergo/seq\":3,\"services.ergo/lastModified\":\"2026-11-28T14:00:00.25+01:00\","
                    + "\"services.ergo/nextSeq\":\"17-5.3\",\"services.ergo/dropped\":true}";

    private StrictObserver observer;
    private McpClient client;

    @BeforeEach
    void start() throws IOException {
        observer = new StrictObserver();
        client = client(observer);
        client.speaks(Dialect.OBSERVER);
    }

    @AfterEach
    void stop() {
        client.close();
        observer.close();
    }

    @Test
    void every_question_has_what_the_gate_wants() throws Exception {
        observer.says("node", tool("one"));
        observer.says(MAP, resource("two", "{}"));

        client.discover(LIMIT);
        client.toolsList(LIMIT);

        assertThat(called("node")).isEqualTo("one");
        assertThat(read(MAP).text()).isEqualTo("two");
        assertThat(observer.asked()).containsExactly("server/discover", "tools/list", "node", MAP);
        assertThat(observer.headers())
                .noneMatch(headers -> headers.containsKey("Origin") || headers.containsKey("Mcp-Session-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ergo://n@h/event/b\u00fcrse",
                "ergo://n@h/process/two words",
                " ergo://n@h/node",
                "=?base64?eA==?=",
                "ergo://n@h/log?levels=info,warning&since=17-5.3"
            })
    void a_name_arrives_as_it_is_whatever_is_in_it(String uri) throws Exception {
        observer.says(uri, resource("x", "{}"));

        assertThat(read(uri).text()).isEqualTo("x");
        assertThat(observer.asked()).containsExactly(uri);
    }

    @Test
    void a_plain_name_stands_in_the_header_as_it_is() throws Exception {
        observer.says(MAP, resource("x", "{}"));

        read(MAP);

        assertThat(observer.headers())
                .singleElement()
                .satisfies(headers -> assertThat(headers.getFirst("Mcp-Name")).isEqualTo(MAP));
    }

    @Test
    void a_long_answer_comes_zipped_and_is_read_as_if_it_were_not() throws Exception {
        String large = "{\\\"PID\\\":1}\\n".repeat(100_000);
        observer.says("node", "{\"content\":[{\"type\":\"text\",\"text\":\"" + large + "\"}]}");

        assertThat(called("node")).hasLineCount(100_000).startsWith("{\"PID\":1}");
        assertThat(observer.headers())
                .allMatch(headers -> headers.getFirst("Accept-Encoding").equals("gzip"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"contents":[{"uri":"u","text":"[]"}],"ttlMs":1000,"_meta":META}
            {"_meta":META,"resultType":"complete","contents":[{"text":"[]","uri":"u"}],"ttlMs":1000}
            {"ttlMs":1000,"contents":[{"mimeType":"application/json","text":"[]"},{"uri":"v","text":"more"}],"_meta":META}
            """)
    void what_is_said_of_a_reading_may_stand_before_or_behind_its_text(String result) throws Exception {
        observer.says(MAP, result.replace("META", LOG_META));

        Said said = read(MAP);

        assertThat(said.text()).isEqualTo("[]");
        assertThat(said.read())
                .isEqualTo(new ResourceRead(
                        3, Optional.of("17-5.3"), true, Optional.of(Instant.parse("2026-11-28T13:00:00.250Z"))));
    }

    @Test
    void what_is_not_said_is_empty() throws Exception {
        observer.says(MAP, "{\"contents\":[{\"text\":\"x\"}]}");

        assertThat(read(MAP).read()).isEqualTo(new ResourceRead(2, Optional.empty(), false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"content":[{"type":"text","text":"T"},{"type":"resource_link","uri":"ergo://n/node","name":"text","title":"text"}],"_meta":{"text":"no"}}
            {"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"text","text":"no"}},"resultType":"complete","content":[{"type":"text","text":"T"}]}
            {"content":[{"type":"resource_link","uri":"ergo://n/node"},{"text":"T","type":"text","_meta":{"text":"no"}}]}
            {"isError":false,"content":[{"annotations":{"text":"no"},"type":"text","text":"T"}],"isError":false}
            """)
    void the_text_is_that_of_the_first_content_that_has_one(String result) throws Exception {
        observer.says("node", result);

        assertThat(called("node")).isEqualTo("T");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"resultType":"complete","content":[{"type":"text","text":"node n@h: timed out"}],"isError":true,"_meta":{}}   | node n@h: timed out
            {"isError":true,"_meta":{"a":{"b":[1]}},"content":[{"type":"text","text":"limit must be a whole number"}]}     | limit must be a whole number
            {"isError":true,"content":[]}                                                                                | an error without a reason
            """)
    void a_failure_of_a_tool_is_one_wherever_it_is_said(String result, String reason) {
        observer.says("node", result);

        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> called("node"));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessage(reason);
    }

    @Test
    void a_text_that_speaks_of_errors_is_none() throws Exception {
        observer.says("node", tool("\\\"isError\\\":true}]}"));

        assertThat(called("node")).isEqualTo("\"isError\":true}]}");
    }

    @Test
    void the_fields_of_an_error_are_there_for_who_decides_by_them() {
        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> read("ergo://nobody@nowhere/node"));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).hasValue(-32602);
        assertThat(failure.said("node")).containsExactly("nobody@nowhere");
        assertThat(failure.said("uri")).containsExactly("ergo://nobody@nowhere/node");
        assertThat(failure.said("header")).isEmpty();
    }

    @Test
    void another_version_says_which() {
        observer.speaks("2027-03-01");

        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> client.discover(LIMIT));

        assertThat(failure.code()).hasValue(McpFailure.VERSION);
        assertThat(failure.said("supported")).containsExactly("2027-03-01");
    }

    @Test
    void one_that_takes_the_question_and_speaks_another_version_says_which() {
        observer.says("server/discover", "{\"supportedVersions\":[\"2027-03-01\",\"2028-01-01\"]}");

        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> client.discover(LIMIT));

        assertThat(failure.code()).hasValue(McpFailure.VERSION);
        assertThat(failure.said("supported")).containsExactly("2027-03-01", "2028-01-01");
    }

    @Test
    void a_client_that_was_told_nothing_asks_as_ever() {
        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> {
            try (McpClient old = client(observer)) {
                old.toolsList(LIMIT);
            }
        });

        assertThat(failure.code()).hasValue(-32020);
        assertThat(failure).hasMessage("MCP-Protocol-Version is required on every request");
    }

    @Test
    void the_pages_say_what_is_served() {
        assertThat(client.observer("", LIMIT)).contains(new ObserverPages("", true, false));
        assertThat(client.observer("/elsewhere", LIMIT)).isEmpty();
        assertThat(observer.headers()).isEmpty();
    }

    private record Said(String text, ResourceRead read) {}

    private String called(String tool) throws McpFailure {
        StringBuilder text = new StringBuilder();
        client.call(tool, Map.of("node", "n@h"), LIMIT, in -> text.append(utf8(in)));
        return text.toString();
    }

    private Said read(String uri) throws McpFailure {
        StringBuilder text = new StringBuilder();
        ResourceRead read = client.read(uri, LIMIT, in -> text.append(utf8(in)));
        return new Said(text.toString(), read);
    }

    private static String utf8(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String tool(String text) {
        return "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}],\"_meta\":{}}";
    }

    private static String resource(String text, String meta) {
        return "{\"resultType\":\"complete\",\"contents\":[{\"uri\":\"u\",\"mimeType\":\"application/json\",\"text\":\""
                + text + "\"}],\"ttlMs\":1000,\"_meta\":" + meta + "}";
    }

    private static McpClient client(StrictObserver observer) {
        return McpClient.to(Endpoint.of(observer.url("/mcp"), Optional.empty()), LIMIT, UnaryOperator.identity());
    }
}
