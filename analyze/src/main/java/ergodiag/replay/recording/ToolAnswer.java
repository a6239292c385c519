package ergodiag.replay.recording;

import ergodiag.ergo.NodeError;
import java.time.Duration;

/**
 * What a tool says.
 *
 * @param good whether it is a result; otherwise an error
 * @param text text of the result or of the error
 * @param took how long the node works on it, in time of the recorded cluster
 */
public record ToolAnswer(boolean good, String text, Duration took) {

    public static final Duration CALL_LIMIT = Duration.ofSeconds(5);
    /** How a refusal begins for everything that the bundle does not hold. */
    public static final String NOT_RECORDED = "not recorded: ";

    public static ToolAnswer of(String text) {
        return new ToolAnswer(true, text, Duration.ZERO);
    }

    public static ToolAnswer error(String text) {
        return new ToolAnswer(false, text, Duration.ZERO);
    }

    /** The refusal for everything that the bundle does not hold. */
    public static ToolAnswer notRecorded(String what) {
        return error(NOT_RECORDED + what + " is not in this bundle, so the replay cannot answer");
    }

    public ToolAnswer after(Duration time) {
        return new ToolAnswer(good, text, time);
    }

    /** The same error, given only after five seconds where it is a time-out of a call between processes. */
    ToolAnswer slowIfTimedOut() {
        return !good && new NodeError(text).isTimeout() ? after(CALL_LIMIT) : this;
    }
}
