package ergodiag.ergo.pprof;

import ergodiag.ergo.Ids;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds the samples of a CPU profile up by function, and by actor and function. Memory is bounded. */
final class CpuTable implements PprofProfile.Samples {
    private static final int MOST_ACTORS = 10_000;
    private static final int MOST_PARTS = 500_000;

    /** Nanoseconds in a function itself, and with all it called. */
    static final class Time {
        private long own;
        private long whole;

        long own() {
            return own;
        }

        long whole() {
            return whole;
        }
    }

    /** Who computes: a process or a meta process. */
    record Actor(String label, String id) {
        /** As the labels of a node built with {@code -tags=pprof} tell it (ERGO.md 5); anything else that a program calls so is none. */
        static Optional<Actor> of(Map<String, String> labels) {
            return of("meta", Ids.Kind.ALIAS, labels).or(() -> of("pid", Ids.Kind.PROCESS, labels));
        }

        private static Optional<Actor> of(String label, Ids.Kind kind, Map<String, String> labels) {
            return Optional.ofNullable(labels.get(label))
                    .filter(id -> id.length() < 200 && id.indexOf(' ') < 0)
                    .filter(id -> Ids.of(id).filter(it -> it.kind() == kind).isPresent())
                    .map(id -> new Actor(label, id));
        }
    }

    private final int value;
    private final Map<String, Time> functions = new HashMap<>();
    private final Map<Actor, Map<String, Time>> parts = new LinkedHashMap<>();
    private final Map<Actor, Time> actors = new LinkedHashMap<>();
    private int partsInAll;
    private long sampled;

    /** @param value which value of a sample is CPU time in nanoseconds */
    CpuTable(int value) {
        this.value = value;
    }

    @Override
    public void take(List<StackFrame> stack, long[] values, Map<String, String> labels) {
        long nanos = values[value];
        sampled = HeapScale.sum(sampled, nanos);
        add(functions, stack, nanos);
        Actor.of(labels)
                .filter(actor -> actors.size() < MOST_ACTORS || actors.containsKey(actor))
                .ifPresent(actor -> {
                    Time time = actors.computeIfAbsent(actor, any -> new Time());
                    time.whole = HeapScale.sum(time.whole, nanos);
                    Map<String, Time> part = parts.computeIfAbsent(actor, any -> new HashMap<>());
                    int before = part.size();
                    if (partsInAll < MOST_PARTS) {
                        add(part, stack, nanos);
                    }
                    partsInAll += part.size() - before;
                });
    }

    private static void add(Map<String, Time> times, List<StackFrame> stack, long nanos) {
        Set<String> seen = new HashSet<>();
        for (StackFrame frame : stack) {
            if (seen.add(frame.function())) {
                Time time = times.computeIfAbsent(frame.function(), any -> new Time());
                time.whole = HeapScale.sum(time.whole, nanos);
                time.own = seen.size() == 1 ? HeapScale.sum(time.own, nanos) : time.own;
            }
        }
    }

    long sampled() {
        return sampled;
    }

    /** Share of all sampled time, 0 to 100. */
    double percent(long nanos) {
        return sampled == 0 ? 0 : 100.0 * nanos / sampled;
    }

    /** Largest own time first. */
    List<Map.Entry<String, Time>> functions() {
        return sorted(functions);
    }

    /** Largest first. */
    List<Map.Entry<Actor, Time>> actors() {
        return actors.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Actor, Time> entry) -> -entry.getValue().whole)
                        .thenComparing(entry -> entry.getKey().id()))
                .toList();
    }

    /** In what an actor spent its time. */
    List<Map.Entry<String, Time>> functions(Actor actor) {
        return sorted(parts.getOrDefault(actor, Map.of()));
    }

    private static List<Map.Entry<String, Time>> sorted(Map<String, Time> times) {
        return times.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Time> entry) -> -entry.getValue().own)
                        .thenComparingLong(entry -> -entry.getValue().whole)
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }
}
