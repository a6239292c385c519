package ergodiag.cluster;

import ergodiag.bundle.Evidence;
import ergodiag.ergo.Counter;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a node that left in good order from one that vanished. Whoever fails is missed: what others send and ask fails from then on. Whoever
 * leaves as planned is not, and either it was said before, while the node was still there, or it had been relieved of its work, so that it
 * sent nothing any more while it still answered. No text is read but for the name of the node in it.
 */
final class Leaving {
    /** As many messages and calls of a node may have been on their way to it. */
    private static final double ON_THEIR_WAY = 5;

    /** Whoever names a node more often speaks of its daily business. */
    private static final int RARE = 5;

    /** What was said earlier was not about this. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** A connection is logged at about the time from which it counts its age, in whole seconds. */
    private static final Duration LOGGED = Duration.ofSeconds(2);

    /** So many messages it would have sent by its usual pace in the time in which it sent none. */
    private static final double MISSED = 5;

    private static final Set<String> TOLD = Set.of("trace", "debug", "info");

    private final Cluster cluster;
    private final Node node;
    private final Instant last;
    private final List<Node> others;

    private Leaving(Cluster cluster, Node node, Instant last) {
        this.cluster = cluster;
        this.node = node;
        this.last = last;
        this.others = cluster.nodes().stream()
                .filter(other -> other != node
                        && other.fellSilentAt().isEmpty()
                        && other.infos()
                                .last()
                                .filter(info -> info.at().isAfter(last))
                                .isPresent())
                .toList();
    }

    /** Empty where it did not leave, was missed, or left without a sign. */
    static Optional<Leave> of(Cluster cluster, Node node) {
        return node.fellSilentAt().flatMap(last -> new Leaving(cluster, node, last).leave());
    }

    private Optional<Leave> leave() {
        if (others.isEmpty() || others.stream().anyMatch(this::misses)) {
            return Optional.empty();
        }
        List<LogEntry> said = new ArrayList<>();
        Optional<Instant> announced = others.stream()
                .flatMap(other -> announcements(other, said).stream())
                .min(Comparator.naturalOrder());
        Optional<Instant> drained = drained();
        return announced.isPresent() || drained.isPresent()
                ? Optional.of(new Leave(
                        last,
                        announced,
                        drained,
                        said.stream()
                                .limit(2)
                                .map(entry -> Evidence.line(
                                        entry.at().file(), entry.at().line(), entry.message()))
                                .toList()))
                : Optional.empty();
    }

    /** Whether messages and calls of another node failed after it was gone, our own questions left out. */
    private boolean misses(Node other) {
        Timed<NodeInfo> now = other.infos().last().orElseThrow();
        Timed<NodeInfo> before = other.infos().readings().stream()
                .filter(info -> !info.at().isAfter(last))
                .reduce((first, second) -> second)
                .orElse(other.infos().readings().get(0));
        double failed = grown(before.it().sendErrorsRemote(), now.it().sendErrorsRemote())
                + grown(before.it().callErrorsRemote(), now.it().callErrorsRemote());
        return failed - cluster.own().failed(other.name(), true, before, now) > ON_THEIR_WAY;
    }

    private static double grown(Counter before, Counter now) {
        return now.since(before);
    }

    /** When a node said something of it, seldom and as no trouble, while it was connected with it. */
    private List<Instant> announcements(Node other, List<LogEntry> said) {
        Duration offset = other.clockOffset().orElse(Duration.ZERO);
        Series<RemoteNode> link = side(other);
        List<LogEntry> naming = other.logs().stream()
                .filter(entry -> TOLD.contains(entry.level())
                        && entry.time().isKnown()
                        && Mentions.names(entry.message(), node.name()))
                .toList();
        List<Instant> moments = new ArrayList<>();
        for (LogEntry entry : naming) {
            Instant at = entry.time().value().orElseThrow().minus(offset);
            boolean wasThere = !at.isAfter(last)
                    || link.last().filter(row -> row.at().isAfter(at)).isPresent();
            boolean isOfTheConnection = link.last()
                    .map(row -> row.at().minus(row.it().connectionUptime()).plus(LOGGED))
                    .filter(made -> !at.isAfter(made))
                    .isPresent();
            if (wasThere && !isOfTheConnection && !at.isBefore(last.minus(AHEAD)) && naming.size() <= RARE) {
                moments.add(at);
                said.add(entry);
            }
        }
        return moments;
    }

    /** The last moment at which it sent messages, where it answered on without sending and nothing waited in its mailboxes. */
    private Optional<Instant> drained() {
        long waiting = node.current().stream()
                .map(Process::last)
                .mapToLong(ProcessRow::mailbox)
                .sum();
        Optional<Instant> sent = Optional.empty();
        Optional<Instant> seen = Optional.empty();
        double perSecond = 0;
        for (Node other : others) {
            List<Timed<RemoteNode>> rows = side(other).readings();
            for (int i = 1; i < rows.size(); i++) {
                Timed<RemoteNode> before = rows.get(i - 1);
                Timed<RemoteNode> now = rows.get(i);
                double arrived = now.it().messagesIn().since(before.it().messagesIn())
                        - cluster.own().answered(node.name(), other.name(), before, now);
                sent = arrived > 0 ? later(sent, now.at()) : sent;
            }
            if (rows.size() > 1) {
                Timed<RemoteNode> first = rows.get(0);
                Timed<RemoteNode> newest = rows.get(rows.size() - 1);
                seen = later(seen, newest.at());
                perSecond += newest.it().messagesIn().since(first.it().messagesIn())
                        / Math.max(1e-9, newest.secondsSince(first));
            }
        }
        if (sent.isEmpty() || seen.isEmpty() || waiting > ON_THEIR_WAY) {
            return Optional.empty();
        }
        double without = Duration.between(sent.get(), seen.get()).toMillis() / 1000.0;
        return perSecond * without >= MISSED ? sent : Optional.empty();
    }

    private Series<RemoteNode> side(Node other) {
        return other.peers()
                .flatMap(list -> list.stream()
                        .filter(remote -> remote.peer().equals(node.name()))
                        .findFirst());
    }

    private static Optional<Instant> later(Optional<Instant> one, Instant other) {
        return one.filter(at -> at.isAfter(other)).isPresent() ? one : Optional.of(other);
    }
}
