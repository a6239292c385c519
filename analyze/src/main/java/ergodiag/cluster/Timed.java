package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that was read at an instant.
 *
 * @param at our clock, the middle of the call that brought it
 * @param call the call that brought it
 * @param it what was read
 */
public record Timed<T>(Instant at, Call call, T it) {

    static <T> Timed<T> of(Call call, T it) {
        return new Timed<>(call.moment(), call, it);
    }

    /** Seconds from an earlier reading to this one. */
    public double secondsSince(Timed<?> earlier) {
        return Duration.between(earlier.at, at).toNanos() / 1e9;
    }
}
