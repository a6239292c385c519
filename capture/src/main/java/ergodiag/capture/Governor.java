package ergodiag.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Bounds the calls in flight, so that the operator can still work: ERGO.md 3. */
final class Governor {
    private static final int THROUGH_ENTRY = 4;
    private static final int PER_TARGET = 2;

    private final Map<String, Semaphore> entries = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> targets = new ConcurrentHashMap<>();

    /** A place among the calls in flight. */
    interface Place {
        void giveBack();
    }

    /** Waits for a place among the calls through an endpoint and to a node. */
    Place place(String endpoint, String node) throws InterruptedException {
        Semaphore entry = entries.computeIfAbsent(endpoint, any -> new Semaphore(THROUGH_ENTRY, true));
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
