package ergodiag.capture.scope;

import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a visitor may ask: only what reads, and nothing that hands out secrets. The list is fixed here and in {@link Tool}. */
public final class AllowedCalls {
    private AllowedCalls() {}

    /** The tools that a node must have to answer: the one asked for, and what a sampler is to run. */
    public static List<Tool> needs(Question question) {
        return Stream.concat(Stream.of(question.tool()), sampled(question).stream())
                .toList();
    }

    /** What a sampler is to run. */
    static Optional<Tool> sampled(Question question) {
        return question.tool() == Tool.SAMPLE_START
                ? Tool.named(String.valueOf(question.arguments().get("tool")))
                : Optional.empty();
    }

    public static boolean mayAsk(Question question) {
        return question.tool().access().isAllowed() && (question.there().isPresent() || isWellAsked(question));
    }

    private static boolean isWellAsked(Question question) {
        return question.tool().faults(question.arguments()).isEmpty()
                && (question.tool() != Tool.SAMPLE_START
                        || sampled(question)
                                .filter(tool -> tool.has(Tool.Trait.SAMPLED))
                                .isPresent());
    }
}
