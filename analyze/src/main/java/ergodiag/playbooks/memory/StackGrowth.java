package ergodiag.playbooks.memory;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The place where the number of goroutines grew most between two dumps of the same kind.
 *
 * @param place innermost application function, or the innermost at all
 * @param first goroutines there in the first dump
 * @param last in the last
 * @param evidence its line in the last dump
 */
public record StackGrowth(String place, long first, long last, Evidence evidence) {

    /** Where goroutines grew most; empty without two dumps of the same kind, or when they grew nowhere. */
    public static Optional<StackGrowth> of(Node node) {
        List<Timed<Dump>> dumps = node.stacks().readings();
        Optional<StackGrowth> most = Optional.empty();
        for (Timed<Dump> last : dumps) {
            Optional<Timed<Dump>> first = dumps.stream()
                    .filter(dump -> sameKind(dump.it(), last.it()))
                    .findFirst()
                    .filter(dump -> dump != last);
            Optional<StackGrowth> grown = first.flatMap(dump -> between(dump.it(), last.it()));
            if (grown.isPresent()
                    && (most.isEmpty() || grown.get().grown() >= most.get().grown())) {
                most = grown;
            }
        }
        return most;
    }

    public long grown() {
        return last - first;
    }

    private static Optional<StackGrowth> between(Dump first, Dump last) {
        Map<String, Long> before = count(first);
        Map<String, Evidence> lines = new HashMap<>();
        last.groups()
                .forEach(group -> TopFrame.of(group, last.debug())
                        .ifPresent(place -> lines.putIfAbsent(place.function(), place.evidence())));
        Map<String, Long> now = count(last);
        return lines.entrySet().stream()
                .map(line -> new StackGrowth(
                        line.getKey(),
                        before.getOrDefault(line.getKey(), 0L),
                        now.getOrDefault(line.getKey(), 0L),
                        line.getValue()))
                .filter(growth -> growth.grown() > 0)
                .max(Comparator.comparingLong(StackGrowth::grown).thenComparing(StackGrowth::place));
    }

    private static Map<String, Long> count(Dump dump) {
        Map<String, Long> counts = new HashMap<>();
        for (GoroutineGroup group : dump.groups()) {
            TopFrame.of(group, dump.debug())
                    .ifPresent(place -> counts.merge(place.function(), (long) group.count(), Long::sum));
        }
        return counts;
    }

    private static boolean sameKind(Dump one, Dump other) {
        return one.debug() == other.debug()
                && one.filter().equals(other.filter())
                && one.exclude().equals(other.exclude());
    }
}
