package ergodiag.capture.ask;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The calls in flight through one entry node, or to one node: as many as allowed, and fewer while its replies are slow.
 *
 * <p>Slow is measured by its pulse, replies to small questions of constant size (see {@link Governor}): their p95 over the last twenty is
 * above three times what was usual at first, and above a quarter of a second, below which no operator feels us; above two seconds it is
 * slow whatever was usual, because a node may have been in trouble when we came. Two slow replies among twenty are enough to step down, twenty
 * with at most one slow one are needed to step up again: quick to leave, slow to come back. Safe for use by several threads.
 */
final class ConcurrencyLimit {
    private static final int RECENT = 20;
    private static final int FIRST = 10;
    private static final int TIMES = 3;
    private static final long NOT_FELT = Duration.ofMillis(250).toNanos();
    private static final long ALWAYS_SLOW = Duration.ofSeconds(2).toNanos();
    private static final int LONGEST_PACE = 5;

    private final String name;
    private final int most;
    private final Consumer<String> log;
    private final CaptureClock clock;
    private final Places places;
    private final long[] first = new long[FIRST];
    private final long[] recent = new long[RECENT];
    private int replies;
    private int sinceChange;
    private int level;
    private int asked;
    private int now;
    private int highest;

    private static final class Places extends Semaphore {
        private static final long serialVersionUID = 1L;

        Places(int permits) {
            super(permits, true);
        }

        void oneFewer() {
            reducePermits(1);
        }
    }

    ConcurrencyLimit(String name, int most, Consumer<String> log, CaptureClock clock) {
        this.name = name;
        this.most = most;
        this.log = log;
        this.clock = clock;
        this.places = new Places(most);
    }

    /** Waits until a call is allowed. */
    void enter() throws InterruptedException {
        clock.acquire(places);
        synchronized (this) {
            now++;
            highest = Math.max(highest, now);
        }
    }

    void leave() {
        synchronized (this) {
            now--;
        }
        places.release();
    }

    /** A reply of the pulse took so long. */
    synchronized void replied(Duration took) {
        if (replies < FIRST) {
            first[replies] = took.toNanos();
        }
        recent[replies++ % RECENT] = took.toNanos();
        sinceChange++;
        long p95 = percentile(recent, 95);
        if (p95 > slow() && pace() < LONGEST_PACE) {
            change(1, p95);
        } else if (level > 0 && sinceChange >= RECENT && p95 <= slow()) {
            change(-1, p95);
        }
    }

    private long slow() {
        long usual = percentile(Arrays.copyOf(first, Math.min(replies, FIRST)), 50);
        return replies < FIRST ? ALWAYS_SLOW : Math.min(ALWAYS_SLOW, Math.max(NOT_FELT, TIMES * usual));
    }

    private void change(int step, long p95) {
        int before = allowed();
        level += step;
        if (allowed() < before) {
            places.oneFewer();
        } else if (allowed() > before) {
            places.release();
        }
        log.accept(String.format(
                Locale.ROOT,
                "governor: %s answers in %d ms (p95), %s: now %d of %d calls at once, its counters read at one turn of %d",
                name,
                p95 / 1_000_000,
                step > 0 ? "which is slow" : "which is fast enough",
                allowed(),
                most,
                pace()));
        Arrays.fill(recent, 0);
        sinceChange = 0;
    }

    synchronized int allowed() {
        return Math.max(1, most - level);
    }

    /** Of how many repeated small readings one is asked. */
    synchronized int pace() {
        return 1 + level;
    }

    /** Whether a repeated small reading is to be asked at this turn. */
    synchronized boolean due() {
        return asked++ % pace() == 0;
    }

    /** The largest number of calls that were in flight. */
    synchronized int highest() {
        return highest;
    }

    /** By nearest rank; what has not come yet counts as fast. */
    static long percentile(long[] values, int percent) {
        if (values.length == 0) {
            return 0;
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(values.length * percent / 100.0) - 1)];
    }
}
