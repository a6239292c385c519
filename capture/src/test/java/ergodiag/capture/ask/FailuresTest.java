package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.McpClient;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.StrictObserver;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the words of an error mean, and what a time-out meant, once a cheap question right after it was answered (ERGO.md 2). */
class FailuresTest {
    private static final Duration PROMPT = Duration.ofMillis(1_999);
    private static final Duration SLOW = Duration.ofMillis(2_000);

    @ParameterizedTest
    @EnumSource(
            value = Tool.class,
            names = {"PROCESS_LIST", "EVENT_LIST", "NETWORK_NODES", "PPROF_GOROUTINES", "SAMPLE_READ"})
    void aListWithoutALimitWasTooLargeWhenTheNodeIsPrompt(Tool tool) {
        assertThat(Failures.tooLarge(asked(tool), PROMPT)).isTrue();
    }

    @Test
    void aNodeThatTakesTwoSecondsForACheapQuestionIsBusy() {
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST), SLOW)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Tool.class,
            names = {"NODE_INFO", "RUNTIME_STATS", "PROCESS_INSPECT", "NETWORK_PING"})
    void aReplyThatDoesNotGrowWithTheNodeWasNotTooLarge(Tool tool) {
        assertThat(Failures.tooLarge(asked(tool), PROMPT)).isFalse();
    }

    @Test
    void soFewRowsThatTheyFitWhateverIsInThemWereNotTooLarge() {
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", Wall.SURE), PROMPT))
                .isFalse();
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", Wall.SURE + 1), PROMPT))
                .isTrue();
    }

    @Test
    void allRowsAndTheUsualHundredAreNotFew() {
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", -1), PROMPT))
                .isTrue();
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", 0), PROMPT))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NODE_INFO         | remote call to 'n@h' failed: timed out                        | TIMEOUT
            NODE_INFO         | remote call to 'n@h' failed: no route                         | UNREACHABLE
            NODE_INFO         | unknown tool: node_info                                       | UNKNOWN_TOOL
            PROCESS_INSPECT   | process_inspect: timed out                                    | TOOL_ERROR
            NODE_INFO         | node n@h: timed out                                           | TIMEOUT
            PROCESS_INFO      | timed out                                                     | TIMEOUT
            PROCESS_INSPECT   | node n@h: timed out                                           | TOOL_ERROR
            NODE_INFO         | node n@h is not connected, read ergo://cluster to see what is | UNREACHABLE
            NODE_INFO         | node n@h: no connection                                       | UNREACHABLE
            NODE_INFO         | node n@h: no route                                            | UNREACHABLE
            NETWORK_NODE_INFO | node n@h: no connection                                       | TOOL_ERROR
            NETWORK_NODE_INFO | node n@h has no connection to m@h                             | TOOL_ERROR
            PROCESS_INFO      | node n@h: unknown process                                     | TOOL_ERROR
            PROCESS_LIST      | there is no tool process_list                                 | UNKNOWN_TOOL
            PROCESS_LIST      | limit must be a whole number, got text                        | TOOL_ERROR
            NODE_INFO         | node n@h is not permitted here                                | TOOL_ERROR
            """)
    void whatAToolSaysIsAnErrorOfTheToolOrOfTheWayToIt(Tool tool, String said, Outcome outcome) throws IOException {
        assertThat(Failures.outcome(refused(said), asked(tool))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            node n@h is not permitted here                                         | true
            inspect.goroutines is not permitted here, ask the capabilities tool of n@h | true
            node n@h: unknown process                                              | false
            """)
    void whatRightsHideIsToldToBeHidden(String said, boolean hidden) {
        assertThat(Failures.told(said)).startsWith(said).matches(told -> told.contains("the ceiling") == hidden);
    }

    /** A failure as the client makes it of a tool's own error. */
    private static McpFailure refused(String said) throws IOException {
        try (StrictObserver observer = new StrictObserver();
                McpClient client = McpClient.to(
                        Endpoint.of(observer.url("/mcp"), Optional.empty()), PROMPT, UnaryOperator.identity())) {
            observer.says("x", "{\"content\":[{\"type\":\"text\",\"text\":\"" + said + "\"}],\"isError\":true}");
            client.speaks(Dialect.OBSERVER);
            return catchThrowableOfType(
                    McpFailure.class,
                    () -> client.call("x", Map.of(), Duration.ofSeconds(20), InputStream::readAllBytes));
        }
    }

    private static Question asked(Tool tool) {
        return Question.of("two@host", tool, "whatever for");
    }
}
