package ergodiag.replay;

import java.time.Instant;
import java.util.Arrays;

/**
 * The workers behind an endpoint. Calls are dealt to them in turn, and one that is dealt to a busy worker waits for it even when others are
 * free (ERGO.md section 3).
 */
final class Workers {
    private final Instant[] freeAt;
    private int next;

    Workers(int number) {
        freeAt = new Instant[number];
        Arrays.fill(freeAt, Instant.MIN);
    }

    /** The worker whose turn it is. */
    int deal() {
        int worker = next;
        next = (next + 1) % freeAt.length;
        return worker;
    }

    /** When a worker begins with a call that comes at that moment. */
    Instant begins(int worker, Instant comes) {
        return freeAt[worker].isAfter(comes) ? freeAt[worker] : comes;
    }

    void hold(int worker, Instant until) {
        freeAt[worker] = until;
    }
}
