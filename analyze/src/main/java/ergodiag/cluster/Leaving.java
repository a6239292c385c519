package ergodiag.cluster;

import ergodiag.ergo.Counter;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells a node that left in good order from one that vanished. Whoever fails is missed: what others send and ask fails from then on. Whoever
 * leaves as planned is not, and either it was said before, while the node was still there, or it had been relieved of its work, so that it
 * sent nothing any more while it still answered. No text is read but for the name of the node in it.
 */
final class Leaving {
    /** As many messages and calls of a node may have been on their way to it. */
    private static final double ON_THEIR_WAY = 5;

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
        boolean busy = node.current().stream()
                        .map(Process::last)
                        .mapToLong(ProcessRow::mailbox)
                        .sum()
                > ON_THEIR_WAY;
        GoodOrder order = GoodOrder.of(cluster, node, others, last, Instant.MAX);
        Optional<Instant> drained = busy ? Optional.empty() : order.drained();
        return order.announced().isPresent() || drained.isPresent()
                ? Optional.of(new Leave(last, order.announced(), drained, order.evidence()))
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
}
