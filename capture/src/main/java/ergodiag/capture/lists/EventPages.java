package ergodiag.capture.lists;

import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.Wall;
import ergodiag.capture.lists.PagedList.Judgement;
import ergodiag.capture.lists.PagedList.Part;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One reading of all events of a node: in one piece where it fits below the wall, else by utilisation state, and what is still too much by
 * producer and by how the names begin (ERGO.md 2 and 5). The node's own count of events tells whether all are there.
 */
public final class EventPages {
    private static final List<String> STATES =
            List.of("active", "on_demand", "idle", "no_subscribers", "no_publishing");
    private static final List<String> KEYS = List.of("published", "subscribers", "local_sent", "remote_sent");
    private static final int ALL = 1_000_000;
    /** Events that are kept to choose from, whom to look at closer. */
    private static final int MOST_KEPT = 20_000;

    private static final PagedList.Kind<EventInfo> KIND =
            new PagedList.Kind<>(EventInfo::stream, EventInfo::event, EventInfo::event);

    private final PagedList<EventInfo> parts;
    private final Question base;
    private final OptionalLong registered;
    private final Map<String, EventInfo> seen = new LinkedHashMap<>();
    private boolean cut;

    private EventPages(Asker asker, Ledger ledger, String node, Wall wall, OptionalLong registered) {
        this.base = base(node);
        this.registered = registered;
        int questions = 40 + (int) Math.min(10_000, 4 * registered.orElse(0) / Math.max(1, wall.fits()));
        this.parts = new PagedList<>(asker, ledger.nextReading(base), wall, questions, KIND, this::keep);
    }

    private void keep(EventInfo row) {
        if (seen.size() < MOST_KEPT) {
            seen.put(row.event(), row);
        }
    }

    public static Question base(String node) {
        return Question.of(
                        node,
                        Tool.EVENT_LIST,
                        Purpose.judgedBy(
                                Tool.EVENT_LIST, "all", "which events are published for nobody or awaited in vain"))
                .named("all")
                .large();
    }

    /** @param registered the node's own count of events */
    public static List<EventInfo> read(Asker asker, Ledger ledger, String node, Wall wall, OptionalLong registered) {
        EventPages pages = new EventPages(asker, ledger, node, wall, registered);
        if (asker.isUnbounded(node)) {
            pages.parts.ask(
                    pages.base,
                    (int) Math.min(ALL, 2 * registered.orElse(ALL / 2) + 1_000),
                    part -> pages.judgement(!part.full()));
        } else {
            pages.inParts();
        }
        return List.copyOf(pages.seen.values());
    }

    private void inParts() {
        Part<EventInfo> first = parts.ask(base, part -> part.full() ? Optional.empty() : judgement(true));
        if (!first.came() || parts.judged()) {
            return;
        }
        for (String state : STATES) {
            if (over()) {
                return;
            }
            Part<EventInfo> part = ask(base.with("utilization_state", state));
            if (part.full()) {
                byName(base.with("utilization_state", state), part.rows(), "");
            }
        }
        if (!parts.judged() && parts.answers()) {
            parts.ask(base.with("sort_by", KEYS.get(0)), part -> judgement(!cut));
        }
    }

    private Part<EventInfo> ask(Question question) {
        return parts.ask(question, part -> enough() ? judgement(true) : Optional.empty());
    }

    private boolean enough() {
        return registered.isPresent() && parts.seen() >= registered.getAsLong();
    }

    private boolean over() {
        cut |= !parts.goesOn();
        return parts.judged() || !parts.goesOn();
    }

    /** The filter looks for a part of the name, of which a beginning is one. */
    private void byName(Question group, List<EventInfo> sample, String begin) {
        Set<String> names = sample.stream()
                .map(EventInfo::name)
                .filter(name -> name.startsWith(begin))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> next = NamePrefixes.longer(names, begin, false);
        for (String longer : next) {
            if (over()) {
                return;
            }
            Part<EventInfo> part = ask(group.with("name", longer));
            if (part.full()) {
                byName(group, part.rows(), longer);
            }
        }
        if (next.isEmpty() && !over()) {
            byProducer(group.with("name", begin), sample);
        }
    }

    private void byProducer(Question group, List<EventInfo> sample) {
        List<String> producers = sample.stream()
                .map(EventInfo::producer)
                .filter(producer -> !producer.isEmpty())
                .distinct()
                .toList();
        for (String producer : producers.size() < 2 ? List.<String>of() : producers) {
            if (over()) {
                return;
            }
            cut |= ask(group.with("producer", producer)).full();
        }
        for (String key : KEYS) {
            if (over()) {
                return;
            }
            cut |= ask(group.with("sort_by", key)).full();
        }
    }

    /** What ends undisturbed is all, unless the count says that more than a few are missing. */
    private Optional<Judgement> judgement(boolean undisturbed) {
        long missing = registered.orElse(0) - parts.seen();
        boolean all = undisturbed && missing <= Math.max(1, registered.orElse(0) / 100);
        return Optional.of(new Judgement(all, registered));
    }
}
