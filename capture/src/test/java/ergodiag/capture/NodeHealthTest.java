package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeHealthTest {
    private final AtomicLong clock = new AtomicLong(1);
    private final NodeHealth health = new NodeHealth(clock::get);

    @Test
    void aNodeThatFailedIsNotAskedForAWhile() {
        health.failed("gone");

        assertThat(health.closed()).get().asString().contains("gone");
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

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
