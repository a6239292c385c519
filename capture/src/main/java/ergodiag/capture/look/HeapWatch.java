package ergodiag.capture.look;

import ergodiag.capture.scope.Scope;
import ergodiag.ergo.RuntimeStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which nodes' heaps rise with fewer than two garbage collections: what lives in a heap, and a profile that shows who holds it, are known
 * only after one, and growth only after two. Go collects at least every two minutes, so looking a little longer tells what the window
 * alone does not.
 */
public final class HeapWatch {
    /** A window is made longer by no more than this, and only once. */
    public static final Duration MOST = Duration.ofSeconds(60);

    /** Less is the noise of a healthy node. */
    private static final long RISEN = 16L << 20;

    private static final long ENOUGH = 2;

    private final Map<String, Seen> seen = new ConcurrentSkipListMap<>();

    private record Seen(long collections, long heapAtFirst, long collectionsNow, long heapNow) {
        boolean risesUncollected() {
            return collectionsNow - collections < ENOUGH && heapNow - heapAtFirst > RISEN;
        }
    }

    void saw(String node, RuntimeStats stats) {
        long heap = stats.heapAlloc().count();
        seen.merge(
                node,
                new Seen(stats.collections(), heap, stats.collections(), heap),
                (before, now) ->
                        new Seen(before.collections(), before.heapAtFirst(), now.collectionsNow(), now.heapNow()));
    }

    /** The nodes for whose garbage collection it is worth to wait. */
    public List<String> waiting() {
        return seen.entrySet().stream()
                .filter(each -> each.getValue().risesUncollected())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How much longer to look, and why; never where the user said how long. */
    public Optional<String> reason(Scope scope) {
        List<String> nodes = waiting();
        return scope.fixed() || nodes.isEmpty()
                ? Optional.empty()
                : Optional.of("looking up to " + MOST.toSeconds() + " s longer: the heap of " + String.join(", ", nodes)
                        + " rises, and two garbage collections are needed to judge it");
    }
}
