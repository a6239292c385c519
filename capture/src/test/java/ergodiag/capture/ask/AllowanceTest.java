package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Question COUNTERS = Question.of("a@h", Tool.NODE_INFO, "test");
    private static final Question HEAP = Question.of("a@h", Tool.PPROF_HEAP, "test");
    private static final Question CRON = Question.of("a@h", Tool.CRON_INFO, "test");
    private static final Question STOP = Question.of("a@h", Tool.SAMPLE_STOP, "test");
    private static final Question FETCH = Question.of("a@h", Tool.SAMPLE_READ, "test");

    private final AtomicLong clock = new AtomicLong();

    @Test
    void withoutBoundsNothingIsLeftOut() {
        Allowance allowance = new Allowance(Budget.USUAL, clock::get);
        pass(Duration.ofHours(1));
        allowance.take(Integer.MAX_VALUE);

        assertThat(Arrays.stream(Tool.values()).map(tool -> Question.of("a@h", tool, "test")))
                .allMatch(question -> allowance.objection(question).isEmpty());
    }

    @Test
    void bytesAreSpentInTheOrderOfUsefulness() {
        Allowance allowance = bytes(1_000_000);
        allowance.take(519_999);
        assertThat(allowance.objection(CRON)).isEmpty();

        allowance.take(1);
        assertThat(allowance.objection(CRON).map(Skip::text))
                .get()
                .asString()
                .isEqualTo("budget: what is left of the 1 MB of --max-size is kept for what is more useful");
        assertThat(allowance.objection(HEAP)).isEmpty();

        allowance.take(120_000);
        assertThat(allowance.objection(HEAP)).isPresent();
        assertThat(allowance.objection(COUNTERS)).isEmpty();

        allowance.take(360_000);
        assertThat(allowance.objection(COUNTERS).map(Skip::text))
                .get()
                .asString()
                .endsWith("are used");
        assertThat(allowance.objection(STOP)).isEmpty();
    }

    @Test
    void whatWasGivenBackCanBeHadAgain() {
        Allowance allowance = bytes(1_000);
        assertThat(allowance.take(1_000)).isTrue();
        assertThat(allowance.take(1)).isFalse();

        allowance.giveBack(1_001);

        assertThat(allowance.objection(CRON)).isEmpty();
    }

    @Test
    void towardsTheDeadlineWhatIsLeastUsefulGoesFirstAndTheRestEndsBeforeTheClosing() {
        Allowance allowance =
                new Allowance(new Budget(4, 2, Optional.of(Duration.ofSeconds(100)), OptionalLong.empty()), clock::get);
        pass(Duration.ofSeconds(87));
        assertThat(allowance.objection(CRON)).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(allowance.objection(CRON).map(Skip::text))
                .get()
                .asString()
                .isEqualTo("deadline: what is left of the 100 s of --deadline is kept for what is more useful");
        assertThat(allowance.objection(HEAP)).isEmpty();
        assertThat(allowance.left()).isEqualTo(Duration.ofMillis(7_999));

        pass(Duration.ofSeconds(8));
        assertThat(allowance.objection(COUNTERS).map(Skip::text))
                .contains("deadline: the 100 s of --deadline are over");
        assertThat(allowance.objection(FETCH)).isEmpty();

        pass(Duration.ofSeconds(3));
        assertThat(allowance.objection(FETCH)).isPresent();
        assertThat(allowance.objection(STOP)).isEmpty();
        assertThat(allowance.left(Tool.SAMPLE_STOP)).isPositive();
    }

    private Allowance bytes(long most) {
        return new Allowance(new Budget(4, 2, Optional.empty(), OptionalLong.of(most)), clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
