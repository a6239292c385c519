package ergodiag.cli;

import ergodiag.replay.TimeSource;
import ergodiag.testing.LeapingTime;
import java.time.Duration;
import java.time.Instant;

/** The time of a capture as that of the replay it captures. */
record ReplayedTime(LeapingTime time) implements TimeSource {
    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void sleep(Duration length) throws InterruptedException {
        time.sleep(length);
    }
}
