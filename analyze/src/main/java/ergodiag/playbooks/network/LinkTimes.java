package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.cluster.Statistics;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Round trips between nodes. The least of several pings counts: a ping also waits for a free MCP worker on the far side.
 *
 * @param cluster the cluster
 * @param pings the pings of each pair of nodes, in both directions
 * @param examination where findings go
 */
record LinkTimes(Cluster cluster, Map<String, List<PingResult>> pings, Examination examination) {
    /** From fewer pings the least is as likely to have waited for a worker as not. */
    private static final int ENOUGH = 2;

    /** More than pings themselves can have brought. */
    private static final double ARRIVED = 10;

    static LinkTimes of(Cluster cluster, Examination examination) {
        Map<String, List<PingResult>> byPair = new TreeMap<>();
        for (Node node : cluster.nodes()) {
            for (PingResult ping : node.pings()) {
                byPair.computeIfAbsent(LinkEnds.pair(ping.from(), ping.to()), key -> new java.util.ArrayList<>())
                        .add(ping);
            }
        }
        return new LinkTimes(cluster, new LinkedHashMap<>(byPair), examination);
    }

    /** The least round trip between two nodes, whoever pinged. */
    Optional<Duration> least(String one, String other) {
        return pings.getOrDefault(LinkEnds.pair(one, other), List.of()).stream()
                .flatMap(ping -> ping.rtt().value().stream())
                .min(Duration::compareTo);
    }

    /** Judges every pinged pair. Pairs that lose messages explain their own time-outs. */
    void judge(Set<String> lossy) {
        List<Double> all = pings.values().stream()
                .map(LinkTimes::leastMillis)
                .flatMap(Optional::stream)
                .toList();
        for (List<PingResult> pair : pings.values()) {
            Optional<Double> least = leastMillis(pair);
            List<PingResult> telling = pair.stream().filter(PingResult::tells).toList();
            if (telling.isEmpty()) {
                unknown(pair.get(0));
            } else if (least.isEmpty()) {
                unanswered(telling, lossy);
            } else {
                slow(telling, least.get(), Statistics.median(all), all.size());
            }
        }
    }

    /** What came of the pings of a pair says nothing about the way between them. */
    private void unknown(PingResult ping) {
        if (!LinkEnds.isDown(cluster, ping.to()) && !LinkEnds.isDown(cluster, ping.from())) {
            examination.cannotSee(
                    new Gap(
                            "no ping between " + ping.from() + " and " + ping.to() + " was made to its end: "
                                    + ping.call().why(),
                            ping.from(),
                            Tool.NETWORK_PING.toolName(),
                            "ergodiag capture --profile standard --window 60"),
                    ping.to());
        }
    }

    private static Optional<Double> leastMillis(List<PingResult> pair) {
        return pair.stream()
                .flatMap(ping -> ping.rtt().value().stream())
                .map(rtt -> rtt.toNanos() / 1e6)
                .min(Double::compareTo);
    }

    private void slow(List<PingResult> pair, double least, double median, int links) {
        boolean above = least > examination.limit(NetworkLimits.RTT);
        boolean outlier = links >= 3
                && least > examination.limit(NetworkLimits.RTT_FLOOR)
                && least > median * examination.limit(NetworkLimits.RTT_OUTLIER);
        if (!above && !outlier) {
            return;
        }
        PingResult ping = pair.get(0);
        examination
                .finding(
                        "ED0810",
                        pair.size() >= ENOUGH ? Severity.WARNING : Severity.INFO,
                        Subject.link(ping.from(), ping.to()))
                .sentence(
                        "The round trip between %s and %s takes %s ms, the least of %s; on the other links it is %s ms.",
                        ping.from(),
                        ping.to(),
                        Numbers.number(least),
                        Words.many(pair.size(), "ping"),
                        Numbers.number(median))
                .number("least round trip", least, "ms")
                .number("median of all links", median, "ms")
                .evidence(evidence(pair))
                .wouldChange("A single ping as quick as on the other links.")
                .nextCapture("ergodiag capture --window 60")
                .add();
    }

    private void unanswered(List<PingResult> pair, Set<String> lossy) {
        PingResult ping = pair.get(0);
        if (LinkEnds.isDown(cluster, ping.to()) || LinkEnds.isDown(cluster, ping.from())) {
            return;
        }
        boolean explained = lossy.contains(LinkEnds.pair(ping.from(), ping.to()));
        boolean passes = passes(ping.from(), ping.to()) && passes(ping.to(), ping.from());
        FindingBuilder finding = examination
                .finding(
                        "ED0811",
                        explained || passes || pair.size() < ENOUGH ? Severity.INFO : Severity.WARNING,
                        Subject.link(ping.from(), ping.to()))
                .sentence(
                        "None of %s between %s and %s came back%s.",
                        Words.many(pair.size(), "ping"),
                        ping.from(),
                        ping.to(),
                        explained
                                ? ": that link loses messages"
                                : passes
                                        ? ", while messages arrive in both directions: only the answers to pings are missing"
                                        : ", though both nodes answer us")
                .number("pings", pair.size(), "pings")
                .evidence(evidence(pair))
                .wouldChange("One ping that comes back.")
                .nextCapture("ergodiag capture --window 60");
        finding.add();
    }

    /** Whether what one sent arrived all the time: pings wait for a worker on the far side, counters do not. */
    private boolean passes(String from, String to) {
        return cluster.links().stream()
                .filter(link -> link.from().equals(from) && link.to().equals(to))
                .findFirst()
                .flatMap(LinkCount::overWindow)
                .filter(count -> count.received() >= ARRIVED && count.lost() <= ARRIVED)
                .isPresent();
    }

    private static Evidence[] evidence(List<PingResult> pair) {
        return pair.stream()
                .filter(ping -> ping.call().file().isPresent() && ping.rtt().isKnown())
                .map(ping -> Evidence.line(
                        ping.call().file().orElseThrow(),
                        1,
                        String.format(
                                Locale.ROOT, "%s", Objects.toString(ping.rtt().orElse(Duration.ZERO)))))
                .limit(3)
                .toArray(Evidence[]::new);
    }
}
