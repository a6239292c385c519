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

    /** What it means for the question, for people who do not know the format. */
    String clause() {
        return switch (this) {
            case OK, EMPTY -> "it was answered";
            case TOOL_ERROR -> "the node answered with an error";
            case UNKNOWN_TOOL -> "the node does not know this tool";
            case UNREACHABLE -> "the node could not be reached";
            case UNAUTHORIZED -> "access was refused";
            case TIMEOUT -> "no answer came in time";
            case BUSY -> "it was asked too often and wanted to be asked later";
            case TOO_LARGE -> "the answer was too large";
            case GARBLED -> "the answer could not be understood";
            case CANCELLED -> "the capture was stopped before an answer came";
            case SKIPPED -> "it was not asked";
        };
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
