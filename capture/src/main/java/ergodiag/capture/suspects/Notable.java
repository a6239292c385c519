package ergodiag.capture.suspects;

import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Those processes of a list that the closer look chooses from, picked while the list passes: all of a short list; of a long one the heads by
 * every key and the first of every kind that is asked about, so that a million processes need no memory.
 */
public final class Notable {
    private static final int ALL = 2_000;
    private static final int HEAD = 40;
    private static final int SUPERVISORS = 300;
    private static final int YOUNG = 300;

    private final Set<String> wanted;
    private final List<ProcessRow> all = new ArrayList<>();
    private final List<ProcessRow> kept = new ArrayList<>();
    private final List<Head> heads = List.of(
            new Head(HEAD, any -> true, ProcessRow::mailbox),
            new Head(HEAD, any -> true, Notable::latency),
            new Head(HEAD, any -> true, row -> row.runningTime().toNanos()),
            new Head(HEAD, any -> true, row -> row.initTime().toNanos()),
            new Head(HEAD, any -> true, row -> row.messagesIn().value()),
            new Head(HEAD, row -> row.state().equals(ProcessRow.ZOMBEE), Notable::inState),
            new Head(HEAD, row -> row.state().equals(ProcessRow.WAIT_RESPONSE), Notable::inState),
            new Head(HEAD, row -> row.state().equals(ProcessRow.RUNNING), Notable::inState),
            new Head(SUPERVISORS, Notable::managesOthers, row -> row.uptime().toSeconds()),
            new Head(
                    YOUNG,
                    row -> row.uptime().toSeconds() <= 10,
                    row -> -row.uptime().toSeconds()));
    private final FamilyCounts families = new FamilyCounts();
    private long count;

    /** @param wanted pids of those that are needed again, because they were notable before */
    public Notable(Collection<String> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    /** A bounded heap: the rows with the largest values. */
    private record Head(
            int most, Predicate<ProcessRow> which, ToDoubleFunction<ProcessRow> value, PriorityQueue<ProcessRow> rows) {
        Head(int most, Predicate<ProcessRow> which, ToDoubleFunction<ProcessRow> value) {
            this(most, which, value, new PriorityQueue<>(most + 1, Comparator.comparingDouble(value)));
        }

        void add(ProcessRow row) {
            if (!which.test(row)) {
                return;
            }
            if (rows.size() < most) {
                rows.add(row);
            } else if (value.applyAsDouble(row) > value.applyAsDouble(rows.element())) {
                rows.remove();
                rows.add(row);
            }
        }
    }

    public void add(ProcessRow row) {
        count++;
        if (!Suspects.ours(row)) {
            families.add(row);
        }
        if (count <= ALL) {
            all.add(row);
        } else {
            all.clear();
        }
        if (wanted.contains(row.pid()) && kept.size() < ALL) {
            kept.add(row);
        }
        heads.forEach(head -> head.add(row));
    }

    /** How many processes passed. */
    public long count() {
        return count;
    }

    /** How many of each family passed. */
    public FamilyCounts families() {
        return families;
    }

    /** Each once. */
    public List<ProcessRow> rows() {
        if (count <= ALL) {
            return List.copyOf(all);
        }
        Map<String, ProcessRow> chosen = new LinkedHashMap<>();
        kept.forEach(row -> chosen.put(row.pid(), row));
        for (Head head : heads) {
            head.rows().stream()
                    .sorted(Comparator.comparingDouble(head.value()).reversed())
                    .forEach(row -> chosen.putIfAbsent(row.pid(), row));
        }
        return List.copyOf(chosen.values());
    }

    private static double latency(ProcessRow row) {
        return row.latency().value().map(age -> (double) age.toNanos()).orElse(-1.0);
    }

    private static double inState(ProcessRow row) {
        return row.stateTime().value().orElse(row.uptime()).toNanos();
    }

    private static boolean managesOthers(ProcessRow row) {
        String behavior = row.behavior().toLowerCase(Locale.ROOT);
        return row.isSupervisor() || row.isPool() || behavior.contains("sup") || behavior.contains("pool");
    }
}
