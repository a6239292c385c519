package ergodiag.cluster.changes;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Source;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.Timed;
import ergodiag.cluster.inventory.Inventory;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.cluster.shape.Shift;
import ergodiag.ergo.Counter;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that became clearly another within a few seconds of a moment, over all series of all nodes. */
public final class Changes {
    /** Half of the time that counts as one moment: readings are seconds apart. */
    private static final double HALF = 5;
    /** The whole of it. */
    public static final Duration MOMENT = Duration.ofSeconds(2 * (long) HALF);
    /** A name has to be there, or not, at so many readings on each side. */
    private static final int SURELY = 2;

    private final Cluster cluster;
    private final Instant moment;
    private final List<Change> changes = new ArrayList<>();

    private Changes(Cluster cluster, Instant moment) {
        this.cluster = cluster;
        this.moment = moment;
    }

    /**
     * How to read something of a reply.
     *
     * @param value its value; of a counter its count
     * @param counter whether its growth counts
     * @param cite where it stands
     */
    private record Gauge<T>(
            ChangeKind kind, ToDoubleFunction<T> value, boolean counter, Function<T, List<Evidence>> cite) {

        static <T> Gauge<T> level(ChangeKind kind, String field, ToDoubleFunction<T> value, Function<T, Source> at) {
            return new Gauge<>(kind, value, false, citing(field, value, at));
        }

        static <T> Gauge<T> count(ChangeKind kind, String field, Function<T, Counter> value, Function<T, Source> at) {
            ToDoubleFunction<T> count = reply -> value.apply(reply).value();
            return new Gauge<>(kind, count, true, citing(field, count, at));
        }

        private static <T> Function<T, List<Evidence>> citing(
                String field, ToDoubleFunction<T> value, Function<T, Source> at) {
            return reply -> List.of(at.apply(reply).field(field, Math.round(value.applyAsDouble(reply))));
        }
    }

