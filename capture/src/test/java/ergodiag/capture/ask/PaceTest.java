package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final List<String> log = new ArrayList<>();
    private final WaitedTime time = new WaitedTime();
    private final CountDownLatch early = new CountDownLatch(1);
    private final Pace pace = new Pace("http://entry", log::add, time);

    /** Passes only while somebody waits. */
    private static final class WaitedTime implements CaptureClock {
        private long now = 17;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public boolean await(CountDownLatch latch, Duration longest) {
            if (latch.getCount() > 0) {
                now += longest.toNanos();
            }
            return latch.getCount() == 0;
        }
    }

    /** How many milliseconds the next question waited. */
    private long waited() throws InterruptedException {
        long before = time.now;
        pace.turn(early);
        return (time.now - before) / 1_000_000;
    }

    private void pass(int millis) {
        time.now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void nobodyWaitsWhileNothingIsSaid() throws InterruptedException {
        pace.answered();

        assertThat(waited()).isZero();
        assertThat(waited()).isZero();
        assertThat(pace.behind()).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void afterThePauseThatItWantsOneIsAskedEveryTenthOfASecond() throws InterruptedException {
        pace.later(Duration.ofSeconds(3));

        assertThat(waited()).isEqualTo(3_000);
        assertThat(waited()).isEqualTo(100);
        assertThat(waited()).isEqualTo(100);
        pass(60);
        assertThat(waited()).isEqualTo(40);
        pass(1_000);
        assertThat(waited()).isZero();
        assertThat(log)
                .containsExactly(
                        "governor: http://entry is busy and wants 3000 ms without questions: then one every 100 ms");
    }

    @Test
    void whatSeveralUnderWayAreToldAtOnceIsOnePauseUntilTheLatestOfThem() throws InterruptedException {
        pace.later(Duration.ofSeconds(2));
        pass(500);
        pace.later(Duration.ofSeconds(4));
        pace.later(Duration.ofSeconds(1));

        assertThat(waited()).isEqualTo(4_000);
        assertThat(waited()).isEqualTo(100);
        assertThat(log).hasSize(1);
    }

    @Test
    void eachFurtherWordDoublesTheDistanceUpToTwoSeconds() throws InterruptedException {
        List<Long> distances = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pace.later(Duration.ofSeconds(3));
            assertThat(waited()).isEqualTo(3_000);
            distances.add(waited());
        }

        assertThat(distances).containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
        assertThat(log).hasSize(7);
    }

    @Test
    void fiftyAnswersInARowGiveUpATenthOfTheDistance() throws InterruptedException {
        pace.later(Duration.ZERO);
        waited();
        for (int i = 0; i < 49; i++) {
            pace.answered();
        }
        waited();
        assertThat(waited()).isEqualTo(100);

        pace.answered();
        waited();

        assertThat(waited()).isEqualTo(90);
    }

    @Test
    void anotherWordBeginsTheRowAnew() throws InterruptedException {
        pace.later(Duration.ZERO);
        waited();
        for (int i = 0; i < 49; i++) {
            pace.answered();
        }
        pace.later(Duration.ZERO);
        pace.answered();
        waited();

        assertThat(waited()).isEqualTo(200);
    }

    @Test
    void itIsBehindWhenTheNextTurnIsMoreThanASecondAway() {
        pace.later(Duration.ofMillis(1_001));

        assertThat(pace.behind()).isTrue();
        pass(1);
        assertThat(pace.behind()).isFalse();
    }

    @Test
    void aLatchThatIsDownIsWaitedForByNobody() throws InterruptedException {
        pace.later(Duration.ofHours(1));
        early.countDown();

        assertThat(waited()).isZero();
    }
}
