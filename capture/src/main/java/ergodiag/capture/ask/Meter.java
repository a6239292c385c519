package ergodiag.capture.ask;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** How many questions were sent, how fast one after the other, and how long their answers took. Safe for use by several threads. */
final class Meter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private long sent;
    private long first;
    private long second;
    private long inSecond;
    private long mostInSecond;
    private long[] took = new long[1024];
    private int replies;

    Meter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void sent() {
        long now = nanoTime.getAsLong();
        if (sent++ == 0) {
            first = now;
        }
        long of = (now - first) / SECOND;
        inSecond = of == second ? inSecond + 1 : 1;
        second = of;
        mostInSecond = Math.max(mostInSecond, inSecond);
    }

    synchronized void replied(Duration time) {
        if (replies == took.length) {
            took = Arrays.copyOf(took, replies * 2);
        }
        took[replies++] = time.toNanos();
    }

    /** On average, from the first question until now. */
    synchronized double perSecond() {
        return sent == 0 ? 0 : sent / Math.max(1.0, (nanoTime.getAsLong() - first) / (double) SECOND);
    }

    /** In the busiest second. */
    synchronized long mostInSecond() {
        return mostInSecond;
    }

    synchronized Duration p95() {
        return Duration.ofNanos(ConcurrencyLimit.percentile(Arrays.copyOf(took, replies), 95));
    }
}
