package ergodiag.capture.lists;

import ergodiag.capture.lists.PagedList.Judgement;
import ergodiag.capture.lists.PagedList.Part;
import ergodiag.capture.lists.UptimeWalk.Dense;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The processes of one second, of which more were started than fit in one part: asked for by application, behaviour, state and beginnings
 * of names, whichever splits them best, and what cannot be told apart by these, by the heads of every key and at random for as long as
 * that brings new ones. No filter but {@code max_uptime} has an upper bound, so that processes without names that are alike in all else
 * cannot be listed completely; the reading then says that it is cut (ERGO.md 2).
 *
 * <p>Longer than others because its ways of splitting call each other until a group fits.
 */
final class SameSecond {
    /** A filter that leaves more than this share in one piece is not worth its questions. */
    private static final double SPLITS = 0.95;

    private static final List<String> RARE_STATES =
            List.of(ProcessRow.RUNNING, ProcessRow.WAIT_RESPONSE, ProcessRow.ZOMBEE, ProcessRow.INIT);
    private static final Filter NAME = new Filter("name", ProcessRow::name);
    private static final List<Filter> FILTERS = List.of(
            new Filter("application", ProcessRow::application),
            new Filter("behavior", ProcessRow::behavior),
            new Filter("state", ProcessRow::state),
            NAME);
    /** Into so many parts one more letter of the names splits a group, about. */
    private static final int LETTERS = 10;

    private static final int BARREN = 3;

    private final PagedList<ProcessRow> parts;
    private final Seconds seconds;
    private final Question base;
    private final Function<Part<ProcessRow>, Optional<Judgement>> judge;
    private final BooleanSupplier enough;
    private final List<Group> named = new ArrayList<>();
    private final List<Split> splits = new ArrayList<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private boolean resolved = true;

    private record Filter(String name, Function<ProcessRow, String> value) {}

    /** A group that was asked for by these values of a filter. */
    private record Split(Group group, Filter filter, Set<String> asked) {}

    /**
     * Processes that answer to the same filters, and some of them.
     *
     * @param size how many they are, about
     */
    private record Group(long uptime, Map<String, Object> filters, List<ProcessRow> sample, double size) {
        Group with(Filter filter, String value, List<ProcessRow> rows) {
            Map<String, Object> more = new LinkedHashMap<>(filters);
            more.put(filter.name(), value);
            double part = filter.equals(NAME)
                    ? 1.0 / LETTERS
                    : share(sample, row -> filter.value().apply(row).equals(value));
            return new Group(uptime, more, rows, Math.max(rows.size(), size * part));
        }
    }

    /**
     * @param judge of any part: whether the list is complete with it
     * @param enough whether nothing is missing any more
     */
    SameSecond(
            PagedList<ProcessRow> parts,
            Seconds seconds,
            Question base,
            Function<Part<ProcessRow>, Optional<Judgement>> judge,
            BooleanSupplier enough) {
        this.parts = parts;
        this.seconds = seconds;
        this.base = base;
        this.judge = judge;
        this.enough = enough;
    }

    /** Asks for all processes of these seconds, of which so many are missing. */
    void split(List<Dense> seconds, long missing) {
        for (Dense dense : seconds) {
            double size = dense.sample().size() + (double) Math.max(0, missing) / seconds.size();
            split(new Group(dense.uptime(), Map.of(), dense.sample(), size));
        }
        for (String state : seconds.isEmpty() ? List.<String>of() : RARE_STATES) {
            if (!over()) {
                parts.ask(base.with("state", state), judge);
            }
        }
        for (Split split : List.copyOf(splits)) {
            byValue(split, known.getOrDefault(split.filter().name(), Set.of()));
        }
        for (Group group : List.copyOf(named)) {
            if (!over()) {
                byName(group, "", false);
            }
        }
    }

    /** Whether every group could be split until it fitted. */
    boolean resolved() {
        return resolved;
    }

    private boolean over() {
        if (!parts.goesOn()) {
            resolved = false;
        }
        return !parts.goesOn() || enough.getAsBoolean();
    }

    private void split(Group group) {
        for (Filter filter : ways(group)) {
            if (filter.equals(NAME)) {
                named.add(group);
                byName(group, "", true);
            } else {
                byValue(group, filter);
            }
            boolean reachesAll = group.sample().stream()
                    .noneMatch(row -> filter.value().apply(row).isEmpty());
            if (reachesAll || over()) {
                return;
            }
        }
        if (!over()) {
            alike(group);
        }
    }

