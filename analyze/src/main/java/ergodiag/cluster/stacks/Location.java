package ergodiag.cluster.stacks;

import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.process.ProcessRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where a process stands in its code, from the newest goroutine dump that shows it.
 *
 * @param standing where, and on what it waits
 * @param what what it waits on, also told by the single stacks in the same function when a grouped dump does not say; "" where unknown
 * @param certain whether the stack carries the process id; without, it was found by the methods of its behaviour
 * @param whence of a dump that was taken along, when it was taken, as {@link Node#whence} says it; "" for others
 */
public record Location(TopFrame standing, String what, boolean certain, String whence) {

    /** Where that process of the node stands; empty when no dump shows it. */
    public static Optional<Location> of(Node node, ProcessRow row) {
        Optional<Location> sure = newest(node, group -> group.pid().equals(row.pid()), true);
        boolean alone = node.current().stream()
                        .filter(other -> other.last().behavior().equals(row.behavior()))
                        .count()
                <= 1;
        return sure.isPresent() || !alone ? sure : newest(node, isOf(node, row.behavior()), false);
    }

    /** The same, and where several processes share the behaviour and no stack carries a process id, one of theirs. */
    public static Optional<Location> probable(Node node, ProcessRow row) {
        Optional<Location> found = of(node, row);
        return found.isPresent()
                ? found
                : newest(
                        node,
                        isOf(node, row.behavior()).and(group -> group.pid().isEmpty()),
                        false);
    }

    /** {@code main.awaitConfirmation (chan receive)}. */
    public String place() {
        boolean told = what.isEmpty() || what.equals(TopFrame.CALL);
        return standing.function() + (told ? "" : " (" + what + ")") + whence;
    }

    /** {@code stands in main.awaitConfirmation (chan receive)}; "probably" where the stack carries no process id. */
    public String inWords() {
        return (certain ? "stands in " : "probably stands in ") + place();
    }

    /** Whether it is known to compute rather than to wait. */
    public boolean computes() {
        return GoroutineGroup.isReady(what);
    }

    private static Optional<Location> newest(Node node, Predicate<GoroutineGroup> isIt, boolean certain) {
        Optional<Location> found = Optional.empty();
        for (Timed<Dump> dump : node.stacks().readings()) {
            found = dump.it().groups().stream()
                    .filter(isIt)
                    .findFirst()
                    .flatMap(group -> TopFrame.of(group, dump.it().debug()))
                    .map(standing -> new Location(standing, reason(node, standing), certain, node.whence(dump)))
                    .or(latest(found));
        }
        return found;
    }

    private static java.util.function.Supplier<Optional<Location>> latest(Optional<Location> found) {
        return () -> found;
    }

    private static Predicate<GoroutineGroup> isOf(Node node, String behavior) {
        Behaviors behaviors = Behaviors.of(node);
        return group -> group.frames().stream().anyMatch(frame -> behaviors.isMethod(frame.function(), behavior));
    }

    /** A grouped dump has no reasons: they come from single stacks in the same function, when all of those agree. */
    static String reason(Node node, TopFrame standing) {
        if (!standing.what().isEmpty()) {
            return standing.what();
        }
        List<String> reasons = node.stacks().readings().stream()
                .filter(dump -> dump.it().debug() == 2)
                .flatMap(dump -> dump.it().groups().stream())
                .flatMap(group -> TopFrame.of(group, 2).stream())
                .filter(single -> single.function().equals(standing.function()))
                .map(TopFrame::what)
                .collect(Collectors.toSet())
                .stream()
                .toList();
        return reasons.size() == 1 ? reasons.get(0) : "";
    }
}
