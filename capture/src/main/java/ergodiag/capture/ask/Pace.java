package ergodiag.capture.ask;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * How quickly one question may follow another through an endpoint: at once, until it says that it is asked too often (429, 503).
 * From then on nobody asks before the time it named, and each question keeps a distance from the one before, twice as long after each such word
 * and slowly shorter while there is none. Safe for use by several threads.
 */
final class Pace {
    private static final long FIRST = Duration.ofMillis(100).toNanos();
    private static final long WIDEST = Duration.ofSeconds(2).toNanos();
    private static final long BEHIND = Duration.ofSeconds(1).toNanos();
    /** After so many answers in a row a tenth of the distance is given up. */
    private static final int QUIET = 50;

    private final String name;
    private final Consumer<String> log;
    private final CaptureClock clock;
    private boolean told;
    private long next;
    private long pauseEnds;
    private long distance;
    private int quiet;

    Pace(String name, Consumer<String> log, CaptureClock clock) {
        this.name = name;
        this.log = log;
        this.clock = clock;
    }

    /** Waits until the next question may be sent, or until the latch is down. */
    void turn(CountDownLatch early) throws InterruptedException {
        long wait = reserve();
        if (wait > 0) {
            clock.await(early, Duration.ofNanos(wait));
        }
    }

    private synchronized long reserve() {
        if (!told) {
            return 0;
        }
        long now = clock.nanoTime();
        long mine = Math.max(now, next);
        next = mine + distance;
        return mine - now;
    }

    /** It wants to be left alone for so long; what several questions under way are told at once counts once. */
    synchronized void later(Duration after) {
        long now = clock.nanoTime();
        if (!told || now >= pauseEnds) {
            distance = Math.min(WIDEST, Math.max(FIRST, 2 * distance));
            log.accept(String.format(
                    Locale.ROOT,
                    "governor: %s is busy and wants %d ms without questions: then one every %d ms",
                    name,
                    after.toMillis(),
                    distance / 1_000_000));
        }
        long until = now + after.toNanos();
        pauseEnds = told ? Math.max(pauseEnds, until) : until;
        next = told ? Math.max(next, until) : until;
        told = true;
        quiet = 0;
    }

    synchronized void answered() {
        if (told && ++quiet % QUIET == 0) {
            distance = distance * 9 / 10;
        }
    }

    /** Whether questions wait so long for their turn that those which come again anyhow are better left out. */
    synchronized boolean behind() {
        return told && next - clock.nanoTime() > BEHIND;
    }
}
