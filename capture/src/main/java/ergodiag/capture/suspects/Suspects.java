package ergodiag.capture.suspects;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;
import static ergodiag.ergo.PlaybookName.PROCESS_LEAK;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;
import static ergodiag.ergo.PlaybookName.ZOMBIE_PROCESSES;

import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which processes of a node deserve a closer look, worst first, by the reasons of the playbooks. */
public final class Suspects {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration OLD_MESSAGE = Duration.ofSeconds(1);
    private static final Duration SLOW_START = Duration.ofSeconds(1);
    private static final long LONG_QUEUE = 100;
    private static final long CHURN = 3;

    private Suspects() {}

    /**
     * Chooses from two readings a few seconds apart, or from one given twice. First one representative of each behaviour and reason, worst
     * first, then the second ones: eight of the same tell no more than three.
     *
     * @param growing families that grow
     * @param noted events that are noted, for their producers
     */
    public static List<Suspect> choose(
            List<ProcessRow> earlier,
            List<ProcessRow> now,
            List<FamilyCounts.Growth> growing,
            List<EventSuspects.Noted> noted,
            SuspectLimits attention) {
        Map<String, ProcessRow> before = new HashMap<>();
        earlier.forEach(row -> before.put(row.pid(), row));
        Map<String, Suspect> chosen = new LinkedHashMap<>();
        for (ProcessRow row : now) {
            if (!ours(row)) {
                reason(row, Optional.ofNullable(before.get(row.pid()))).ifPresent(it -> add(chosen, it));
            }
        }
        churn(now).forEach(it -> add(chosen, it));
        FamilyCounts.suspects(growing.stream().limit(attention.families()).toList(), now)
                .filter(it -> !ours(it.process()))
                .forEach(it -> add(chosen, it));
        producers(now, noted).forEach(it -> add(chosen, it));
        return representatives(chosen.values(), attention);
    }

    private static List<Suspect> representatives(Collection<Suspect> all, SuspectLimits attention) {
        List<Suspect> worst = all.stream()
                .sorted(Comparator.comparingInt(Suspect::weight)
                        .thenComparingLong(it -> it.process().mailbox())
                        .reversed()
                        .thenComparing(Suspect::pid))
                .toList();
        Map<String, Integer> ofItsKind = new HashMap<>();
        Map<Integer, List<Suspect>> rounds = new TreeMap<>();
        for (Suspect suspect : worst) {
            int round = ofItsKind.merge(suspect.kind(), 1, Integer::sum);
            if (round <= attention.ofAKind()) {
                rounds.computeIfAbsent(round, any -> new ArrayList<>()).add(suspect);
            }
        }
        return rounds.values().stream()
                .flatMap(List::stream)
                .limit(attention.processes())
                .toList();
    }

    /** The processes of the applications through which nodes are asked, and what they start on nodes: samplers and inspectors (ERGO33.md 4). */
    public static boolean ours(ProcessRow row) {
        return row.isOfTheAskers()
                || row.name().startsWith("mcp_sampler")
                || row.behavior().startsWith("mcp.");
    }

    private static void add(Map<String, Suspect> chosen, Suspect suspect) {
        chosen.merge(suspect.pid(), suspect, (a, b) -> a.weight() >= b.weight() ? a : b);
    }

    private static Optional<Suspect> reason(ProcessRow row, Optional<ProcessRow> before) {
        boolean again = before.isPresent() && !before.get().equals(row);
        boolean waits = row.mailbox() > 0;
        boolean tookNone = again && before.get().mailbox() > 0 && before.get().taken() == row.taken();
        boolean same = again
                && before.get().state().equals(row.state())
                && before.get().messagesOut().equals(row.messagesOut());
        boolean longHere =
                row.stateTime().value().map(time -> time.compareTo(LONG) > 0).orElse(same);
        if (row.state().equals(ProcessRow.ZOMBEE)) {
            return of(row, Purpose.of("killed and still there", ZOMBIE_PROCESSES), 100);
        }
        if (waits && tookNone) {
            return of(row, Purpose.of("messages wait and none was taken", PERFORMANCE_BOTTLENECK), 95);
        }
        if (waits
                && row.latency()
                        .value()
                        .map(age -> age.compareTo(OLD_MESSAGE) > 0)
                        .orElse(false)) {
            return of(
                    row,
                    Purpose.of("its oldest message has waited for more than a second", PERFORMANCE_BOTTLENECK),
                    90);
        }
        if (row.state().equals(ProcessRow.WAIT_RESPONSE) && longHere) {
            return of(
                    row, Purpose.of("waits for the response to a call for more than 5 s", PERFORMANCE_BOTTLENECK), 85);
        }
        if (row.state().equals(ProcessRow.RUNNING) && !waits && longHere) {
            return of(row, Purpose.of("in one callback for more than 5 s", CLUSTER_HEALTH), 80);
        }
        if (row.mailbox() >= LONG_QUEUE) {
            return of(row, Purpose.of("a long mailbox", PERFORMANCE_BOTTLENECK), 75);
        }
        return row.initTime().compareTo(SLOW_START) > 0
                ? of(row, Purpose.of("slow start", CLUSTER_HEALTH), 40)
                : Optional.empty();
    }

    /** Parents, themselves older than a minute, of several processes younger than ten seconds. */
    private static List<Suspect> churn(List<ProcessRow> now) {
        Map<String, Long> young = new HashMap<>();
        for (ProcessRow row : now) {
            if (row.uptime().toSeconds() <= 10 && !ours(row)) {
                young.merge(row.parent(), 1L, Long::sum);
            }
        }
        List<Suspect> parents = new ArrayList<>();
        for (ProcessRow row : now) {
            boolean busy =
                    young.getOrDefault(row.pid(), 0L) >= CHURN || row.isSupervisor() && young.containsKey(row.pid());
            if (busy && row.uptime().toSeconds() > 60 && !ours(row)) {
                parents.add(new Suspect(
                        row,
                        Purpose.of("its children are being started again and again", PROCESS_LEAK, RESTART_LOOP),
                        60));
            }
        }
        return parents;
    }

    private static List<Suspect> producers(List<ProcessRow> now, List<EventSuspects.Noted> noted) {
        Map<String, Purpose> reasons = new HashMap<>();
        noted.forEach(
                it -> reasons.putIfAbsent(it.event().producer(), it.reason().and("its producer")));
        return now.stream()
                .filter(row -> !ours(row))
                .flatMap(row ->
                        Optional.ofNullable(reasons.get(row.pid()))
                                .map(reason -> new Suspect(row, reason, 50))
                                .stream())
                .toList();
    }

    private static Optional<Suspect> of(ProcessRow row, Purpose reason, int weight) {
        return Optional.of(new Suspect(row, reason, weight));
    }
}
