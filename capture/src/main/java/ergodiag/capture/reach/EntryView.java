package ergodiag.capture.reach;

import ergodiag.capture.ask.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the node behind an endpoint knows of the cluster.
 *
 * @param entry the endpoint
 * @param node its node; "" where an Observer does not tell on which it runs
 * @param started when the node was started, by our clock
 * @param peers the nodes it is connected to
 * @param cluster the nodes it lists
 * @param registered the nodes that its registrar names
 */
record EntryView(
        Entry entry, String node, Instant started, List<String> peers, List<String> cluster, List<String> registered) {
    /** Uptimes are whole seconds, and a question takes its time. */
    private static final Duration BLUR = Duration.ofSeconds(3);

    /** Another way to the same running node; two nodes of one name that were started at different times are two. */
    boolean sameNodeAs(EntryView other) {
        return !node.isEmpty()
                && node.equals(other.node)
                && Duration.between(started, other.started).abs().compareTo(BLUR) <= 0;
    }

    /** Another way to the same running node, of the same kind: an Observer and an MCP application of one node tell different things. */
    boolean doubles(EntryView other) {
        return sameNodeAs(other) && entry.dialect().equals(other.entry.dialect());
    }

    /** All names it knows, its own included. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(peers);
        names.addAll(cluster);
        names.addAll(registered);
        if (!node.isEmpty()) {
            names.add(node);
        }
        return names;
    }
}
