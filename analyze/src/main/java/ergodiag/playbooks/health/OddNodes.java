package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.cluster.Statistics;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the nodes with each other: who is the odd one out? */
final class OddNodes {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold ROUND_TRIP = LIMITS.asWritten("cluster-health.round-trip", 1, "s");
    static final Threshold CLOCK = LIMITS.ours(
            "cluster-health.clock-offset",
            1,
            "s",
            "Clocks that are kept agree within milliseconds; a second puts log lines of two nodes in the wrong order.");
    static final Threshold HEAP_APART = LIMITS.ours(
            "cluster-health.heap-apart",
            64 << 20,
            "bytes",
            "Healthy nodes of a few megabytes differ by a factor of two, which means nothing.");
    static final Threshold YOUNGER = LIMITS.ours(
            "cluster-health.younger-than-others",
            10,
            "times",
            "A node ten times younger than all others was restarted alone.");
    private static final double MADS = 3;
    private static final double FLOOR = 0.1;
    private static final int ENOUGH_FOR_MAD = 4;
    private static final Duration OLD = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final Examination examination;

    OddNodes(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        roundTrips();
        clocks();
        heaps();
        uptimes();
        new OddPrograms(cluster, examination).judge();
        lostConnections();
    }

    /** The least of several pings: the others waited for a worker, perhaps behind our own questions. */
    private void roundTrips() {
        Map<String, List<PingResult>> pings = cluster.nodes().stream()
                .flatMap(node -> node.pings().stream())
                .filter(ping -> ping.rtt().isKnown())
                .collect(Collectors.groupingBy(
                        ping -> ping.from() + " " + ping.to(), TreeMap::new, Collectors.toList()));
        for (List<PingResult> link : pings.values()) {
            PingResult least = link.stream()
                    .min(Comparator.comparing(ping -> ping.rtt().orElse(Duration.ZERO)))
                    .orElseThrow();
            Duration rtt = least.rtt().orElse(Duration.ZERO);
            if (rtt.toMillis() > 1000 * examination.limit(ROUND_TRIP)) {
                FindingBuilder finding = examination
                        .finding("ED0113", Severity.WARNING, Subject.link(least.from(), least.to()))
                        .sentence(
                                "A ping from %s to %s takes %s, the least of %d.",
                                least.from(), least.to(), Numbers.time(rtt), link.size())
                        .number("round trip", rtt.toNanos() / 1e9, "s")
                        .wouldChange("One quick ping.");
                least.call().file().ifPresent(file -> finding.evidence(Evidence.line(file, 1, "")));
                finding.add();
            }
        }
    }

    /** As Go writes it: a fraction of a second without zeros at its end. */
    static String asWritten(Instant time) {
        return time.toString().replaceFirst("(\\.\\d*[1-9])0+Z$", "$1Z");
    }

    /** Against the median of all nodes: the clock of the machine that captured is nobody's fault. */
    private void clocks() {
        List<ClockOffset> told = cluster.nodes().stream()
                .flatMap(node -> ClockOffset.of(node).stream())
                .toList();
        double middle =
                Statistics.median(told.stream().map(ClockOffset::seconds).toList());
        double middleBy =
                Statistics.median(told.stream().map(ClockOffset::uncertainty).toList());
        for (ClockOffset offset : told) {
            Node node = offset.node();
            double apart = offset.seconds() - middle;
            double surely = Math.abs(apart) - offset.uncertainty() - middleBy;
            if (told.size() > 1 && surely > examination.limit(CLOCK)) {
                FindingBuilder finding = examination
                        .finding("ED0114", Severity.WARNING, Subject.node(node.name()))
                        .sentence(
                                "The clock of %s is %s %s the others.",
                                node.name(), Words.seconds(Math.abs(apart)), apart > 0 ? "ahead of" : "behind")
                        .aspect(apart > 0 ? "ahead" : "behind")
                        .number("clock offset", apart, "s")
                        .wouldChange("An offset below " + Words.seconds(examination.limit(CLOCK)) + ".");
                node.infos()
                        .last()
                        .ifPresent(info -> info.it()
                                .serverTime()
                                .value()
                                .ifPresent(
                                        time -> finding.evidence(info.it().at().field("ServerTime", asWritten(time)))));
                finding.add();
            }
        }
    }

