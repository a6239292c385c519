package ergodiag.cluster.changes;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * Something that was at another level, or there or not, from one moment on.
 *
 * @param kind what changed
 * @param node on which node
 * @param other the node to which its messages go; "" where it is not about messages between two
 * @param pid the process that it is about; "" where it is about none
 * @param label what that process is called
 * @param names the names that came or went
 * @param from the last moment before it
 * @param until the first moment after it
 * @param before how much it was before
 * @param after how much it is since
 * @param evidence where both stand
 */
public record Change(
        ChangeKind kind,
        String node,
        String other,
        String pid,
        String label,
        List<String> names,
        Instant from,
        Instant until,
        double before,
        double after,
        List<Evidence> evidence) {

    public Change {
        names = List.copyOf(names);
        evidence = List.copyOf(evidence);
    }

    /** How many times as much, or as little, it has become, on a scale that compares unlike things: 0 for none. */
    public double size() {
        double least = kind.least();
        return Math.abs(Math.log((Math.abs(after) + least) / (Math.abs(before) + least)));
    }

    /** The same of some of its names only. */
    public Change of(List<String> some) {
        boolean gone = kind == ChangeKind.GONE_NAMES;
        return new Change(
                kind,
                node,
                other,
                pid,
                label,
                some,
                from,
                until,
                gone ? some.size() : 0,
                gone ? 0 : some.size(),
                evidence);
    }
}
