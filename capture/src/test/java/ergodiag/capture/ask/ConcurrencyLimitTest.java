package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private final List<String> log = new ArrayList<>();
    private final ConcurrencyLimit lane = new ConcurrencyLimit("a@h", 4, log::add, CaptureClock.SYSTEM);

    @Test
    void aNodeThatIsAsFastAsEverIsAskedAsMuchAsEver() {
        replies(200, 5);

        assertThat(lane.allowed()).isEqualTo(4);
        assertThat(log).isEmpty();
    }

    @Test
    void oneSlowReplyIsNotYetASlowNode() {
        replies(20, 5);
        replies(1, 1_000);
        replies(30, 5);

        assertThat(log).isEmpty();
    }

    @Test
    void twoSlowRepliesOfTwentyAllowOneCallFewerAndAreTold() {
        replies(20, 5);
        replies(2, 400);

        assertThat(lane.allowed()).isEqualTo(3);
        assertThat(log).singleElement().asString().contains("a@h", "400 ms", "now 3 of 4");
    }

    @Test
    void oneCallIsAlwaysAllowedAndRepeatedReadingsBecomeRarerInstead() {
        replies(20, 5);
        replies(100, 900);

        assertThat(lane.allowed()).isOne();
        assertThat(lane.pace()).isEqualTo(5);
        assertThat(List.of(lane.due(), lane.due(), lane.due(), lane.due(), lane.due(), lane.due()))
                .containsExactly(true, false, false, false, false, true);
    }

    @Test
    void whatNoOperatorFeelsIsNotSlow() {
        replies(20, 5);
        replies(50, 250);

        assertThat(lane.allowed()).isEqualTo(4);
    }

    @Test
    void whatWasUsualFromTheFirstIsNotSlowUpToThreeTimesAsLong() {
        replies(20, 300);
        replies(40, 900);
        assertThat(log).isEmpty();

        replies(2, 901);
        assertThat(lane.allowed()).isEqualTo(3);
    }

    @Test
    void aNodeThatWasSlowWhenWeCameIsSparedAllTheSame() {
        replies(2, 2_100);

        assertThat(lane.allowed()).isEqualTo(3);
    }

    @Test
    void itComesBackStepByStepAfterTwentyFastRepliesEach() throws Exception {
        replies(20, 5);
        replies(4, 900);
        assertThat(lane.allowed()).isEqualTo(2);

        replies(20, 5);
        assertThat(lane.allowed()).isEqualTo(3);
        replies(20, 5);

        assertThat(lane.allowed()).isEqualTo(4);
        assertThat(lane.pace()).isOne();
        for (int i = 0; i < 4; i++) {
            lane.enter();
        }
        assertThat(lane.highest()).isEqualTo(4);
    }

    private void replies(int times, int millis) {
        for (int i = 0; i < times; i++) {
            lane.replied(Duration.ofMillis(millis));
        }
    }
}