    private void heaps() {
        List<Node> told =
                cluster.nodes().stream().filter(node -> !node.stats().isEmpty()).toList();
        for (Node node : told) {
            List<Double> others = told.stream()
                    .filter(other -> other != node)
                    .map(OddNodes::heap)
                    .toList();
            if (!others.isEmpty() && isFarAbove(heap(node), others, told)) {
                var stats = node.stats().last().orElseThrow().it();
                double largest = others.stream().max(Double::compare).orElse(0.0);
                examination
                        .finding("ED0115", Severity.INFO, Subject.node(node.name()))
                        .sentence(
                                "%s holds %s of heap, the next largest node %s; playbook 4 says whether it grows.",
                                node.name(), stats.heapAlloc(), new Bytes((long) largest))
                        .number("heap", stats.heapAlloc().count(), "bytes")
                        .evidence(stats.heapAllocEvidence())
                        .add();
            }
        }
    }

    private boolean isFarAbove(double heap, List<Double> others, List<Node> told) {
        double largest = others.stream().max(Double::compare).orElse(0.0);
        if (heap - largest < examination.limit(HEAP_APART)) {
            return false;
        }
        List<Double> all = told.stream().map(OddNodes::heap).toList();
        double middle = Statistics.median(all);
        return told.size() >= ENOUGH_FOR_MAD
                ? heap - middle > MADS * Math.max(Statistics.scaledMad(all), FLOOR * middle)
                : heap > MADS * largest;
    }

    private static double heap(Node node) {
        return node.stats()
                .last()
                .map(stats -> (double) stats.it().heapAlloc().count())
                .orElse(0.0);
    }

    private void uptimes() {
        List<Node> told = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty() && !node.restarted())
                .toList();
        for (Node node : told) {
            Duration own = uptime(node);
            boolean alone = told.size() > 1
                    && told.stream()
                            .filter(other -> other != node)
                            .allMatch(other -> uptime(other).compareTo(OLD) > 0
                                    && uptime(other).toMillis() >= examination.limit(YOUNGER) * own.toMillis());
            if (alone) {
                NodeInfo info = node.infos().last().orElseThrow().it();
                examination
                        .finding("ED0116", Severity.INFO, Subject.node(node.name()))
                        .sentence(
                                "%s was started alone %s ago; every other node is at least %s times older.",
                                node.name(), Numbers.time(own), Numbers.number(examination.limit(YOUNGER)))
                        .since(node.infos().last().orElseThrow().at().minus(own))
                        .number("uptime", own.toSeconds(), "s")
                        .evidence(info.at().field("Uptime", info.uptime().toSeconds()))
                        .add();
            }
        }
    }

    private static Duration uptime(Node node) {
        return node.infos().last().map(info -> info.it().uptime()).orElse(Duration.ZERO);
    }

    /** Playbook 8 judges links; here it is a word about the node. */
    private void lostConnections() {
        for (Node node : cluster.nodes()) {
            Optional<NetworkInfo> first = node.networks().first().map(info -> info.it());
            Optional<NetworkInfo> last = node.networks().last().map(info -> info.it());
            if (first.isPresent()
                    && last.get().lost().isKnown()
                    && first.get().lost().isKnown()) {
                var before = first.get().lost().value().orElseThrow();
                var after = last.get().lost().value().orElseThrow();
                if (after.since(before) > 0) {
                    examination
                            .finding("ED0119", Severity.INFO, Subject.node(node.name()))
                            .sentence(
                                    "%s lost %s within the window; see playbook 8.",
                                    node.name(), Words.many(after.since(before), "connection"))
                            .relation(Relation.unknown(Relation.Kind.LOST_CONNECTIONS))
                            .number("connections lost", after.since(before), "connections")
                            .evidence(
                                    first.get().at().field("ConnectionsLost", before),
                                    last.get().at().field("ConnectionsLost", after))
                            .add();
                }
            }
        }
    }
}
