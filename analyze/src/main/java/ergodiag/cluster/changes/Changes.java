package ergodiag.cluster.changes;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.Timed;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.cluster.shape.Shift;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Everything that became clearly another within a few seconds of a moment, over all series of all nodes. */
public final class Changes {
    /** Half of the time that counts as one moment: readings are seconds apart. */
    private static final double HALF = 5;
    /** The whole of it. */
    public static final Duration MOMENT = Duration.ofSeconds(2 * (long) HALF);
    /** A name has to be there, or not, at so many readings on each side. */
    private static final int SURELY = 2;

    private final Histories histories;
    private final Instant moment;
    private final List<Change> changes = new ArrayList<>();

    private Changes(Histories histories, Instant moment) {
        this.histories = histories;
        this.moment = moment;
    }

    /** What became clearly another around a moment, the largest change first. A node that restarted is left out: it began anew in everything. */
    public static List<Change> around(Histories histories, Instant moment) {
        Changes around = new Changes(histories, moment);
        Cluster cluster = histories.cluster();
        cluster.nodes().forEach(around::presence);
        cluster.nodes().stream().filter(node -> !node.restarted()).forEach(around::of);
        histories.links().forEach(around::of);
        return around.changes.stream()
                .sorted(Comparator.comparing(Change::size)
                        .reversed()
                        .thenComparing(Change::node)
                        .thenComparing(Change::kind)
                        .thenComparing(Change::pid))
                .toList();
    }

    private void presence(Node node) {
        node.restarts()
                .forEach(restart -> presence(
                        ChangeKind.RESTARTED,
                        node,
                        restart.at(),
                        List.of(restart.after()
                                .it()
                                .at()
                                .field("Uptime", restart.after().it().uptime().toSeconds()))));
        node.fellSilentAt()
                .ifPresent(at -> presence(
                        node.hasLeft() ? ChangeKind.LEFT : ChangeKind.SILENT,
                        node,
                        at,
                        node.unanswered().stream().limit(1).toList()));
    }

    private void presence(ChangeKind kind, Node node, Instant at, List<Evidence> places) {
        if (Math.abs(Duration.between(moment, at).toNanos() / 1e9) <= HALF) {
            changes.add(new Change(kind, node.name(), "", "", "", List.of(), at, at, 0, 1, places));
        }
    }

    private void of(Node node) {
        Gauge.OF_INFOS.forEach(gauge -> look(gauge, node.infos(), node.name(), "", "", ""));
        Gauge.OF_STATS.forEach(gauge -> look(gauge, node.stats(), node.name(), "", "", ""));
        CpuClock.used(node).value().ifPresent(used -> look(Gauge.OF_CORES, used, node.name(), "", "", ""));
        connections(node);
        node.current().forEach(process -> of(node, process));
        histories.names(node).forEach(lists -> names(node, lists));
    }

    /** Nearly all processes have too few readings, or do nothing at all: no more is asked of them. */
    private void of(Node node, Process process) {
        if (process.readings() > Shift.ENOUGH) {
            Gauge.OF_PROCESSES.stream()
                    .filter(gauge -> gauge.moves(process.rows()))
                    .forEach(gauge -> look(
                            gauge,
                            process.rows(),
                            node.name(),
                            "",
                            process.pid(),
                            process.last().label()));
        }
    }

    private void of(Link link) {
        boolean anew = Stream.of(link.from(), link.to())
                .anyMatch(name ->
                        histories.cluster().node(name).filter(Node::restarted).isPresent());
        if (!anew) {
            look(Gauge.OF_LINKS, link.sender(), link.from(), link.to(), "", "");
        }
    }

    /** Of lists that are whole: those in parts do not tell who is not connected. */
    private void connections(Node node) {
        Series<List<RemoteNode>> whole = new Series<>(node.peers().readings().stream()
                .filter(list -> list.call().argument("name").isEmpty())
                .toList());
        look(Gauge.OF_PEERS, whole, node.name(), "", "", "");
    }

    private <T> void look(Gauge<T> gauge, Series<T> series, String node, String other, String pid, String label) {
        if (series.size() <= Shift.ENOUGH || !gauge.moves(series)) {
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
            changes.add(
                    new Change(kind, node.name(), "", "", "", names, last.at(), first.at(), 0, 0, List.of()).of(names));
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
