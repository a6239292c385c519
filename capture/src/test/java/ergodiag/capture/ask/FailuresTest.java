package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a time-out meant, once a cheap question right after it was answered (ERGO.md 2). */
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

    private static Question asked(Tool tool) {
        return Question.of("two@host", tool, "whatever for");
    }
}
