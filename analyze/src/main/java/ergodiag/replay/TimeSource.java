package ergodiag.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Where the replay takes its time from; tests bring one that they move themselves. */
public interface TimeSource {
    /** The present moment; never goes backwards. */
    Instant now();

    /**
     * Waits.
     *
     * @throws InterruptedException when the server is being closed
     */
    void sleep(Duration time) throws InterruptedException;

    /** The machine's clock, read once and continued by its steady counter. */
    static TimeSource system() {
        Instant start = Instant.now();
        long counter = System.nanoTime();
        return new TimeSource() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - counter);
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            }
        };
    }
}
