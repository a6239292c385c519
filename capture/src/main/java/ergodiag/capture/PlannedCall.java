package ergodiag.capture;

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
 */
public record PlannedCall(long times, String node, String tool, Map<String, Object> arguments, String why, long bytes) {
    static PlannedCall of(long times, Question question) {
        return new PlannedCall(
                times,
                question.node(),
                question.tool().toolName(),
                new TreeMap<>(question.arguments()),
                question.why(),
                bytes(question));
    }

    /** Seen on nodes with fifty processes; lists grow with the node. */
    private static long bytes(Question question) {
        return switch (question.tool()) {
            case PROCESS_LIST -> question.list().equals("all") ? 27_000 : 2_000;
            case PPROF_GOROUTINES -> 8_000;
            case PPROF_HEAP -> 5_000;
            case NODE_INFO -> 2_400;
            case NETWORK_NODES -> 3_000;
            case EVENT_LIST -> 1_500;
            case PPROF_CPU -> 2_000;
            default -> 600;
        };
    }
}
