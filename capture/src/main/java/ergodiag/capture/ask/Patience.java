package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.mcp.McpFailure;
import java.time.Duration;

/** How often, and how long altogether, one question is put off that its endpoint only wants later (429, 503). */
final class Patience {
    private static final int MOST_TRIES = 5;
    private static final Duration LONGEST_WAITS = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private int tries = 1;
    private Duration left;

    /** @param atMost what is left of the capture */
    Patience(Duration atMost) {
        left = shorter(LONGEST_WAITS, atMost);
    }

    /**
     * Tells the pace of the endpoint, where it wants to be asked later.
     *
     * @return whether the question is to be sent again at its next turn
     */
    boolean again(McpFailure failure, Pace pace) {
        if (failure.kind() != McpFailure.Kind.LATER) {
            return false;
        }
        pace.later(shorter(failure.after(), LONGEST_WAIT));
        left = left.minus(failure.after());
        if (tries == MOST_TRIES || left.isNegative()) {
            return false;
        }
        tries++;
        return true;
    }

    /** Whether it was put off before. */
    boolean tried() {
        return tries > 1;
    }

    /** What the endpoint said last, and how often it was asked. */
    String said(McpFailure failure) {
        return WorldError.reason(failure) + (tried() ? ", asked " + tries + " times" : "");
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
