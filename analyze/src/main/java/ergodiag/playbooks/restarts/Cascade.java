package ergodiag.playbooks.restarts;

import ergodiag.cluster.Process;
import ergodiag.cluster.deaths.Death;
import ergodiag.cluster.deaths.DeathFamily;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that fails again and again, and the siblings that its supervisor ends and starts again with it (rest for one, all for one).
 *
 * @param lead the loop of the one that fails
 * @param along the loops that are only its consequence
 */
record Cascade(Restarts lead, List<Restarts> along) {

    /** The loops of a node, each of a sibling that is only taken along with the one that fails. */
    static List<Cascade> of(List<Restarts> loops) {
        Map<String, List<Restarts>> byParent = loops.stream()
                .collect(
                        Collectors.groupingBy(loop -> loop.family().parent(), LinkedHashMap::new, Collectors.toList()));
        return byParent.values().stream().flatMap(Cascade::ofSiblings).toList();
    }

    private static Stream<Cascade> ofSiblings(List<Restarts> loops) {
        Map<Restarts, List<Restarts>> along = new LinkedHashMap<>();
        for (Restarts loop : loops) {
            Restarts lead = lead(loop, loops).orElse(loop);
            List<Restarts> others = along.computeIfAbsent(lead, it -> new ArrayList<>());
            if (lead != loop) {
                others.add(loop);
            }
        }
        return along.entrySet().stream().map(entry -> new Cascade(entry.getKey(), entry.getValue()));
    }

    /** The loop that takes this one along: by what was logged, else by the strategy of their supervisor. */
    private static Optional<Restarts> lead(Restarts loop, List<Restarts> loops) {
        if (loop.isTakenAlong()) {
            Set<Death> firsts = loop.passedOn().stream().map(DeathFamily::first).collect(Collectors.toSet());
            return loops.stream()
                    .filter(other ->
                            other.own().stream().map(DeathFamily::first).anyMatch(firsts::contains))
                    .max(Comparator.comparingLong(other -> other.own().stream()
                            .map(DeathFamily::first)
                            .filter(firsts::contains)
                            .count()));
        }
        boolean silent = loops.stream()
                .allMatch(other -> other.own().isEmpty() && other.passedOn().isEmpty());
        boolean together = loop.strategy().filter(Strategy::takesAlong).isPresent();
        return silent && together
                ? loops.stream().min(Comparator.comparing(other -> other.fails().pid(), NaturalOrder.OF_NAMES))
                : Optional.empty();
    }

    /** Whether it is known which of them fails; else the first that was started again speaks for all. */
    boolean isLeadKnown() {
        return !lead.own().isEmpty() || lead.strategy().map(Strategy::isByOrder).orElse(true);
    }

    /** How many others end with each failure: by what was logged, else those that live now. */
    int takesAlong() {
        return lead.own().isEmpty()
                ? (int) along.stream().flatMap(Cascade::living).count()
                : lead.takesAlong();
    }

    /** Some of those that end with it, by name. */
    List<String> names() {
        Stream<String> logged =
                lead.own().stream().flatMap(family -> family.along().stream()).map(Death::label);
        Stream<String> seen = along.stream().flatMap(Cascade::living).map(ProcessRow::label);
        return (lead.own().isEmpty() ? seen : logged)
                .distinct()
                .sorted(NaturalOrder.OF_NAMES)
                .toList();
    }

    private static Stream<ProcessRow> living(Restarts loop) {
        Set<String> pids = loop.family().members().stream().map(Process::pid).collect(Collectors.toSet());
        return loop.family().node().current().stream().map(Process::last).filter(row -> pids.contains(row.pid()));
    }
}
