package ergodiag.playbooks.network;

import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.cluster.Timed;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What shows that two nodes needed each other after their connection had closed.
 *
 * @param refused pings between them that failed
 * @param logged lines of either, a warning or worse, that name the other
 * @param undelivered messages and calls that an end could not bring to other nodes, where there were none before
 * @param counted the readings of those ends
 */
record Attempts(List<PingResult> refused, List<LogEntry> logged, double undelivered, List<Timed<NodeInfo>> counted) {
    private static final Set<String> TROUBLE = Set.of("warning", "error", "panic");

    /**
     * @param seen when an end last listed the other
     * @param gone when none did any more: what is logged in between may be of the closing itself
     */
    static Attempts since(PairReach pair, Instant seen, Instant gone) {
        List<Timed<NodeInfo>> counted = Stream.of(pair.one(), pair.other())
                .flatMap(node -> beganToFail(node, seen))
                .toList();
        double undelivered = 0;
        for (int i = 0; i < counted.size(); i += 2) {
            undelivered += remoteErrors(counted.get(i), counted.get(i + 1));
        }
        return new Attempts(
                pair.pings()
                        .filter(ping -> ping.tells()
                                && !ping.rtt().isKnown()
                                && ping.call().started().isAfter(seen))
                        .toList(),
                Stream.concat(trouble(pair.one(), pair.other(), gone), trouble(pair.other(), pair.one(), gone))
                        .toList(),
                undelivered,
                counted);
    }

    boolean areNone() {
        return refused.isEmpty() && logged.isEmpty() && undelivered == 0;
    }

    /** The last reading before that moment and the last of all, where errors grew between them, and did not before them. */
    private static Stream<Timed<NodeInfo>> beganToFail(Node node, Instant moment) {
        List<Timed<NodeInfo>> infos = node.infos().readings();
        List<Timed<NodeInfo>> before =
                infos.stream().filter(info -> !info.at().isAfter(moment)).toList();
        if (before.size() < 2) {
            return Stream.empty();
        }
        Timed<NodeInfo> base = before.get(before.size() - 1);
        Timed<NodeInfo> last = infos.get(infos.size() - 1);
        return remoteErrors(before.get(0), base) == 0 && remoteErrors(base, last) > 0
                ? Stream.of(base, last)
                : Stream.empty();
    }

    private static double remoteErrors(Timed<NodeInfo> from, Timed<NodeInfo> to) {
        return to.it().sendErrorsRemote().since(from.it().sendErrorsRemote())
                + to.it().callErrorsRemote().since(from.it().callErrorsRemote());
    }

    private static Stream<LogEntry> trouble(Node node, Node other, Instant gone) {
        Duration offset = node.clockOffset().orElse(Duration.ZERO);
        return node.logs().stream()
                .filter(entry -> TROUBLE.contains(entry.level())
                        && entry.time()
                                .value()
                                .filter(time -> time.minus(offset).isAfter(gone))
                                .isPresent()
                        && Mentions.names(entry.message(), other.name()));
    }
}
