package ergodiag.bundle.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * When a call was made.
 *
 * @param started our clock, UTC
 * @param took from sending to the last byte
 */
public record Timing(Instant started, Duration took) {}
