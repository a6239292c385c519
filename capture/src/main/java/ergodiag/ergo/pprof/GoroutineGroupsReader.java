package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.Fields;
import ergodiag.ergo.Json;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads the reply of {@code goroutines} of an Observer: {@code {Groups[{Count, State, WaitSec, Stack, ...}], Total, Filtered}}, where
 * {@code Stack} is the debug=2 block of the first member of a group. Labels and the values of arguments are that one's alone, so it becomes
 * a group of its own, and the others one without a name. Those that have nothing of their own are put together by their stacks: one stage
 * of Ergo 3.3 left each goroutine in a group of its own (ERGO33, section 8).
 */
final class GoroutineGroupsReader {
    private static final int SECONDS = 60;

    /** What goroutines have in common that are one group. */
    private record Place(String reason, Map<String, String> labels, List<StackFrame> frames) {}

    private final StackBlocks blocks = new StackBlocks();
    private final Map<Place, GoroutineGroup> groups = new LinkedHashMap<>();
    private long kept;

    GoroutineDump read(InputStream in, Source at) {
        Fields counts = Json.beside(in, at, "Groups", this::take);
        long total = counts.count("Total", kept);
        long filtered = counts.count("Filtered", total);
        return new GoroutineDump(
                total,
                filtered < total ? OptionalLong.of(filtered) : OptionalLong.empty(),
                filtered,
                Math.max(0, filtered - kept),
                List.copyOf(groups.values()));
    }

    private void take(Fields fields) {
        JsonNode node = fields.node();
        Source at = fields.at();
        node.path("Stack").asString("").lines().forEach(line -> blocks.take(line, at));
        Optional<GoroutineGroup> block = blocks.close();
        int count = (int) Math.max(1, Math.min(fields.count("Count", 1), Integer.MAX_VALUE));
        GoroutineState state = GoroutineState.inside(node.path("State").asString(""));
        long waited = fields.count("WaitSec") / SECONDS;
        OptionalLong longest = waited > 0 ? OptionalLong.of(waited) : OptionalLong.empty();
        String reason =
                state.reason().isEmpty() ? block.map(GoroutineGroup::reason).orElse("") : state.reason();
        GoroutineGroup first = block.map(
                        it -> new GoroutineGroup(1, it.pid(), it.labels(), reason, it.minutes(), it.frames(), at))
                .orElse(new GoroutineGroup(1, "", Map.of(), reason, longest, List.of(), at));
        if (count == 1 || !isItself(first)) {
            keep(with(first, count, longest(first.minutes(), longest), count > 1 ? plain(first) : first.frames()));
            return;
        }
        OptionalLong others = longest.equals(first.minutes()) ? OptionalLong.empty() : longest;
        keep(with(first, 1, first.minutes(), withoutLocks(first)));
        keep(new GoroutineGroup(count - 1, "", Map.of(), reason, others, plain(first), at));
    }

    /** Whether it has what others of its group do not share: labels, or whom it calls. */
    private static boolean isItself(GoroutineGroup group) {
        return !group.labels().isEmpty() || !withoutLocks(group).equals(plain(group));
    }

    /** Of several who wait in a function the lock of one is no proof that they wait for the same. */
    private static List<StackFrame> withoutLocks(GoroutineGroup group) {
        return group.frames().stream()
                .map(frame -> StackFrame.isOfLock(frame.function()) ? plain(frame) : frame)
                .toList();
    }

    private static List<StackFrame> plain(GoroutineGroup group) {
        return group.frames().stream().map(GoroutineGroupsReader::plain).toList();
    }

    private static StackFrame plain(StackFrame frame) {
        return new StackFrame(frame.function(), frame.location());
    }

    private static GoroutineGroup with(GoroutineGroup group, int count, OptionalLong minutes, List<StackFrame> frames) {
        return new GoroutineGroup(count, group.pid(), group.labels(), group.reason(), minutes, frames, group.at());
    }

    /** Go hides the wait from the Observer behind {@code locked to thread}; the header tells it. */
    private static OptionalLong longest(OptionalLong one, OptionalLong other) {
        return one.orElse(-1) >= other.orElse(-1) ? one : other;
    }

    private void keep(GoroutineGroup group) {
        Place place = new Place(group.reason(), group.labels(), group.frames());
        GoroutineGroup same = groups.get(place);
        if (same != null) {
            int count = (int) Math.min(Integer.MAX_VALUE, (long) same.count() + group.count());
            groups.put(place, with(same, count, longest(same.minutes(), group.minutes()), same.frames()));
            kept += group.count();
            blocks.giveBack(group.frames().size());
        } else if (groups.size() < GoroutineDumpReader.MOST_GROUPS) {
            groups.put(place, group);
            kept += group.count();
        }
    }
}
