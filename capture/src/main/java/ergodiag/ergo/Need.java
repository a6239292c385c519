package ergodiag.ergo;

import java.util.List;

/**
 * What a playbook reads.
 *
 * @param tool the tool whose replies it reads
 * @param readings how many there have to be before it judges; 0 where it takes what is there
 * @param of of whom a capture asks for it
 * @param views names of the views of the tool that a capture brings for it; "" for the only one
 */
public record Need(Tool tool, int readings, Of of, List<String> views) {
    /** Of whom it is asked. */
    public enum Of {
        /** Of every node: one without it is not wholly captured. */
        EVERY_NODE,
        /** The same, where a capture looks over a window. */
        EVERY_NODE_IN_A_WINDOW,
        /** Of what looks odd, or of pairs: it is judged by, and what lacks it lacks nothing. */
        SOME,
        /** It stands beside what is judged by. */
        CONTEXT
    }

    static Need every(Tool tool, int readings, String... views) {
        return new Need(tool, readings, Of.EVERY_NODE, views.length == 0 ? List.of("") : List.of(views));
    }

    static Need inWindow(Tool tool, int readings, String... views) {
        return new Need(tool, readings, Of.EVERY_NODE_IN_A_WINDOW, List.of(views));
    }

    static Need some(Tool tool) {
        return new Need(tool, 0, Of.SOME, List.of());
    }

    /** Whether the playbook judges by that view of the tool; what is asked of some only has no views. */
    boolean judgesBy(String view) {
        return of == Of.SOME || views.contains(view);
    }

    /** Whether a node without it is not wholly captured. */
    boolean isOfEveryNode() {
        return of == Of.EVERY_NODE || of == Of.EVERY_NODE_IN_A_WINDOW;
    }

    static Need context(Tool tool) {
        return new Need(tool, 0, Of.CONTEXT, List.of());
    }
}
