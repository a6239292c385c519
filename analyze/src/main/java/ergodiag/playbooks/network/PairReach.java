package ergodiag.playbooks.network;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.PingResult;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Counter;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether two nodes that are both there reach each other at the end of the window: by what they say of their connection, and by what went over it
 * since the last third of the window began. Pings say it only where nothing else does.
 *
 * @param one a node
 * @param other another
 * @param state whether they reach each other
 * @param since the last moment at which they surely did; empty where they never did within the window
 * @param until the first moment at which they surely did not any more
 */
record PairReach(Node one, Node other, State state, Optional<Instant> since, Optional<Instant> until) {

    /** Whether two nodes reach each other. */
    enum State {
        /** Messages arrive. */
        OPEN,
        /** Neither lists the other, and they did before or their pings fail. */
        CLOSED,
        /** They list each other, and what is sent does not arrive. */
        DEAD,
        /** Nothing tells. */
        UNKNOWN
    }

    /** From fewer messages sent nothing follows from none having arrived: they may be on their way. */
    private static final double ENOUGH_SENT = 3;

    /** A list may have been read in the very moment in which a connection was made anew; a single one needs a ping that failed. */
    private static final int SURELY_WITHOUT = 2;

    /** Those that answer and list their connections. */
    static List<Node> there(Cluster cluster) {
        return cluster.nodes().stream()
                .filter(node ->
                        !LinkEnds.isDown(cluster, node.name()) && !node.peers().isEmpty())
                .toList();
    }

