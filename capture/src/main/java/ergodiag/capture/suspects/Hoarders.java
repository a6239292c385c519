package ergodiag.capture.suspects;

import static ergodiag.ergo.PlaybookName.MEMORY_GROWTH;

import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom to ask for what they hold where what is registered on a node (aliases, names, ...) becomes more: the node counts it, and only {@code
 * process_info} tells whose it is. Whoever makes things runs: those are asked that ran most between two lists, at each look others.
 */
public final class Hoarders {
    /** Fewer come and go. */
    private static final long FEWEST = 20;

    private final Map<String, Map<String, Long>> first = new HashMap<>();
    private final Map<String, String> growing = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /** What a node counts now. */
    public synchronized void saw(String node, NodeInfo info) {
        Map<String, Long> before = first.computeIfAbsent(node, any -> Map.copyOf(info.registered()));
        growing.remove(node);
        info.registered().forEach((field, count) -> {
            if (count - before.getOrDefault(field, count) >= FEWEST) {
                growing.merge(node, field, (one, other) -> one + ", " + other);
            }
        });
    }

    /** Whether something that is registered on the node becomes more. */
    public synchronized boolean isGrowing(String node) {
        return growing.containsKey(node);
    }

    /** The next ones to ask; none where nothing grows. */
    public synchronized List<Suspect> next(String node, List<ProcessRow> before, List<ProcessRow> now, int most) {
        if (!growing.containsKey(node)) {
            return List.of();
        }
        Map<String, Duration> ran = new HashMap<>();
        before.forEach(row -> ran.put(row.pid(), row.runningTime()));
        Purpose reason = Purpose.of(growing.get(node) + " of the node become more, and it runs", MEMORY_GROWTH);
        List<Suspect> next = now.stream()
                .filter(row -> !Suspects.ours(row) && !asked.contains(node + row.pid()))
                .sorted(Comparator.comparing(
                                (ProcessRow row) -> row.runningTime().minus(ran.getOrDefault(row.pid(), Duration.ZERO)))
                        .reversed()
                        .thenComparing(ProcessRow::pid))
                .limit(most)
                .map(row -> new Suspect(row, reason, 45))
                .toList();
        next.forEach(suspect -> asked.add(node + suspect.pid()));
        return next;
    }
}
