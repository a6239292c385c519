package ergodiag.bundle.ledger;

/**
 * A reply stored in the bundle.
 *
 * @param file where it stands: the path that was asked for, or one with a mark when a path that differs only in case was there before.
 *     This is what belongs into the ledger
 * @param bytes its size
 * @param sha256 its sum, lower-case hex; "" where the ledger names none
 */
public record Stored(String file, long bytes, String sha256) {}
