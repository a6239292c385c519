package ergodiag.cluster.shape;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.util.List;
import java.util.Optional;

/**
 * How many goroutines of the application want a core at a time. A dump that tells the state of each (debug=2) stops the world: whatever
 * ran at that moment, or waited for its turn, is runnable in it. As many as run need no more cores; many more wait for one.
 *
 * @param ready the middle of all dumps
 * @param dumps how many dumps there are
 * @param evidence one of them in the last dump that shows any
 */
public record Demand(double ready, int dumps, List<Evidence> evidence) {
    /** Of fewer dumps a moment decides. */
    private static final int ENOUGH = 3;
    /** So many times as many as there are cores in use wait for their turn for longer than they run. */
    private static final double TIMES = 2;

    /** Empty where too few whole dumps tell the states of goroutines. */
    public static Optional<Demand> of(Node node) {
        List<Dump> dumps = node.stacks().readings().stream()
                .map(Timed::it)
                .filter(dump -> dump.debug() == 2
                        && dump.filter().isEmpty()
                        && dump.exclude().isEmpty()
                        && dump.dump().complete())
                .toList();
        if (dumps.size() < ENOUGH) {
            return Optional.empty();
        }
        return Optional.of(new Demand(
                Statistics.median(dumps.stream()
                        .map(dump -> (double) ready(dump).stream()
                                .mapToLong(GoroutineGroup::count)
                                .sum())
                        .toList()),
                dumps.size(),
                dumps.stream()
                        .flatMap(dump -> ready(dump).stream()
                                .limit(1)
                                .map(group -> group.at().field("State", group.reason())))
                        .reduce((one, other) -> other)
                        .stream()
                        .toList()));
    }

    /** Whether far more want to run than so many cores let. */
    public boolean exceeds(double cores) {
        return ready >= TIMES * Math.max(1, cores);
    }

    private static List<GoroutineGroup> ready(Dump dump) {
        return dump.groups().stream()
                .filter(group -> group.isReady())
                .filter(group ->
                        dump.standing(group).filter(TopFrame::application).isPresent())
                .toList();
    }
}
