package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private final Governor governor = new Governor(Budget.USUAL, line -> {}, CaptureClock.SYSTEM);

    @Test
    void theThirdCallToANodeWaitsUntilOneOfTwoIsOver() throws Exception {
        Governor.Place first = governor.place("http://entry", "a@h");
        governor.place("http://entry", "a@h");

        assertThat(waitsFor("a@h", first)).isTrue();
    }

    @Test
    void theFifthCallWaitsWhateverNodeItIsFor() throws Exception {
        Governor.Place first = governor.place("http://entry", "a@h");
        governor.place("http://entry", "b@h");
        governor.place("http://entry", "c@h");
        governor.place("http://entry", "d@h");

        assertThat(waitsFor("e@h", first)).isTrue();
    }

    @Test
    void nodesThatDoNotAnswerLeaveHalfOfThePlacesToThoseThatDo() throws Exception {
        Governor.Place first = governor.placeInDoubt("http://entry", "a@h");
        governor.placeInDoubt("http://entry", "b@h");

        assertThat(waits(() -> governor.placeInDoubt("http://entry", "c@h"), first))
                .isTrue();
        governor.place("http://entry", "d@h");
        governor.place("http://entry", "d@h");
        assertThat(governor.mostInFlight()).isEqualTo(4);
    }

    private boolean waitsFor(String node, Governor.Place other) throws Exception {
        return waits(() -> governor.place("http://entry", node), other);
    }

    /** Whether a place is waited for, and had once another one was given back. */
    private static boolean waits(Callable<Governor.Place> asks, Governor.Place other) throws Exception {
        CompletableFuture<Governor.Place> had = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                had.complete(asks.call());
            } catch (Exception e) {
                had.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        boolean waited = !had.isDone();
        other.giveBack();
        had.get(1, TimeUnit.MINUTES);
        return waited;
    }
}
