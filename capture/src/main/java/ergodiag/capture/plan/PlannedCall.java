package ergodiag.capture.plan;

import ergodiag.capture.scope.Question;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Sensitivity;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A question that a capture would ask.
 *
 * @param times how often
 * @param node whom
 * @param tool what
 * @param arguments with which arguments
 * @param serves the playbooks that need it; empty for what is asked whichever are wanted
 * @param why what for, the numbers of these playbooks first
 * @param bytes how much one reply brings, about
 * @param seconds how long one reply takes, about
 * @param sensitivity what it may hold
 */
public record PlannedCall(
        long times,
        String node,
        String tool,
        Map<String, Object> arguments,
        Set<PlaybookName> serves,
        String why,
        long bytes,
        double seconds,
        Sensitivity sensitivity) {

    static PlannedCall of(long times, Question question, long bytes, double seconds) {
        return new PlannedCall(
                times,
                question.node(),
                question.wireName(),
                new TreeMap<>(question.sent()),
                question.purpose().serves(),
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
