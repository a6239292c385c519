package ergodiag.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Bounds the calls in flight, so that the operator can still work: ERGO.md 3. */
final class Governor {
    private static final int THROUGH_ENTRY = 4;
    private static final int PER_TARGET = 2;

    private final Semaphore entry = new Semaphore(THROUGH_ENTRY, true);
    private final Map<String, Semaphore> targets = new ConcurrentHashMap<>();

    /** A place among the calls in flight. */
    interface Place {
        void giveBack();
    }

    /** Waits for a place. */
    Place place(String node) throws InterruptedException {
        Semaphore target = targets.computeIfAbsent(node, any -> new Semaphore(PER_TARGET, true));
        target.acquire();
        try {
            entry.acquire();
        } catch (InterruptedException e) {
            target.release();
            throw e;
        }
        return () -> {
            entry.release();
            target.release();
        };
    }
}
