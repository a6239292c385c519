package ergodiag.incident;

import ergodiag.findings.Comparison;
import java.util.List;

/**
 * What changed from one capture to the next.
 *
 * @param from index of the earlier capture
 * @param versions programs that changed
 * @param limits limits that are not the same
 * @param counters what else changed about a node, a link or an event
 * @param joined nodes that were not there before
 * @param left nodes that are not there any more
 */
public record Step(
        int from,
        List<Comparison.Shift> versions,
        List<Comparison.Shift> limits,
        List<Comparison.Shift> counters,
        List<String> joined,
        List<String> left) {

    static Step of(int from, Comparison it) {
        return new Step(from, it.versions(), it.limits(), it.counters(), it.joined(), it.left());
    }

    /** Whether nothing did. */
    public boolean isEmpty() {
        return versions.isEmpty() && limits.isEmpty() && counters.isEmpty() && joined.isEmpty() && left.isEmpty();
    }
}
