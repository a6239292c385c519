package ergodiag.capture;

import ergodiag.ergo.Tool;
import java.util.List;

/** What a visitor may ask: only what reads, and nothing that hands out secrets. The list is fixed here and in {@link Tool}. */
final class Visitor {
    private Visitor() {}

    /** The tools a node must have to answer: the one asked for, and what a sampler is to run. */
    static List<String> needs(Question question) {
        String tool = question.tool().toolName();
        return question.tool() == Tool.SAMPLE_START
                ? List.of(tool, String.valueOf(question.arguments().get("tool")))
                : List.of(tool);
    }

    static boolean mayAsk(Question question) {
        return question.tool().access().isAllowed()
                && question.tool().faults(question.arguments()).isEmpty()
                && (question.tool() != Tool.SAMPLE_START
                        || mayRun(String.valueOf(question.arguments().get("tool"))));
    }

    /** What may run as a sampler on a node. */
    private static boolean mayRun(String tool) {
        return Tool.named(tool).filter(it -> it.has(Tool.Trait.SAMPLED)).isPresent();
    }
}
