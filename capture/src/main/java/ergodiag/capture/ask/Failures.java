package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.NodeError;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import java.time.Duration;

/** What an error means, by its kind and by the texts of ERGO.md 1. */
public final class Failures {
    /** A node that is not busy answers a cheap question within this. */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private Failures() {}

    public static Outcome outcome(McpFailure failure, Question question) {
        return switch (failure.kind()) {
            case CONNECTION -> Outcome.UNREACHABLE;
            case UNAUTHORIZED -> Outcome.UNAUTHORIZED;
            case TIMEOUT -> Outcome.TIMEOUT;
            case READER -> failure.getCause() instanceof BoundedInput.TooLong ? Outcome.TOO_LARGE : Outcome.GARBLED;
            case LATER -> Outcome.BUSY;
            case HTTP, GARBLED -> Outcome.GARBLED;
            case ABANDONED -> Outcome.CANCELLED;
            case REFUSED -> refused(WorldError.reason(failure), question);
        };
    }

    private static Outcome refused(String message, Question question) {
        NodeError error = new NodeError(message);
        if (error.isUnknownTool()) {
            return Outcome.UNKNOWN_TOOL;
        }
        if (error.isOnTheWay()) {
            return error.isTimeout() ? Outcome.TIMEOUT : Outcome.UNREACHABLE;
        }
        return Outcome.TOOL_ERROR;
    }

    /**
     * What a time-out meant when a cheap question right after it was answered: the reply may have been above the wall, unless it has few
     * rows or the cheap answer took its time as well, which is how a busy node looks.
     *
     * @param cheap how long the cheap answer took
     */
    static boolean tooLarge(Question question, Duration cheap) {
        boolean few = question.arguments().get("limit") instanceof Number limit
                && limit.longValue() > 0
                && limit.longValue() <= Wall.SURE;
        return question.tool().has(Tool.Trait.GROWS) && !few && cheap.compareTo(PROMPT) < 0;
    }
}
