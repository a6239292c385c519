package ergodiag.ergo.pprof;

import java.util.Map;
import java.util.Optional;

/**
 * What the header of a goroutine says in its brackets, {@code [chan receive, 42 minutes]}, and its labels: Go 1.26 writes them inside
 * ({@code [IO wait labels:{"meta": "Alias#<..>"}]:}), Go 1.27 behind ({@code [IO wait] {meta: "Alias#<..>"}:}).
 *
 * @param status what stands inside, without labels
 * @param labels all labels
 */
record GoroutineState(String status, Map<String, String> labels) {
    private static final String INSIDE = " labels:";

    /**
     * Reads the rest of a header behind the opening bracket; empty when it is none.
     *
     * @param rest without blanks at its end
     */
    static Optional<GoroutineState> read(String rest) {
        if (rest.endsWith("]:")) {
            return Optional.of(inside(rest.substring(0, rest.length() - 2)));
        }
        int closed = rest.indexOf(']');
        String behind = closed < 0 ? "" : rest.substring(closed + 1).strip();
        return behind.startsWith("{") && behind.endsWith("}:")
                ? Optional.of(new GoroutineState(rest.substring(0, closed), GoroutineLabels.read(behind)))
                : Optional.empty();
    }

    /** Reads what stands inside the brackets; without its end where a program cut it at the first comma. */
    static GoroutineState inside(String text) {
        int labelled = text.indexOf(INSIDE);
        return labelled < 0
                ? new GoroutineState(text, Map.of())
                : new GoroutineState(
                        text.substring(0, labelled), GoroutineLabels.read(text.substring(labelled + INSIDE.length())));
    }

    /** Why it waits, or that it runs: {@code chan receive}. */
    String reason() {
        String head = status.split(",", 2)[0];
        return head.replace(" (scan)", "").replace(" (durable)", "").strip();
    }
}
