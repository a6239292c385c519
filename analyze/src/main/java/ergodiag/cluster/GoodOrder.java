package ergodiag.cluster;

import ergodiag.bundle.Evidence;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What shows that a node went in good order: it was said before, while the node was still there, or it had been relieved of its work, so that
 * it sent nothing any more while it still answered. No text is read but for the name of the node in it.
 *
 * @param announced when it was first said; empty where nothing was logged of it before
 * @param drained the last moment at which it sent messages to others; empty where it sent until the end
 * @param evidence the lines that say it
 */
public record GoodOrder(Optional<Instant> announced, Optional<Instant> drained, List<Evidence> evidence) {
    /** Whoever names a node more often speaks of its daily business. */
    private static final int RARE = 5;

    /** What was said earlier was not about this. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** A connection is logged at about the time from which it counts its age, in whole seconds. */
    private static final Duration LOGGED = Duration.ofSeconds(2);

    /** So many messages it would have sent by its usual pace in the time in which it sent none. */
    private static final double MISSED = 5;

    private static final Set<String> TOLD = Set.of("trace", "debug", "info");

    /** Before it started anew. */
    public static GoodOrder before(Cluster cluster, Node node, Restart restart) {
        List<Node> others =
                cluster.nodes().stream().filter(other -> other != node).toList();
        return of(cluster, node, others, restart.before().at(), restart.at());
    }

    /**
     * Before it was gone.
     *
     * @param others those who may tell
     * @param last its last answer
     * @param gone what others tell from then on is not about that
     */
    static GoodOrder of(Cluster cluster, Node node, List<Node> others, Instant last, Instant gone) {
        Witness witness = new Witness(cluster, node, others, last, gone);
        List<LogEntry> said = new ArrayList<>();
        Optional<Instant> announced = others.stream()
                .flatMap(other -> witness.announcements(other, said).stream())
                .min(Comparator.naturalOrder());
        return new GoodOrder(
                announced,
                witness.drained(),
                said.stream()
                        .limit(2)
                        .map(entry ->
                                Evidence.line(entry.at().file(), entry.at().line(), entry.message()))
                        .toList());
    }

    /** Whether it was in good order. */
    public boolean isShown() {
        return announced.isPresent() || drained.isPresent();
    }

    /** What the others tell of it. */
    private record Witness(Cluster cluster, Node node, List<Node> others, Instant last, Instant gone) {

        /** When a node said something of it, seldom and as no trouble, while it was connected with it. */
        private List<Instant> announcements(Node other, List<LogEntry> said) {
            Duration offset = other.clockOffset().orElse(Duration.ZERO);
            Series<RemoteNode> link = side(other);
            List<LogEntry> naming = other.logs().stream()
                    .filter(entry -> TOLD.contains(entry.level())
                            && entry.time().isKnown()
                            && entry.time().value().orElseThrow().minus(offset).isBefore(gone)
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

        /** The last moment at which it sent messages, where it answered on without sending. */
        private Optional<Instant> drained() {
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
            if (sent.isEmpty() || seen.isEmpty()) {
                return Optional.empty();
            }
            double without = Duration.between(sent.get(), seen.get()).toMillis() / 1000.0;
            return perSecond * without >= MISSED ? sent : Optional.empty();
        }

        private Series<RemoteNode> side(Node other) {
            Series<RemoteNode> side = other.peers()
                    .flatMap(list -> list.stream()
                            .filter(remote -> remote.peer().equals(node.name()))
                            .findFirst());
            return new Series<>(side.readings().stream()
                    .filter(row -> row.at().isBefore(gone))
                    .toList());
        }

        private static Optional<Instant> later(Optional<Instant> one, Instant other) {
            return one.filter(at -> at.isAfter(other)).isPresent() ? one : Optional.of(other);
        }
    }
}