    /** The filters that split a group, those first that need the fewest questions. */
    private List<Filter> ways(Group group) {
        Map<Filter, Double> questions = new HashMap<>();
        for (Filter filter : FILTERS) {
            double share = share(group, filter);
            if (!group.filters().containsKey(filter.name()) && share < SPLITS) {
                questions.put(filter, questions(group, filter, share));
            }
        }
        return questions.keySet().stream()
                .sorted(Comparator.comparing(questions::get))
                .toList();
    }

    /** About how many questions it takes until the parts fit, when a group is split by this again and again. */
    private double questions(Group group, Filter filter, double share) {
        double levels = Math.log(group.size() / parts.fits()) / -Math.log(share);
        double unreached =
                share(group.sample(), row -> filter.value().apply(row).isEmpty());
        int values =
                filter.equals(NAME) ? LETTERS : values(group.sample(), filter).size();
        return values * Math.max(1, levels) * (1 + 10 * unreached);
    }

    /** How much of the group would stay together at worst: the commonest value, or those that have none. */
    private static double share(Group group, Filter filter) {
        if (filter.equals(NAME)) {
            return Math.max(
                    1.0 / LETTERS, share(group.sample(), row -> row.name().isEmpty()));
        }
        Map<String, Long> counts =
                group.sample().stream().collect(Collectors.groupingBy(filter.value(), Collectors.counting()));
        return counts.values().stream().mapToLong(it -> it).max().orElse(0)
                / (double) Math.max(1, group.sample().size());
    }

    private static double share(List<ProcessRow> sample, Predicate<ProcessRow> which) {
        return sample.stream().filter(which).count() / (double) Math.max(1, sample.size());
    }

    /** By the values seen in the group, and those that come to be seen meanwhile. */
    private void byValue(Group group, Filter filter) {
        Split split = new Split(group, filter, new HashSet<>());
        splits.add(split);
        Set<String> values = values(group.sample(), filter);
        while (!split.asked().containsAll(values) && !over()) {
            values = byValue(split, values);
        }
    }

    /** @return the values seen in the replies */
    private Set<String> byValue(Split split, Set<String> values) {
        Set<String> seen = new TreeSet<>();
        for (String value : new TreeSet<>(values)) {
            if (!over() && split.asked().add(value)) {
                Part<ProcessRow> part = ask(split.group(), Map.of(split.filter().name(), value));
                seen.addAll(values(part.rows(), split.filter()));
                if (part.full()) {
                    split(split.group().with(split.filter(), value, part.rows()));
                }
            }
        }
        known.computeIfAbsent(split.filter().name(), any -> new TreeSet<>()).addAll(seen);
        return seen;
    }

    private static Set<String> values(List<ProcessRow> sample, Filter filter) {
        Set<String> values = new TreeSet<>();
        sample.forEach(row -> values.add(filter.value().apply(row)));
        values.remove("");
        return values;
    }

    /** By how their names begin: the filter looks for a part of the name, of which a beginning is one. */
    private void byName(Group group, String begin, boolean digits) {
        Set<String> names = new TreeSet<>();
        group.sample().stream()
                .map(ProcessRow::name)
                .filter(name -> !name.isEmpty() && name.startsWith(begin))
                .forEach(names::add);
        Set<String> next = NamePrefixes.longer(names, begin, digits);
        if (next.isEmpty()) {
            alike(group);
        }
        for (String longer : next) {
            if (over()) {
                return;
            }
            Part<ProcessRow> part = ask(group, Map.of("name", longer));
            if (part.full()) {
                byName(group.with(NAME, longer, part.rows()), longer, digits);
            }
        }
    }

    /** Nothing tells them apart: the heads by every key, and the same question again, as long as they bring others. */
    private void alike(Group group) {
        int barren = 0;
        for (String key : ProcessRow.SORT_KEYS) {
            if (over() || barren >= BARREN) {
                break;
            }
            if (!key.equals("mailbox_latency") && !key.equals("uptime")) {
                barren = brings(ask(group, Map.of("sort_by", key))) ? 0 : barren + 1;
            }
        }
        for (barren = 0; barren < BARREN && !over(); ) {
            barren = brings(ask(group, Map.of())) ? 0 : barren + 1;
        }
        resolved &= enough.getAsBoolean();
    }

    private static boolean brings(Part<ProcessRow> part) {
        return part.fresh() > part.limit() / 20;
    }

    private Part<ProcessRow> ask(Group group, Map<String, Object> more) {
        Question question = base;
        for (Map.Entry<String, Object> filter : group.filters().entrySet()) {
            question = question.with(filter.getKey(), filter.getValue());
        }
        for (Map.Entry<String, Object> filter : more.entrySet()) {
            question = question.with(filter.getKey(), filter.getValue());
        }
        return seconds.ask(question, OptionalLong.of(group.uptime()), group.uptime(), judge);
    }
}
