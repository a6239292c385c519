package ergodiag.playbooks.network;

import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.RemoteNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One node's lists of its connections, as far as a certain peer would stand in them.
 *
 * @param all the lists, in order of time
 * @param peer the peer
 */
record PeerLists(List<Timed<List<RemoteNode>>> all, String peer) {
    static PeerLists of(Node node, String peer) {
        return new PeerLists(node.listsThatWouldHold(peer).readings(), peer);
    }

    private boolean holds(Timed<List<RemoteNode>> list) {
        return list.it().stream().anyMatch(row -> row.peer().equals(peer));
    }

    /** In how many lists, up to the newest, it does not stand any more. */
    int without() {
        int i = all.size();
        while (i > 0 && !holds(all.get(i - 1))) {
            i--;
        }
        return all.size() - i;
    }

    Optional<Instant> lastWith() {
        return all.stream().filter(this::holds).map(Timed::at).reduce((first, last) -> last);
    }

    Optional<Instant> firstWithout() {
        int without = without();
        return without > 0 ? Optional.of(all.get(all.size() - without).at()) : Optional.empty();
    }

    Series<RemoteNode> with() {
        return new Series<>(all)
                .flatMap(list ->
                        list.stream().filter(row -> row.peer().equals(peer)).findFirst());
    }
}
