package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Two results of the same cluster, side by side. A process is the same by its name or what it runs as, whatever its pid. A finding that is not
 * there any more is gone only where the playbook could still see; else it is out of sight.
 *
 * @param before the older result
 * @param after the newer result
 * @param fresh findings that were not there before
 * @param gone findings that are not there any more
 * @param unseen findings of which nothing can be said any more, because their playbook could not tell
 * @param kept findings that are in both
 * @param sights playbooks that can tell what they could not, or the other way round
 * @param counters what else changed about a node, a link or an event
 * @param limits limits that are not the same
 * @param versions programs that changed
 * @param joined nodes that were not there before
 * @param left nodes that are not there any more
 */
public record Comparison(
        Findings before,
        Findings after,
        List<Finding> fresh,
        List<Finding> gone,
        List<Finding> unseen,
        List<Kept> kept,
        List<Sight> sights,
        List<Shift> counters,
        List<Shift> limits,
        List<Shift> versions,
        List<String> joined,
        List<String> left) {

    /**
     * A value that changed.
     *
     * @param subject whose it is
     * @param what its name
     * @param before as it was; "" when it was not there
     * @param after as it is; "" when it is not there
     */
    public record Shift(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String subject, String what, String before, String after) {}

    /** A finding in both; how its severity and numbers changed. */
    public record Kept(Finding before, Finding after, List<Shift> numbers) {
        /** Above 0 when it is graver than before, below 0 when it is less grave. */
        public int worse() {
            return after.severity().compareTo(before.severity());
        }
    }

    /** A playbook whose sight changed. */
    public record Sight(Verdict before, Verdict after) {
        /** Whether it could tell before and cannot now. */
        public boolean isLost() {
            return after.state().isBlind();
        }
    }

    /** Findings that are graver than before. */
    public List<Kept> worse() {
        return kept.stream().filter(one -> one.worse() > 0).toList();
    }

    /** Whether something new was found that is more than information. */
    public boolean hasNewFault() {
        return fresh.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
    }

    /** Whether a playbook cannot tell what it could. */
    public boolean hasLostSight() {
        return !unseen.isEmpty() || sights.stream().anyMatch(Sight::isLost);
    }
}
