package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.NodeError;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import java.time.Duration;
import java.util.Set;

/** What an error means, by its kind and by the texts of ERGO.md 1 and ERGO33.md 2. */
public final class Failures {
    /** A node that is not busy answers a cheap question within this. */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    /** Questions that a node passes on to a process, and can be late with without being late itself. */
    private static final Set<Tool> OF_A_PROCESS = Set.of(Tool.PROCESS_INSPECT, Tool.META_INSPECT);

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
        if (error.isUnanswered() && !OF_A_PROCESS.contains(question.tool())) {
            return Outcome.TIMEOUT;
        }
        return error.isNotReached() && question.tool() != Tool.NETWORK_NODE_INFO
                ? Outcome.UNREACHABLE
                : Outcome.TOOL_ERROR;
    }

    /** A failure as it is written down: that an Observer may not show something is told for what it is. */
    static String told(String said) {
        return new NodeError(said).isNotPermitted() ? said + " (the ceiling of this Observer hides it from us)" : said;
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