    /** Each two of the nodes that are there. */
    static List<PairReach> all(Cluster cluster) {
        List<Node> there = there(cluster);
        Instant tail = tail(cluster);
        List<PairReach> pairs = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            for (int j = i + 1; j < there.size(); j++) {
                pairs.add(of(there.get(i), there.get(j), tail));
            }
        }
        return pairs;
    }

    private static PairReach of(Node one, Node other, Instant tail) {
        PeerLists mine = PeerLists.of(one, other.name());
        PeerLists theirs = PeerLists.of(other, one.name());
        int without = Math.min(mine.without(), theirs.without());
        if (without >= SURELY_WITHOUT || without > 0 && isRefused(one, other)) {
            return closed(one, other, mine, theirs);
        }
        Way there = Way.of(mine.with(), theirs.with(), tail);
        Way back = Way.of(theirs.with(), mine.with(), tail);
        if (there.isDead() || back.isDead()) {
            List<Instant> since = Stream.of(there, back)
                    .filter(Way::isDead)
                    .flatMap(way -> way.lastArrival().stream())
                    .toList();
            return new PairReach(
                    one,
                    other,
                    State.DEAD,
                    since.stream().max(Comparator.naturalOrder()),
                    Stream.of(there, back)
                            .filter(Way::isDead)
                            .flatMap(way -> way.firstLost().stream())
                            .min(Comparator.naturalOrder()));
        }
        boolean open = there.arrives()
                || back.arrives()
                || pings(one, other).anyMatch(ping -> ping.rtt().isKnown());
        return new PairReach(one, other, open ? State.OPEN : State.UNKNOWN, Optional.empty(), Optional.empty());
    }

    private static PairReach closed(Node one, Node other, PeerLists mine, PeerLists theirs) {
        Optional<Instant> seen = Stream.of(mine.lastWith(), theirs.lastWith())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        boolean refused = isRefused(one, other);
        boolean came = !refused
                && pings(one, other)
                        .anyMatch(ping -> ping.rtt().isKnown()
                                && seen.map(last -> ping.call().started().isAfter(last))
                                        .orElse(true));
        State state = came ? State.OPEN : seen.isPresent() || refused ? State.CLOSED : State.UNKNOWN;
        Optional<Instant> gone = Stream.of(mine.firstWithout(), theirs.firstWithout())
                .flatMap(Optional::stream)
                .filter(at -> seen.map(at::isAfter).orElse(true))
                .min(Comparator.naturalOrder());
        return new PairReach(one, other, state, seen, gone);
    }

    boolean isBroken() {
        return state == State.CLOSED || state == State.DEAD;
    }

    /** Whether it is a pair of that node. */
    boolean isOf(Node node) {
        return one == node || other == node;
    }

    /** What the network of one end logged of the other: the node itself or their connection is its source. */
    Stream<LogEntry> logged() {
        return Stream.concat(logged(one, other), logged(other, one));
    }

    private static Stream<LogEntry> logged(Node node, Node other) {
        Duration offset = node.clockOffset().orElse(Duration.ZERO);
        return node.logs().stream()
                .filter(entry -> entry.time().isKnown()
                        && (entry.source().equals(node.name()) && Mentions.names(entry.message(), other.name())
                                || entry.peer().filter(other.name()::equals).isPresent()))
                .map(entry -> entry.at(entry.time().value().orElseThrow().minus(offset)));
    }

    /** The pings between both, whoever pinged. */
    Stream<PingResult> pings() {
        return pings(one, other);
    }

    /** Whether the last ping between them that tells anything failed. */
    private static boolean isRefused(Node one, Node other) {
        return pings(one, other)
                .filter(PingResult::tells)
                .max(Comparator.comparing(ping -> ping.call().started()))
                .filter(ping -> !ping.rtt().isKnown())
                .isPresent();
    }

    private static Stream<PingResult> pings(Node one, Node other) {
        return Stream.concat(
                one.pings().stream().filter(ping -> ping.to().equals(other.name())),
                other.pings().stream().filter(ping -> ping.to().equals(one.name())));
    }

    /** Where the last third of the window begins. */
    private static Instant tail(Cluster cluster) {
        Duration window = cluster.window();
        return cluster.nodes().stream()
                .flatMap(node -> node.peers().last().stream())
                .map(Timed::at)
                .max(Comparator.naturalOrder())
                .map(end -> end.minus(window.dividedBy(3)))
                .orElse(Instant.MIN);
    }

    /** What one node sent, and the other received of it, since the last third of the window began. */
    private record Way(List<Timed<RemoteNode>> sender, List<Timed<RemoteNode>> receiver, Instant tail) {
        static Way of(Series<RemoteNode> sender, Series<RemoteNode> receiver, Instant tail) {
            return new Way(LinkCount.sameConnection(sender), LinkCount.sameConnection(receiver), tail);
        }

        private double grown(List<Timed<RemoteNode>> end, Function<RemoteNode, Counter> counter) {
            List<Timed<RemoteNode>> late =
                    end.stream().filter(row -> !row.at().isBefore(tail)).toList();
            List<Timed<RemoteNode>> rows = late.size() > 1 ? late : end;
            return rows.isEmpty()
                    ? 0
                    : counter.apply(rows.get(rows.size() - 1).it())
                            .since(counter.apply(rows.get(0).it()));
        }

        boolean arrives() {
            return grown(receiver, RemoteNode::messagesIn) > 0;
        }

        boolean isDead() {
            return receiver.size() > 1 && !arrives() && grown(sender, RemoteNode::messagesOut) >= ENOUGH_SENT;
        }

        /** The last reading at which the receiver had received more than before. */
        Optional<Instant> lastArrival() {
            for (int i = receiver.size() - 1; i > 0; i--) {
                if (receiver.get(i)
                                .it()
                                .messagesIn()
                                .since(receiver.get(i - 1).it().messagesIn())
                        > 0) {
                    return Optional.of(receiver.get(i).at());
                }
            }
            return Optional.empty();
        }

        Optional<Instant> firstLost() {
            return lastArrival()
                    .flatMap(last -> receiver.stream()
                            .map(Timed::at)
                            .filter(at -> at.isAfter(last))
                            .findFirst());
        }
    }
}
