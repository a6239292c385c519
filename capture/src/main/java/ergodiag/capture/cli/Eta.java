package ergodiag.capture.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far a capture is: by its time, because most of it is waiting for the window to pass. Not safe for several threads. */
final class Eta {
    private final LongSupplier nanoTime;
    private final long started;
    private Optional<Duration> end = Optional.empty();
    private long calls;
    private long failed;

    Eta(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    /** From now on it takes so long. */
    void left(Duration time) {
        end = Optional.of(elapsed().plus(time));
    }

    void longer(Duration by) {
        end = end.map(when -> when.plus(by));
    }

    void call(boolean wentWrong) {
        calls++;
        failed += wentWrong ? 1 : 0;
    }

    long calls() {
        return calls;
    }

    long failed() {
        return failed;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - started);
    }

    double seconds() {
        return elapsed().toMillis() / 1000.0;
    }

    /** Whether it is known how long it takes. */
    boolean known() {
        return end.isPresent();
    }

    /** At most 99: it is over when it is over. */
    int percent() {
        return end.map(when -> (int) Math.min(99, 100 * elapsed().toMillis() / Math.max(1, when.toMillis())))
                .orElse(0);
    }

    long secondsLeft() {
        return end.map(when -> Math.max(0, (when.minus(elapsed()).toMillis() + 500) / 1000))
                .orElse(0L);
    }
}
