package ergodiag.analyze;

import ergodiag.cluster.Cluster;
import java.util.List;

/**
 * One of the ten playbooks of Ergo's operators: a question, answered from a bundle. One class, one page ({@code NAME.md} beside it), one
 * test. A playbook sees readings, never files or JSON; what it cannot see it says through {@link Examination#cannotSee}, which keeps
 * "healthy" from being said.
 */
public interface Playbook {

    /**
     * What a playbook is.
     *
     * @param number 1 to 10
     * @param name stable name, {@code zombie-processes}
     * @param title name for people
     * @param question what it asks
     * @param thresholds the limits it judges by
     */
    record Card(int number, String name, String title, String question, List<Threshold> thresholds) {}

    Card card();

    /** Looks at the cluster and tells the examination what it found, what it looked at, and what it could not see. */
    void examine(Cluster cluster, Examination examination);
}
