package ergodiag.replay;

import ergodiag.bundle.ledger.Dialect;
import java.util.Optional;

/**
 * How a bundle is replayed.
 *
 * @param port port on 127.0.0.1; 0 for any free one
 * @param token what a caller must send as bearer token; empty, or an empty text, for none
 * @param speed how many recorded seconds pass in a real one, above 0. Inside the replayed cluster everything runs that much faster: the
 *     waits (5 s of an inspect that times out, the duration of a profile, intervals of samplers, {@code timeout}) are divided by it, and
 *     instants after the start of the recording are mapped to the real moment at which the replay reaches them, so that
 *     {@code ServerTime} always is the reader's present; counters and uptimes stay as recorded
 * @param wall whether proxied replies above 65,535 bytes are lost, as they are between real nodes (ERGO.md section 2)
 * @param dialect the kind of endpoint to be; empty for the one through which the bundle was captured
 * @param time where the time comes from
 */
public record ReplayOptions(
        int port, Optional<String> token, double speed, boolean wall, Optional<Dialect> dialect, TimeSource time) {

    public ReplayOptions {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be above 0");
        }
        token = token.filter(text -> !text.isEmpty());
    }

    /** Any free port, no token, as fast as it was recorded, with the wall. */
    public static ReplayOptions asRecorded() {
        return new ReplayOptions(0, Optional.empty(), 1, true, Optional.empty(), TimeSource.system());
    }

    public ReplayOptions withSpeed(double faster) {
        return new ReplayOptions(port, token, faster, wall, dialect, time);
    }

    public ReplayOptions withToken(String secret) {
        return new ReplayOptions(port, Optional.of(secret), speed, wall, dialect, time);
    }

    public ReplayOptions withoutWall() {
        return new ReplayOptions(port, token, speed, false, dialect, time);
    }

    public ReplayOptions as(Dialect kind) {
        return new ReplayOptions(port, token, speed, wall, Optional.of(kind), time);
    }

    public ReplayOptions withTime(TimeSource other) {
        return new ReplayOptions(port, token, speed, wall, dialect, other);
    }
}
