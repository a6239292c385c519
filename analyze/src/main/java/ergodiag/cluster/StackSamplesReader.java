package ergodiag.cluster;

import ergodiag.bundle.Gap;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.GoroutineLook;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what the goroutine sampler of a node saw, look by look. */
final class StackSamplesReader {
    private static final Tool SAMPLER = Tool.SAMPLE_START;
    private static final Tool SAMPLED = Tool.PPROF_GOROUTINES;

    private final Replies replies;
    private final NodeClock clock;

    StackSamplesReader(Replies replies, NodeClock clock) {
        this.replies = replies;
        this.clock = clock;
    }

    Series<Dump> read(UsableTime time) {
        List<Timed<Dump>> looks = new ArrayList<>();
        replies.answered(SAMPLER).stream()
                .filter(StackSamplesReader::isSeries)
                .forEach(call -> looks.addAll(looks(call)));
        looks.sort(Comparator.comparing(Timed::at));
        return time.within(new Series<>(looks));
    }

    private static boolean isSeries(Call call) {
        return call.argument("tool").equals(SAMPLED.toolName())
                && call.file().orElse("").endsWith(".jsonl");
    }

    private List<Timed<Dump>> looks(Call call) {
        Optional<List<GoroutineLook>> read = replies.read(
                call,
                Tool.SAMPLE_START,
                (in, at) -> GoroutineLook.list(
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), at.file()));
        if (read.isEmpty()) {
            Gap why = Objects.requireNonNull(replies.missing().get(SAMPLER), "what cannot be read is noted as missing");
            replies.noteUnreadLooks(replies.gap(SAMPLED, "where actors stood between the dumps: " + why.reason()));
        }
        Optional<Instant> first = read.stream()
                .flatMap(List::stream)
                .flatMap(look -> look.time().value().stream())
                .findFirst();
        NodeClock.Walk walk = clock.walk();
        return read.stream()
                .flatMap(List::stream)
                .map(look -> new Timed<>(moment(look, first, call, walk), call, stacks(look, call)))
                .toList();
    }

    /** Our clock: by the node's where its offset is known, else counted from the start of the sampler, which looks at once. */
    private Instant moment(GoroutineLook look, Optional<Instant> first, Call call, NodeClock.Walk walk) {
        Optional<Instant> time = look.time().value();
        if (time.isEmpty() || first.isEmpty()) {
            return call.started();
        }
        Instant looked = walk.asItWas(time.get());
        return clock.offset()
                .map(looked::minus)
                .orElseGet(() -> call.started().plus(Duration.between(first.get(), looked)));
    }

    private static Dump stacks(GoroutineLook look, Call call) {
        Map<?, ?> asked = call.asked().arguments().get("arguments") instanceof Map<?, ?> map ? map : Map.of();
        boolean single = "2".equals(text(asked, "debug"));
        return new Dump(single ? 2 : 1, text(asked, "filter"), text(asked, "exclude"), true, look.dump());
    }

    private static String text(Map<?, ?> asked, String name) {
        Object value = asked.get(name);
        return value == null ? "" : String.valueOf(value);
    }
}
