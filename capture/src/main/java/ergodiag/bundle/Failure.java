package ergodiag.bundle;

import java.util.OptionalInt;

/**
 * Why a call brought nothing, or not all.
 *
 * @param code JSON-RPC or HTTP code
 * @param message its text, or the reason of a skipped call; "" when nothing failed
 */
public record Failure(OptionalInt code, String message) {
    /** Nothing failed. */
    public static final Failure NONE = of("");

    public static Failure of(String message) {
        return new Failure(OptionalInt.empty(), message);
    }
}
