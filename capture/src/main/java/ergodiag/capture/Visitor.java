package ergodiag.capture;

import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Set;

/** What a visitor may ask: only what reads, and nothing that hands out secrets. The list is fixed here and in {@link Tool}. */
final class Visitor {
    /** What may run as a sampler on a node. */
    private static final Set<String> SAMPLED = Set.of(Tool.PPROF_CPU.toolName(), Tool.PPROF_GOROUTINES.toolName());

    private Visitor() {}

    /** The tools a node must have to answer: the one asked for, and what a sampler is to run. */
    static List<String> needs(Question question) {
        String tool = question.tool().toolName();
        return question.tool() == Tool.SAMPLE_START
                ? List.of(tool, String.valueOf(question.arguments().get("tool")))
                : List.of(tool);
    }

    static boolean mayAsk(Question question) {
        return switch (question.tool().access()) {
            case NEVER -> false;
            case READS -> question.tool().faults(question.arguments()).isEmpty();
            case SAMPLER ->
                question.tool().faults(question.arguments()).isEmpty()
                        && (question.tool() != Tool.SAMPLE_START
                                || SAMPLED.contains(
                                        String.valueOf(question.arguments().get("tool"))));
        };
    }
}
