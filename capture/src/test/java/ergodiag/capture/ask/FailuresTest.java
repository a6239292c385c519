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
    void a_list_without_a_limit_was_too_large_when_the_node_is_prompt(Tool tool) {
        assertThat(Failures.tooLarge(asked(tool), PROMPT)).isTrue();
    }

    @Test
    void a_node_that_takes_two_seconds_for_a_cheap_question_is_busy() {
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST), SLOW)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Tool.class,
            names = {"NODE_INFO", "RUNTIME_STATS", "PROCESS_INSPECT", "NETWORK_PING"})
    void a_reply_that_does_not_grow_with_the_node_was_not_too_large(Tool tool) {
        assertThat(Failures.tooLarge(asked(tool), PROMPT)).isFalse();
    }

    @Test
    void so_few_rows_that_they_fit_whatever_is_in_them_were_not_too_large() {
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", Wall.SURE), PROMPT))
                .isFalse();
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", Wall.SURE + 1), PROMPT))
                .isTrue();
    }

    @Test
    void all_rows_and_the_usual_hundred_are_not_few() {
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", -1), PROMPT))
                .isTrue();
        assertThat(Failures.tooLarge(asked(Tool.PROCESS_LIST).with("limit", 0), PROMPT))
                .isTrue();
    }

    private static Question asked(Tool tool) {
        return Question.of("two@host", tool, "whatever for");
    }
}
