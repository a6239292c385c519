package ergodiag.capture.ask;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The time a capture lives in: what it writes down as the moment of a call, what it measures, what it waits for, and the threads that do so.
 * By default it is that of the machine. Tests bring a time of their own, which jumps to the next moment somebody waits for while nobody
 * works; that is why the threads and what they wait for stand here too.
 *
 * <p>The limits of an HTTP exchange are not measured by it: they guard against a node that does not answer, and always are the machine's.
 */
public interface CaptureClock {
    /** The machine's. */
    CaptureClock SYSTEM = new CaptureClock() {};

    /** The present moment. */
    default Instant now() {
        return Instant.now();
    }

    /** Nanoseconds since some moment; never goes backwards. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Waits so long, or until the latch is down.
     *
     * @return whether the latch is down
     */
    default boolean await(CountDownLatch latch, Duration longest) throws InterruptedException {
        return latch.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for one of the places that other threads of the same capture hold. */
    default void acquire(Semaphore places) throws InterruptedException {
        places.acquire();
    }

    /** New threads for one capture; they do not keep the program alive. */
    default ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "capture");
            thread.setDaemon(true);
            return thread;
        });
    }
}
