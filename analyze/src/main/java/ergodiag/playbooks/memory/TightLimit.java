package ergodiag.playbooks.memory;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Timed;
import ergodiag.cluster.shape.Churn;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether the memory limit of a node leaves no room above what it holds. Go then begins the next collection as soon as the last one has
 * ended: the size at which it begins is hardly more than what lived through the last one, where without a limit it is twice as much. Of
 * versions that tell neither it shows in how little is allocated from one collection to the next.
 */
final class TightLimit {
    private final Node node;
    private final Series<NodeInfo> limited;
    private final Examination examination;

    TightLimit(Node node, Examination examination) {
        this.node = node;
        this.limited = new Series<>(node.infos().readings().stream()
                .filter(info -> info.it().budget().limit().isPresent()
                        && info.it().heapLive().isKnown()
                        && info.it().budget().heapGoal().isKnown())
                .toList());
        this.examination = examination;
    }

    /**
     * Gives the node a finding; by the last third of the window, so that a limit that was raised meanwhile is none any more.
     *
     * @return whether it did
     */
    boolean judge() {
        Optional<Churn> churn = Churn.of(node);
        boolean told = node.infos().readings().stream()
                .anyMatch(info -> info.it().budget().heapGoal().isKnown());
        if (churn.isEmpty() || !(told ? leavesNoRoom() : freesNothing(churn.get()))) {
            return false;
        }
        CollectionCost cost = CollectionCost.of(node, churn.get());
        boolean costs = cost.cores().orElse(0.0) >= examination.limit(MemoryLimits.WORTH)
                || (cost.cores().isEmpty()
                        && churn.get().collectionsPerSecond() >= examination.limit(MemoryLimits.OFTEN));
        if (costs && told) {
            write(churn.get(), cost);
        } else if (costs) {
            writeUntold(churn.get(), cost);
        }
        return costs;
    }

    private boolean leavesNoRoom() {
        return limited.hasTwo() && isNear() && room(lastThird()) <= examination.limit(MemoryLimits.ROOM);
    }

    /** Twice of what lives would not fit: without the limit there would be as much room. */
    private boolean isNear() {
        NodeInfo last = limited.readings().get(limited.size() - 1).it();
        return 2 * last.heapLive().orElse(new Bytes(0)).count()
                >= last.budget().limit().orElseThrow().count();
    }

    /** From one collection to the next hardly anything is allocated, beside the least that the heap ever was. */
    private boolean freesNothing(Churn churn) {
        return churn.collectionsPerSecond() >= examination.limit(MemoryLimits.OFTEN)
                && 100 * churn.bytesPerSecond() / churn.collectionsPerSecond()
                        <= examination.limit(MemoryLimits.ROOM)
                                * leastHeap().it().heapAlloc().count();
    }

    private Timed<RuntimeStats> leastHeap() {
        return node.stats().readings().stream()
                .min(Comparator.comparingLong(stats -> stats.it().heapAlloc().count()))
                .orElseThrow();
    }

    private void writeUntold(Churn churn, CollectionCost cost) {
        Timed<RuntimeStats> least = leastHeap();
        Bytes heap = least.it().heapAlloc();
        FindingBuilder finding = examination
                .finding("ED0406", Severity.WARNING, Subject.node(node.name()))
                .title("A memory limit leaves %s no room above what it holds (%s)", node.name(), heap)
                .sentence(
                        ": it collects garbage %s a second are allocated. This version does not tell its limit (GOMEMLIMIT); a low GOGC looks the same.",
                        often(churn, cost))
                .aspect("not told")
                .number("heap", heap.count(), "bytes")
                .evidence(least.it().heapAllocEvidence())
                .wouldChange("A heap that is twice as large before the next collection begins.");
        add(finding, churn, cost);
    }

    private void write(Churn churn, CollectionCost cost) {
        NodeInfo last = limited.readings().get(limited.size() - 1).it();
        Bytes limit = last.budget().limit().orElseThrow();
        Bytes live = last.heapLive().orElse(new Bytes(0));
        FindingBuilder finding = examination
                .finding("ED0406", Severity.WARNING, Subject.node(node.name()))
                .title("The memory limit of %s (%s) is too low for what it holds (%s live)", node.name(), limit, live)
                .sentence(": it collects garbage %s a second are allocated.", often(churn, cost))
                .number("memory limit", limit.count(), "bytes")
                .number("live heap", live.count(), "bytes")
                .evidence(
                        last.at().field("MemoryLimit", limit.count()),
                        last.at().field("HeapLive", live.count()),
                        last.at()
                                .field(
                                        "HeapGoal",
                                        last.budget()
                                                .heapGoal()
                                                .orElse(new Bytes(0))
                                                .count()))
                .wouldChange("A HeapGoal well above HeapLive, or collections that cost less than "
                        + Numbers.number(examination.limit(MemoryLimits.WORTH)) + " cores.");
        since().ifPresent(finding::since);
        add(finding, churn, cost);
    }

    private static String often(Churn churn, CollectionCost cost) {
        return Numbers.number(churn.collectionsPerSecond()) + " times a second"
                + cost.cores()
                        .map(cores ->
                                " and keeps " + Numbers.number(Math.rint(100 * cores) / 100) + " cores busy with that")
                        .orElse("")
                + ", although only " + new Bytes(Math.round(churn.bytesPerSecond()));
    }

    private static void add(FindingBuilder finding, Churn churn, CollectionCost cost) {
        finding.number("collections", churn.collectionsPerSecond(), "1/s")
                .number("allocated", churn.bytesPerSecond(), "bytes/s");
        cost.cores().ifPresent(cores -> finding.number("cores busy with collection", cores, "cores"));
        churn.evidence().forEach(finding::evidence);
        cost.evidence().forEach(finding::evidence);
        finding.add();
    }

    /** The first reading without room after one that had some; empty where it had none from the beginning. */
    private Optional<Instant> since() {
        Optional<Instant> since = Optional.empty();
        boolean had = limited.size() < node.infos().size();
        for (Timed<NodeInfo> info : limited.readings()) {
            boolean none = room(List.of(info)) <= examination.limit(MemoryLimits.ROOM);
            since = none ? since.or(() -> Optional.of(info.at())) : Optional.empty();
            had |= !none;
        }
        return had ? since : Optional.empty();
    }

    private List<Timed<NodeInfo>> lastThird() {
        return limited.readings().subList(limited.size() - Math.max(1, limited.size() / 3), limited.size());
    }

    /** By how many percent the heap may grow until the next collection begins; the middle of these readings. */
    private static double room(List<Timed<NodeInfo>> readings) {
        return Statistics.median(readings.stream()
                .map(info -> {
                    double live = info.it().heapLive().orElse(new Bytes(0)).count();
                    double goal =
                            info.it().budget().heapGoal().orElse(new Bytes(0)).count();
                    return live > 0 ? 100 * (goal / live - 1) : Double.MAX_VALUE;
                })
                .toList());
    }
}
