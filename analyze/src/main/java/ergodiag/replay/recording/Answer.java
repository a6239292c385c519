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
public record Answer(boolean good, String text, Duration took) {

    public static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    public static Answer of(String text) {
        return new Answer(true, text, Duration.ZERO);
    }

    public static Answer error(String text) {
        return new Answer(false, text, Duration.ZERO);
    }

    /** The refusal for everything that the bundle does not hold. */
    public static Answer notRecorded(String what) {
        return error("not recorded: " + what + " is not in this bundle, so the replay cannot answer");
    }

    public Answer after(Duration time) {
        return new Answer(good, text, time);
    }

    /** The same error, given only after five seconds where it is a time-out of a call between processes. */
    Answer slowIfTimedOut() {
        return !good && new NodeError(text).isTimeout() ? after(CALL_LIMIT) : this;
    }
}
