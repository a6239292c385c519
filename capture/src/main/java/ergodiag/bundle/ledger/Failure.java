package ergodiag.bundle.ledger;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a call brought nothing, or not all.
 *
 * @param code JSON-RPC or HTTP code
 * @param message its text, or the reason of a skipped call; "" when nothing failed
 * @param reason of a skipped call, for what decides by it
 */
public record Failure(OptionalInt code, String message, Optional<SkipReason> reason) {
    /** Nothing failed. */
    public static final Failure NONE = of("");

    public static Failure of(String message) {
        return new Failure(OptionalInt.empty(), message, Optional.empty());
    }

    /** What a node or somebody on the way to it said. */
    public static Failure of(OptionalInt code, String message) {
        return new Failure(code, message, Optional.empty());
    }

    /** Of a call that was not made. */
    public static Failure of(SkipReason reason, String message) {
        return new Failure(OptionalInt.empty(), message, Optional.of(reason));
    }

    /** The same in other words. */
    public Failure saying(String words) {
        return new Failure(code, words, reason);
    }

    /** The same with its reason, where a ledger has it in words only. */
    public Failure reasoned() {
        return reason.isPresent() ? this : new Failure(code, message, Optional.of(SkipReason.inText(message)));
    }
}
