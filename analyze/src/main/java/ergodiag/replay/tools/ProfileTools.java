package ergodiag.replay.tools;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.RecordedReply;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.ToolAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The pprof tools: recorded dumps and profiles, filtered anew. */
public final class ProfileTools {
    private static final int LONGEST_PROFILE = 30;

    private final Sight sight;
    private final Arguments asked;
    private final String filter;
    private final String exclude;

    public ProfileTools(Sight sight, Arguments asked) {
        this.sight = sight;
        this.asked = asked;
        this.filter = asked.text("filter");
        this.exclude = asked.text("exclude");
    }

    /** How long a CPU profile is taken. */
    public Duration duration() {
        long seconds = asked.number("duration");
        return Duration.ofSeconds(seconds < 1 ? 5 : Math.min(seconds, LONGEST_PROFILE));
    }

    /** The recorded profile nearest in time to now; its own duration stands in its header, so that its numbers stay true. */
    public ToolAnswer cpu() {
        return profile(Tool.PPROF_CPU, nearest(Tool.PPROF_CPU));
    }

    public ToolAnswer heap() {
        return profile(Tool.PPROF_HEAP, fits -> sight.standing(Tool.PPROF_HEAP, fits));
    }

    private ToolAnswer profile(
            Tool tool, java.util.function.Function<Predicate<RecordedReply>, Optional<RecordedReply>> find) {
        int limit = limit(20);
        Optional<ProfileText> whole = find.apply(entry ->
                        !entry.failed() && unfiltered(entry) && text(entry).complete(limitOf(entry)))
                .map(this::text);
        if (whole.isPresent()) {
            return ToolAnswer.of(whole.get().filtered(filter, exclude, limit));
        }
        return find.apply(entry -> !entry.failed() && sameFilter(entry))
                .map(this::text)
                .map(profile -> ToolAnswer.of(profile.cut(limit)))
                .orElse(ToolAnswer.notRecorded(tool.toolName() + " of " + sight.node() + " with this filter"));
    }

    private ProfileText text(RecordedReply entry) {
        return ProfileText.of(sight.recording().text(entry));
    }

    private java.util.function.Function<Predicate<RecordedReply>, Optional<RecordedReply>> nearest(Tool tool) {
        List<RecordedReply> all = sight.recording().all(sight.node(), tool);
        return fits -> all.stream()
                .filter(fits)
                .min(Comparator.comparing(entry -> distance(entry.call().started())));
    }

    private Duration distance(Instant taken) {
        return Duration.between(taken, sight.at()).abs();
    }

    public ToolAnswer goroutines() {
        if (!asked.text("pid").isEmpty()) {
            return goroutineOf(asked.text("pid"));
        }
        int limit = limit(50);
        int debug = asked.number("debug") < 1 ? 2 : (int) Math.min(asked.number("debug"), 2);
        Optional<RecordedDump> whole =
                dump(entry -> debug(entry) == debug && unfiltered(entry)).filter(dump -> !dump.cut());
        if (whole.isPresent()) {
            return ToolAnswer.of(whole.get().filtered(filter, exclude, limit));
        }
        return dump(entry -> debug(entry) == debug && sameFilter(entry))
                .filter(dump -> !dump.cut() || dump.showing() >= limit)
                .map(dump -> ToolAnswer.of(dump.again(!filter.isEmpty() || !exclude.isEmpty(), limit)))
                .orElse(ToolAnswer.notRecorded(
                        "the goroutine dump of " + sight.node() + " with debug=" + debug + " and this filter"));
    }

    private Optional<RecordedDump> dump(Predicate<RecordedReply> fits) {
        return sight.standing(
                        Tool.PPROF_GOROUTINES,
                        entry -> !entry.failed() && entry.call().argument("pid").isEmpty() && fits.test(entry))
                .map(entry -> RecordedDump.of(sight.recording().text(entry)));
    }

    /** Looks for a label the way the node does it, which never finds it in the dumps that Go writes. */
    private ToolAnswer goroutineOf(String pid) {
        Optional<RecordedDump> dump = dump(entry -> debug(entry) == 2);
        if (dump.isEmpty()) {
            dump = dump(entry -> true);
        }
        if (dump.isEmpty()) {
            return ToolAnswer.notRecorded("a goroutine dump of " + sight.node());
        }
        if (!labelled()) {
            return ToolAnswer.error(
                    "looking up goroutine by process PID requires building with -tags=pprof. Without this tag, actor"
                            + " goroutines are not labeled with PID. Use pprof_goroutines without pid parameter to see all goroutines");
        }
        List<String> matched = dump.get().blocks().stream()
                .filter(block -> block.contains("\"pid\":\"" + pid + "\""))
                .map(String::strip)
                .toList();
        if (!matched.isEmpty()) {
            return ToolAnswer.of(String.join("\n\n", matched));
        }
        return ToolAnswer.error(
                "no goroutine found with pid " + pid + " (pprof IS enabled). The process is likely in Sleep state"
                        + " -- sleeping processes park their goroutine so it does not appear in the dump. Use process_state tool to verify."
                        + " If the process is Running or WaitResponse, the PID may be incorrect");
    }

    /** Whether the node was built with the pprof tag, as its stacks tell. */
    public boolean labelled() {
        return sight.recording().all(sight.node(), Tool.PPROF_GOROUTINES).stream()
                .filter(entry -> !entry.failed())
                .map(sight.recording()::text)
                .anyMatch(text -> text.contains("_pprof.go:") || text.contains("labels:"));
    }

    private static int debug(RecordedReply entry) {
        return entry.call().asked().arguments().get("debug") instanceof Number number && number.intValue() == 1 ? 1 : 2;
    }

    private static boolean unfiltered(RecordedReply entry) {
        return entry.call().argument("filter").isEmpty()
                && entry.call().argument("exclude").isEmpty();
    }

    private boolean sameFilter(RecordedReply entry) {
        return entry.call().argument("filter").equals(filter)
                && entry.call().argument("exclude").equals(exclude);
    }

    private static long limitOf(RecordedReply entry) {
        return entry.call().asked().arguments().get("limit") instanceof Number number && number.longValue() > 0
                ? number.longValue()
                : 20;
    }

    private int limit(int otherwise) {
        long limit = asked.number("limit");
        return limit < 1 ? otherwise : (int) Math.min(limit, Integer.MAX_VALUE);
    }
}
