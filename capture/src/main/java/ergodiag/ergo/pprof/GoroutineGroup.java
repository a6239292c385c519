package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Goroutines that stand at the same place: all with this stack and these labels in a {@code debug=1} dump, a single one in a
 * {@code debug=2} dump.
 *
 * @param count how many there are
 * @param pid the actor they run for, {@code <1B30E9C5.0.1047>}, from the label {@code pid}; "" where there is none
 * @param labels all labels, as set by nodes built with {@code -tags=pprof}
 * @param reason why it waits ("chan receive", "select (no cases)", "sync.Mutex.Lock"), or "running", "runnable"; "" in debug=1
 * @param minutes for how many whole minutes it has waited; absent below one minute and in debug=1
 * @param frames the stack, innermost call first; empty when it had not begun to run, or the node could not walk it
 * @param at the header line of the block
 */
public record GoroutineGroup(
        int count,
        String pid,
        Map<String, String> labels,
        String reason,
        OptionalLong minutes,
        List<StackFrame> frames,
        Source at) {

    public GoroutineGroup {
        labels = Map.copyOf(labels);
        frames = List.copyOf(frames);
    }

    /** Whether any frame's function contains the text. */
    public boolean mentions(String function) {
        return frames.stream().anyMatch(frame -> frame.function().contains(function));
    }
}
