package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.scope.Skip;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeHealthTest {
    private final AtomicLong clock = new AtomicLong(1);
    private final NodeHealth health = new NodeHealth(clock::get);

    @Test
    void aNodeThatFailedIsNotAskedForAWhile() {
        health.failed("gone");

        assertThat(health.closed().map(Skip::text)).get().asString().contains("gone");
    }

    @Test
    void whoeverLooksWhetherItMayBeAskedTakesNoTryAway() {
        health.failed("gone");
        pass(Duration.ofSeconds(9));

        assertThat(health.closed()).as("due").isEmpty();
        assertThat(health.closed()).as("still due, since nobody has asked").isEmpty();
    }

    @Test
    void afterATryTheNextOneIsDueOnlyAfterTheBackOff() {
        health.failed("gone");
        pass(Duration.ofSeconds(9));

        health.asked();

        assertThat(health.closed()).isPresent();
        pass(Duration.ofSeconds(9));
        assertThat(health.closed()).isEmpty();
    }

    @Test
    void anAnswerClosesTheBreakerAgain() {
        health.failed("gone");

        health.answered();

        assertThat(health.open()).isFalse();
        assertThat(health.closed()).isEmpty();
    }

    @Test
    void theBackOffDoublesWithEveryTryInVainUpToAMinuteAndAnAnswerResetsIt() {
        health.failed("gone");
        for (int due : List.of(8, 16, 32, 60, 60)) {
            pass(Duration.ofSeconds(due).minusMillis(1));
            assertThat(health.mayTick()).as("before " + due).isFalse();
            pass(Duration.ofMillis(1));
            assertThat(health.mayTick()).as("after " + due).isTrue();
            health.asked();
            health.failed("gone");
        }

        health.answered();
        for (int i = 0; i < 3; i++) {
            health.failed("gone again");
        }

        pass(Duration.ofSeconds(8));
        assertThat(health.mayTick()).isTrue();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
