package ergodiag.playbooks.memory;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import java.util.ArrayList;
import java.util.List;

/**
 * What lived through each garbage collection of a node: the level that says whether memory is kept, free of the saw-tooth between
 * collections.
 *
 * @param levels one per collection since its last start, at the first reading after it
 * @param told whether the node tells what lives; else the levels hold what was allocated between the collection and the reading, too
 */
public record LiveHeap(Series<Level> levels, boolean told) {
    /** The lowest of so large a part of the window at either end holds least of what is no longer there at the next collection. */
    private static final double PART = 1 / 3.0;

    /**
     * What lived after a collection.
     *
     * @param bytes how much
     * @param collections which collection
     * @param evidence where it stands
     */
    public record Level(long bytes, long collections, Evidence evidence) {}

    /** The live levels of a node. */
    public static LiveHeap of(Node node) {
        boolean told =
                !node.infos().isEmpty() && node.infos().readings().stream().allMatch(LiveHeap::tellsLive);
        return told
                ? new LiveHeap(firstOfEach(node.infos().map(LiveHeap::level)), true)
                : new LiveHeap(firstOfEach(node.stats().map(LiveHeap::level)), false);
    }

    /** Collections between the first level and the last. */
    public long collections() {
        return levels.isEmpty()
                ? 0
                : levels.readings().get(levels.size() - 1).it().collections()
                        - levels.readings().get(0).it().collections();
    }

    /** By how much the level rose; where it is not told exactly, its lower envelope. */
    public double grown() {
        List<Point> points = levels.points(Level::bytes);
        double part = PART * levels.span().toNanos() / 1e9;
        double end = levels.span().toNanos() / 1e9;
        return told || points.isEmpty()
                ? levels.growth(Level::bytes)
                : lowest(points, end - part, end) - lowest(points, 0, part);
    }

    private static double lowest(List<Point> points, double from, double until) {
        return points.stream()
                .filter(point -> point.seconds() >= from && point.seconds() <= until)
                .mapToDouble(Point::value)
                .min()
                .orElseThrow();
    }

    /** How it rises, in bytes per second. */
    public Trend trend() {
        return Trend.of(levels.points(Level::bytes));
    }

    private static boolean tellsLive(Timed<NodeInfo> info) {
        return info.it().heapLive().isKnown() && info.it().gcCycles().isKnown();
    }

    private static Level level(NodeInfo info) {
        long live = info.heapLive().orElse(new Bytes(0)).count();
        return new Level(live, info.gcCycles().orElse(0L), info.at().field("HeapLive", live));
    }

    private static Level level(RuntimeStats stats) {
        long heap = stats.heapAlloc().count();
        return new Level(heap, stats.collections(), stats.heapAllocEvidence());
    }

    private static Series<Level> firstOfEach(Series<Level> all) {
        List<Timed<Level>> firsts = new ArrayList<>();
        for (Timed<Level> level : all.readings()) {
            if (!firsts.isEmpty()
                    && level.it().collections()
                            < firsts.get(firsts.size() - 1).it().collections()) {
                // the node was started anew, and so was its heap
                firsts.clear();
            }
            if (firsts.isEmpty()
                    || firsts.get(firsts.size() - 1).it().collections()
                            != level.it().collections()) {
                firsts.add(level);
            }
        }
        return new Series<>(firsts);
    }
}
