package ergodiag.capture;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rows of a list fit below the wall of 65,535 bytes (ERGO.md 2), learned from the replies of a node. Starts careful; never
 * becomes bolder than the largest row seen so far allows.
 */
final class Wall {
    private static final long BYTES = 65_535;
    /** Room for the envelope, and for rows that are longer than those seen. */
    private static final double SHARE = 0.8;

    private final int first;
    private final int most;
    private final AtomicLong bytesPerRow = new AtomicLong();

    Wall(int first, int most) {
        this.first = first;
        this.most = most;
    }

    /** The limit to ask with now. */
    int fits() {
        long bytes = bytesPerRow.get();
        return bytes == 0 ? first : (int) Math.max(1, Math.min(most, (long) (BYTES * SHARE) / bytes));
    }

    /** Whether nothing was learned yet, so that the next limit is a careful guess. */
    boolean guesses() {
        return bytesPerRow.get() == 0;
    }

    void learn(long wireBytes, int rows) {
        if (rows > 0 && wireBytes > 0) {
            bytesPerRow.accumulateAndGet(wireBytes / rows + 1, Math::max);
        }
    }

    /** A reply did not come: half as many next time. */
    void hit(int limit) {
        bytesPerRow.accumulateAndGet((long) (BYTES * SHARE) / Math.max(1, limit / 2), Math::max);
    }
}
