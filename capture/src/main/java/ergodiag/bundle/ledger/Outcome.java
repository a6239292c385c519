package ergodiag.bundle.ledger;

import java.util.Arrays;
import java.util.Locale;

/** How a call ended. The lower-case name stands in the ledger. */
public enum Outcome {
    /** A reply came and is stored. */
    OK,
    /** A reply came and holds no rows. */
    EMPTY,
    /** The tool answered with an error of its own. */
    TOOL_ERROR,
    /** The node does not know the tool. */
    UNKNOWN_TOOL,
    /** No connection, or no route to the node. */
    UNREACHABLE,
    /** 401 or 403. */
    UNAUTHORIZED,
    /** No answer within the limit. */
    TIMEOUT,
    /** It was asked too often and wants to be asked later, or, in older bundles, answered a cheap call right after a time-out. */
    BUSY,
    /** The reply is above the wall, or above what we accept. */
    TOO_LARGE,
    /** What came is not what the protocol says. */
    GARBLED,
    /** We stopped waiting. */
    CANCELLED,
    /** Not asked: {@link Call#error()} says why (budget, deadline, breaker, not offered, not allowed). */
    SKIPPED;

    /** The word of the format. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the call brought what was asked. */
    public boolean answered() {
        return this == OK || this == EMPTY;
    }

    /** The outcome of that word; {@link #GARBLED} for a word this version does not know. */
    public static Outcome of(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElse(GARBLED);
    }
}
