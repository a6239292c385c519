package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LensLimitTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LensLimit limit = new LensLimit();

    private static Question process(String node, int id) {
        return Question.of(node, Tool.PROCESS_INFO, "test")
                .with("pid", node + ":" + id + ".17")
                .in(Dialect.OBSERVER);
    }

    private static Question log(String since) {
        return Question.of("a@b", Tool.SAMPLE_LISTEN, "test")
                .with("levels", "error")
                .with("since", since)
                .in(Dialect.OBSERVER);
    }

    private boolean mayLook(Question question, long now) {
        return limit.objection(question, now).isEmpty();
    }

    @Test
    void twentyLensesOfANodeAreAliveAndNoMore() {
        for (int id = 1; id <= 20; id++) {
            assertThat(mayLook(process("a@b", id), id)).isTrue();
        }
        assertThat(mayLook(process("a@b", 21), 21)).isFalse();
        assertThat(mayLook(process("a@b", 7), 22))
                .as("one that is alive anyway")
                .isTrue();
        assertThat(mayLook(process("c@d", 21), 23)).as("another node").isTrue();
    }

    @Test
    void oneThatNobodyLookedAtForFortySecondsIsGone() {
        for (int id = 1; id <= 20; id++) {
            mayLook(process("a@b", id), 0);
        }
        mayLook(process("a@b", 1), 30 * SECOND);
        assertThat(mayLook(process("a@b", 21), 40 * SECOND)).isFalse();
        assertThat(mayLook(process("a@b", 21), 41 * SECOND)).isTrue();
    }

    @Test
    void oneThatBroughtNothingInTimeIsNeverLookedAtAgain() {
        limit.timedOut(process("a@b", 1));
        assertThat(mayLook(process("a@b", 1), 1_000 * SECOND)).isFalse();
        assertThat(mayLook(process("a@b", 2), 1_000 * SECOND)).isTrue();
    }

    @Test
    void twoLooksAtALogAreOneLensWhateverTheirCursor() {
        limit.timedOut(log("17.0"));
        assertThat(mayLook(log("17.9"), 0)).isFalse();
    }

    @Test
    void whatIsNoLensIsNotCounted() {
        for (int i = 0; i < 100; i++) {
            assertThat(mayLook(Question.of("a@b", Tool.NODE_INFO, "test").in(Dialect.OBSERVER), 0))
                    .isTrue();
            assertThat(mayLook(process("a@b", i).in(Dialect.MCP_APPLICATION), 0))
                    .isTrue();
        }
    }
}
