package ergodiag.capture;

import ergodiag.bundle.Call;
import ergodiag.bundle.Outcome;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One reading of all events of a node: in one piece where it fits below the wall, else by utilisation state (ERGO.md 2 and 5). */
final class EventPages {
    private static final List<String> STATES =
            List.of("active", "on_demand", "idle", "no_subscribers", "no_publishing");

    private EventPages() {}

    static Question base(String node) {
        return Question.of(node, Tool.EVENT_LIST, "9: which events are published for nobody or awaited in vain")
                .named("all")
                .large();
    }

    /** @param registered the node's own count of events */
    static List<EventInfo> read(Asker asker, Ledger ledger, String node, Wall wall, OptionalLong registered) {
        int reading = ledger.nextReading(base(node));
        boolean entry = asker.isEntry(node);
        int limit = entry ? 1_000_000 : wall.fits();
        Map<String, EventInfo> seen = new LinkedHashMap<>();
        List<EventInfo> rows = new ArrayList<>();
        Question first = base(node).with("limit", limit).part(1, reading);
        boolean fits = registered.isPresent() && registered.getAsLong() < limit;
        Answer answer = Rows.ask(
                asker,
                entry ? first.within(Duration.ofSeconds(30)) : first,
                EventInfo::stream,
                rows,
                call -> rows.size() < limit || fits
                        ? Calls.whole(call, rows.size() < limit, registered)
                        : Calls.rows(call, rows.size(), false));
        wall.learn(answer.wireBytes(), rows.size());
        boolean tooLarge = answer.call().outcome() == Outcome.TOO_LARGE;
        if (tooLarge) {
            wall.hit(limit);
        }
        rows.forEach(row -> seen.put(row.event(), row));
        if (tooLarge || rows.size() >= limit && !fits) {
            byState(asker, node, wall, registered, reading, seen);
        }
        return List.copyOf(seen.values());
    }

    private static void byState(
            Asker asker, String node, Wall wall, OptionalLong registered, int reading, Map<String, EventInfo> seen) {
        boolean[] cut = {false};
        for (int i = 0; i < STATES.size(); i++) {
            boolean last = i == STATES.size() - 1;
            int limit = wall.fits();
            List<EventInfo> rows = new ArrayList<>();
            Question question = base(node)
                    .with("limit", limit)
                    .with("utilization_state", STATES.get(i))
                    .part(i + 2, reading);
            Rows.ask(asker, question, EventInfo::stream, rows, call -> {
                rows.forEach(row -> seen.put(row.event(), row));
                cut[0] |= rows.size() >= limit;
                boolean all = registered.isPresent() ? seen.size() >= registered.getAsLong() : !cut[0];
                Call uncut = Calls.rows(call, rows.size(), false);
                return last ? Calls.whole(uncut, all, registered) : uncut;
            });
        }
    }
}