    private static final List<Gauge<NodeInfo>> OF_INFOS = List.of(
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

    private static final List<Gauge<RuntimeStats>> OF_STATS = List.of(
            Gauge.level(ChangeKind.GOROUTINES, "goroutines", RuntimeStats::goroutines, RuntimeStats::at),
            Gauge.level(
                    ChangeKind.MEMORY, "heap_alloc", stats -> stats.heapAlloc().count(), RuntimeStats::at),
            Gauge.count(ChangeKind.ALLOCATION, "total_alloc", RuntimeStats::totalAlloc, RuntimeStats::at));

    private static final List<Gauge<ProcessRow>> OF_PROCESSES = List.of(
            Gauge.level(ChangeKind.QUEUE, "MessagesMailbox", ProcessRow::mailbox, ProcessRow::at),
            Gauge.count(ChangeKind.ARRIVALS, "MessagesIn", ProcessRow::messagesIn, ProcessRow::at),
            Gauge.count(ChangeKind.SENDS, "MessagesOut", ProcessRow::messagesOut, ProcessRow::at));

    private static final Gauge<RemoteNode> OF_LINKS =
            Gauge.count(ChangeKind.SENT, "MessagesOut", RemoteNode::messagesOut, RemoteNode::at);
    /** The places stand with the processors' time as the node tells it, which is not what it used (ERGO.md 5). */
    private static final Gauge<Duration> OF_CORES =
            new Gauge<>(ChangeKind.CORES, time -> time.toNanos() / 1e9, true, time -> List.of());

    private static final Gauge<List<RemoteNode>> OF_PEERS =
            new Gauge<>(ChangeKind.CONNECTIONS, List::size, false, peers -> List.of());

    /** What changed around a moment, the largest change first. A node that restarted is left out: it began anew in everything. */
    public static List<Change> around(Cluster cluster, Instant moment) {
        Changes around = new Changes(cluster, moment);
        cluster.nodes().stream().filter(node -> !node.restarted()).forEach(around::of);
        cluster.links().forEach(around::of);
        return around.changes.stream()
                .sorted(Comparator.comparing(Change::size)
                        .reversed()
                        .thenComparing(Change::node)
                        .thenComparing(Change::kind)
                        .thenComparing(Change::pid))
                .toList();
    }

    private void of(Node node) {
        OF_INFOS.forEach(gauge -> look(gauge, node.infos(), node.name(), "", "", ""));
        OF_STATS.forEach(gauge -> look(gauge, node.stats(), node.name(), "", "", ""));
        CpuClock.used(node).value().ifPresent(used -> look(OF_CORES, used, node.name(), "", "", ""));
        connections(node);
        node.current().forEach(process -> of(node, process));
        names(node, Inventory.processes(node).readings().map(Map::keySet));
        names(
                node,
                Inventory.events(node)
                        .readings()
                        .map(events ->
                                events.values().stream().map(EventInfo::name).collect(Collectors.toSet())));
    }

    private void of(Node node, Process process) {
        OF_PROCESSES.forEach(gauge -> look(
                gauge,
                process.rows(),
                node.name(),
                "",
                process.pid(),
                process.last().label()));
    }

    private void of(Link link) {
        boolean anew = Stream.of(link.from(), link.to())
                .anyMatch(name -> cluster.node(name).filter(Node::restarted).isPresent());
        if (!anew) {
            look(OF_LINKS, link.sender(), link.from(), link.to(), "", "");
        }
    }

    /** Of lists that are whole: those in parts do not tell who is not connected. */
    private void connections(Node node) {
        Series<List<RemoteNode>> whole = new Series<>(node.peers().readings().stream()
                .filter(list -> list.call().argument("name").isEmpty())
                .toList());
        look(OF_PEERS, whole, node.name(), "", "", "");
    }

    private <T> void look(Gauge<T> gauge, Series<T> series, String node, String other, String pid, String label) {
        if (series.size() <= Shift.ENOUGH) {
            return;
        }
        List<Point> levels = points(series, gauge.value());
        Shift.between(
                        gauge.counter() ? Shift.rates(levels) : levels,
                        -HALF,
                        HALF,
                        gauge.kind().least())
                .filter(shift -> gauge.kind().isWorthAWord(shift.before(), shift.after()))
                .ifPresent(shift -> {
                    Timed<T> last = series.readings().get(shift.last());
                    Timed<T> first = series.readings().get(shift.last() + (gauge.counter() ? 2 : 1));
                    if (isOneMoment(last, first)) {
                        changes.add(new Change(
                                gauge.kind(),
                                node,
                                other,
                                pid,
                                label,
                                List.of(),
                                last.at(),
                                first.at(),
                                shift.before(),
                                shift.after(),
                                Stream.of(last, first)
                                        .flatMap(end -> gauge.cite().apply(end.it()).stream())
                                        .toList()));
                    }
                });
    }

    /** Readings that are further apart do not tell when it was. */
    private static boolean isOneMoment(Timed<?> last, Timed<?> first) {
        return first.secondsSince(last) <= 2 * HALF;
    }

    /** Names that every reading of a side has and none of the other. */
    private void names(Node node, Series<Set<String>> lists) {
        List<Timed<Set<String>>> all = lists.readings();
        for (int i = SURELY - 1; i + SURELY < all.size(); i++) {
            Timed<Set<String>> last = all.get(i);
            Timed<Set<String>> first = all.get(i + 1);
            double middle = (after(last) + after(first)) / 2;
            if (Math.abs(middle) <= HALF && isOneMoment(last, first)) {
                List<Set<String>> old =
                        all.subList(0, i + 1).stream().map(Timed::it).toList();
                List<Set<String>> now =
                        all.subList(i + 1, all.size()).stream().map(Timed::it).toList();
                names(ChangeKind.GONE_NAMES, node, last, first, onlyIn(old, now));
                names(ChangeKind.NEW_NAMES, node, last, first, onlyIn(now, old));
            }
        }
    }

    private void names(ChangeKind kind, Node node, Timed<?> last, Timed<?> first, List<String> names) {
        if (!names.isEmpty()) {
            changes.add(new Change(kind, node.name(), "", "", "", names, last.at(), first.at(), 0, 0, List.of())
                    .of(names));
        }
    }

    private static List<String> onlyIn(List<Set<String>> one, List<Set<String>> other) {
        Set<String> only = new TreeSet<>(one.get(0));
        one.forEach(only::retainAll);
        other.forEach(only::removeAll);
        return List.copyOf(only);
    }

    private <T> List<Point> points(Series<T> series, ToDoubleFunction<? super T> value) {
        return series.readings().stream()
                .map(reading -> new Point(after(reading), value.applyAsDouble(reading.it())))
                .toList();
    }

    private double after(Timed<?> reading) {
        return Duration.between(moment, reading.at()).toNanos() / 1e9;
    }
}
