package ergodiag.cluster.inventory;

import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.process.ProcessRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What of one kind a node had by name, reading by reading. Only lists that are known to hold everything are taken, since others do not tell
 * that something was not there.
 *
 * @param readings what had which name, at each reading
 * @param <T> what has the name
 */
public record Inventory<T>(Series<Map<String, T>> readings) {
    /** Missing once it may just be starting anew. */
    private static final int SURELY = 2;

    /**
     * Something that was there from the first reading on and is no more.
     *
     * @param name its name
     * @param last the last reading that has it
     * @param lastSeen when that was
     * @param firstMissed when it was first missing
     */
    public record Loss<T>(String name, T last, Instant lastSeen, Instant firstMissed) {}

    /** The registered names of the processes of a node, those of the capture and of its endpoint left out. */
    public static Inventory<ProcessRow> processes(Node node) {
        return of(
                node.processLists().flatMap(list -> list.complete() ? Optional.of(list.rows()) : Optional.empty()),
                row -> Node.isOurs(row) ? "" : row.name());
    }

    /** The events of a node. */
    public static Inventory<EventInfo> events(Node node) {
        return of(
                node.eventLists().flatMap(list -> list.complete() ? Optional.of(list.events()) : Optional.empty()),
                EventInfo::event);
    }

    private static <T> Inventory<T> of(Series<List<T>> lists, Function<T, String> name) {
        return new Inventory<>(lists.map(list -> {
            Map<String, T> byName = new LinkedHashMap<>();
            for (T each : list) {
                String its = name.apply(each);
                if (!its.isEmpty()) {
                    byName.putIfAbsent(its, each);
                }
            }
            return byName;
        }));
    }

    /** What every reading has, as the last one has it; empty with none. */
    public Map<String, T> always() {
        Map<String, T> always = new TreeMap<>();
        readings.last().ifPresent(last -> always.putAll(last.it()));
        readings.readings()
                .forEach(reading -> always.keySet().retainAll(reading.it().keySet()));
        return always;
    }

    /** What any reading has. */
    public Set<String> ever() {
        Set<String> ever = new TreeSet<>();
        readings.readings().forEach(reading -> ever.addAll(reading.it().keySet()));
        return ever;
    }

    /** What appeared within the window. */
    public List<T> newcomers() {
        Map<String, T> newcomers = new LinkedHashMap<>();
        readings.readings().forEach(reading -> newcomers.putAll(reading.it()));
        readings.first()
                .ifPresent(first -> newcomers.keySet().removeAll(first.it().keySet()));
        return List.copyOf(newcomers.values());
    }

    /** What the first reading has, and the last ones have no more. */
    public List<Loss<T>> losses() {
        List<Loss<T>> losses = new ArrayList<>();
        readings.first()
                .ifPresent(first -> first.it().keySet().forEach(name -> {
                    int last = lastWith(name);
                    if (readings.size() - 1 - last >= SURELY) {
                        Timed<Map<String, T>> seen = readings.readings().get(last);
                        losses.add(new Loss<>(
                                name,
                                Objects.requireNonNull(seen.it().get(name)),
                                seen.at(),
                                readings.readings().get(last + 1).at()));
                    }
                }));
        return losses;
    }

    private int lastWith(String name) {
        for (int i = readings.size() - 1; i > 0; i--) {
            if (readings.readings().get(i).it().containsKey(name)) {
                return i;
            }
        }
        return 0;
    }
}
