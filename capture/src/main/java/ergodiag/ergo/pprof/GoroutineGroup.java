package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Goroutines that stand at the same place: all with this stack and these labels in a {@code debug=1} dump, a single one in a
 * {@code debug=2} dump. An Observer gives both together: with a reason, and several at a time.
 *
 * @param count how many there are
 * @param pid the actor they run for, {@code <1B30E9C5.0.1047>}, from the label {@code pid}; "" where there is none
 * @param labels all labels, as set by nodes built with {@code -tags=pprof}
 * @param reason why it waits ("chan receive", "select (no cases)", "sync.Mutex.Lock"), or "running", "runnable"; "" in debug=1
 * @param minutes for how many whole minutes it has waited; absent below one minute and in debug=1; of
 *     several the longest
 * @param frames the stack, innermost call first; empty when it had not begun to run, or the node could not walk it
 * @param at the header line of the block, or the place of the group
 */
public record GoroutineGroup(
        int count,
        String pid,
        Map<String, String> labels,
        String reason,
        OptionalLong minutes,
        List<StackFrame> frames,
        Source at) {
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{4,16}");

    public GoroutineGroup {
        labels = Map.copyOf(labels);
        frames = List.copyOf(frames);
    }

    /** Whether it waits for nothing: it is on a thread, or in the queue for one. Not known in debug=1. */
    public boolean isReady() {
        return isReady(reason);
    }

    /** Whether a goroutine of that reason waits for nothing. */
    public static boolean isReady(String reason) {
        return reason.equals("running") || reason.equals("runnable");
    }

    /** Whether any frame's function contains the text; type parameters are passed over. */
    public boolean mentions(String function) {
        return frames.stream().anyMatch(frame -> frame.plain().contains(function));
    }

    /**
     * The address of the lock that it waits for, {@code 0xc00009ab40}: the receiver of the innermost frame of a lock. Empty where the stack
     * does not tell it: in debug=1, and where Go inlined the call ({@code (...)}) or marks the value as unsure ({@code 0x0?}).
     */
    public Optional<String> lock() {
        return frames.stream()
                .filter(frame -> StackFrame.isOfLock(frame.function()))
                .map(frame -> frame.arguments().split(",", 2)[0].strip())
                .filter(address -> ADDRESS.matcher(address).matches())
                .findFirst();
    }
}
