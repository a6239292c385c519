package ergodiag.cluster.changes;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Source;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Counter;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How to read something of a reply.
 *
 * @param value its value; of a counter its count
 * @param counter whether its growth counts
 * @param cite where it stands
 */
record Gauge<T>(ChangeKind kind, ToDoubleFunction<T> value, boolean counter, Function<T, List<Evidence>> cite) {
    static final List<Gauge<NodeInfo>> OF_INFOS = List.of(
            Gauge.level(ChangeKind.PROCESSES, "ProcessesTotal", NodeInfo::processesTotal, NodeInfo::at),
            Gauge.count(ChangeKind.STARTS, "ProcessesSpawned", NodeInfo::spawned, NodeInfo::at),
            new Gauge<>(
                    ChangeKind.ERRORS,
                    NodeInfo::bad,
                    true,
                    info -> List.of(info.at()
                            .member("LogMessages")
                            .element(NodeInfo.ERROR)
                            .value(info.logged(NodeInfo.ERROR)))),
            Gauge.count(ChangeKind.UNDELIVERED, "SendErrorsLocal", NodeInfo::sendErrorsLocal, NodeInfo::at),
            Gauge.count(ChangeKind.UNDELIVERED, "SendErrorsRemote", NodeInfo::sendErrorsRemote, NodeInfo::at));

    static final List<Gauge<RuntimeStats>> OF_STATS = List.of(
            new Gauge<>(
                    ChangeKind.GOROUTINES,
                    RuntimeStats::goroutines,
                    false,
                    stats -> List.of(stats.goroutinesEvidence())),
            new Gauge<>(
                    ChangeKind.MEMORY,
                    stats -> stats.heapAlloc().count(),
                    false,
                    stats -> List.of(stats.heapAllocEvidence())),
            Gauge.count(ChangeKind.ALLOCATION, "total_alloc", RuntimeStats::totalAlloc, RuntimeStats::at));

    static final List<Gauge<ProcessRow>> OF_PROCESSES = List.of(
            Gauge.level(ChangeKind.QUEUE, "MessagesMailbox", ProcessRow::mailbox, ProcessRow::at),
            Gauge.count(ChangeKind.ARRIVALS, "MessagesIn", ProcessRow::messagesIn, ProcessRow::at),
            Gauge.count(ChangeKind.SENDS, "MessagesOut", ProcessRow::messagesOut, ProcessRow::at));

    static final Gauge<RemoteNode> OF_LINKS =
            Gauge.count(ChangeKind.SENT, "MessagesOut", RemoteNode::messagesOut, RemoteNode::at);
    /** The places stand with the processors' time as the node tells it, which is not what it used (ERGO.md 5). */
    static final Gauge<Duration> OF_CORES =
            new Gauge<>(ChangeKind.CORES, time -> time.toNanos() / 1e9, true, time -> List.of());

    static final Gauge<List<RemoteNode>> OF_PEERS =
            new Gauge<>(ChangeKind.CONNECTIONS, List::size, false, peers -> List.of());

    static <T> Gauge<T> level(ChangeKind kind, String field, ToDoubleFunction<T> value, Function<T, Source> at) {
        return new Gauge<>(kind, value, false, citing(field, value, at));
    }

    static <T> Gauge<T> count(ChangeKind kind, String field, Function<T, Counter> value, Function<T, Source> at) {
        ToDoubleFunction<T> count = reply -> value.apply(reply).value();
        return new Gauge<>(kind, count, true, citing(field, count, at));
    }

    /** Whether it moves as much as a change has to, a count within a second at least: nearly all processes do nothing at all. */
    boolean moves(Series<T> series) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (Timed<T> reading : series.readings()) {
            double now = value.applyAsDouble(reading.it());
            lowest = Math.min(lowest, now);
            highest = Math.max(highest, now);
        }
        return highest - lowest >= kind.least();
    }

    private static <T> Function<T, List<Evidence>> citing(
            String field, ToDoubleFunction<T> value, Function<T, Source> at) {
        return reply -> List.of(at.apply(reply).field(field, Math.round(value.applyAsDouble(reply))));
    }
}
