package ergodiag.capture;

import ergodiag.ergo.Sensitivity;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question that a capture would ask.
 *
 * @param times how often
 * @param node whom
 * @param tool what
 * @param arguments with which arguments
 * @param why the playbooks' question
 * @param bytes how much one reply brings, about
 * @param seconds how long one reply takes, about
 * @param sensitivity what it may hold
 */
public record PlannedCall(
        long times,
        String node,
        String tool,
        Map<String, Object> arguments,
        String why,
        long bytes,
        double seconds,
        Sensitivity sensitivity) {

    static PlannedCall of(long times, Question question, long bytes, double seconds) {
        return new PlannedCall(
                times,
                question.node(),
                question.tool().toolName(),
                new TreeMap<>(question.arguments()),
                question.why(),
                bytes,
                seconds,
                question.tool().sensitivity());
    }

    /** Bytes of all replies to it. */
    public long allBytes() {
        return times * bytes;
    }
}
