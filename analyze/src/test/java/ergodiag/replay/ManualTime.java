package ergodiag.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** A clock that tests move. Whoever sleeps moves it to the end of the sleep, or is held until released. */
final class ManualTime implements TimeSource {
    private final Semaphore sleepers = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private Instant now = Instant.parse("2027-03-01T12:00:00Z");
    private boolean held;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        Instant wakes = now().plus(time);
        if (isHeld()) {
            sleepers.release();
            gate.acquire();
        }
        synchronized (this) {
            now = wakes.isAfter(now) ? wakes : now;
        }
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** From now on whoever sleeps stays asleep until released. */
    synchronized void hold() {
        held = true;
    }

    private synchronized boolean isHeld() {
        return held;
    }

    /** Waits until so many sleep. */
    void awaitSleepers(int number) throws InterruptedException {
        sleepers.acquire(number);
    }

    void release() {
        synchronized (this) {
            held = false;
        }
        gate.release(1000);
    }
}
