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
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the memory limit of a node leaves no room above what it holds. Go then begins the next collection as soon as the last one has
 * ended: the size at which it begins is hardly more than what lived through the last one, where without a limit it is twice as much.
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
        if (limited.size() < 3
                || churn.isEmpty()
                || !isNear()
                || room(lastThird()) > examination.limit(MemoryLimits.ROOM)) {
            return false;
        }
        double cores = churn.get().cores().orElse(0.0);
        double often = churn.get().collectionsPerSecond();
        boolean costs = cores >= examination.limit(MemoryLimits.WORTH)
                || (churn.get().cores().isEmpty() && often >= examination.limit(MemoryLimits.OFTEN));
        if (costs) {
            write(churn.get());
        }
        return costs;
    }

    /** Twice of what lives would not fit: without the limit there would be as much room. */
    private boolean isNear() {
        NodeInfo last = limited.readings().get(limited.size() - 1).it();
        return 2 * last.heapLive().orElse(new Bytes(0)).count()
                >= last.budget().limit().orElseThrow().count();
    }

    private void write(Churn churn) {
        NodeInfo last = limited.readings().get(limited.size() - 1).it();
        Bytes limit = last.budget().limit().orElseThrow();
        Bytes live = last.heapLive().orElse(new Bytes(0));
        FindingBuilder finding = examination
                .finding("ED0406", Severity.WARNING, Subject.node(node.name()))
                .title("The memory limit of %s (%s) is too low for what it holds (%s live)", node.name(), limit, live)
                .sentence(
                        ": it collects garbage %s times a second%s, although only %s a second are allocated.",
                        Numbers.number(churn.collectionsPerSecond()),
                        churn.cores()
                                .map(cores -> " and keeps " + Numbers.number(Math.rint(100 * cores) / 100)
                                        + " cores busy with that")
                                .orElse(""),
                        new Bytes(Math.round(churn.bytesPerSecond())))
                .number("memory limit", limit.count(), "bytes")
                .number("live heap", live.count(), "bytes")
                .number("collections", churn.collectionsPerSecond(), "1/s")
                .number("allocated", churn.bytesPerSecond(), "bytes/s")
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
        churn.cores().ifPresent(cores -> finding.number("cores busy with collection", cores, "cores"));
        churn.evidence().forEach(finding::evidence);
        since().ifPresent(finding::since);
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
        return limited.readings().subList(limited.size() - limited.size() / 3, limited.size());
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
