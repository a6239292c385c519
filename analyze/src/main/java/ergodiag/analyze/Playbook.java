package ergodiag.analyze;

import ergodiag.cluster.Cluster;
import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Threshold;
import java.util.List;

/**
 * One of the playbooks of Ergo's operators: a question, answered from a bundle. One class, one page ({@code NAME.md} beside it), one
 * test. A playbook sees readings, never files or JSON; what it cannot see it says through {@link Examination#cannotSee}, which keeps
 * "healthy" from being said.
 */
public interface Playbook {

    /**
     * What a playbook is.
     *
     * @param playbook which one, with its names and what it reads
     * @param question what it asks
     * @param thresholds the limits it judges by
     */
    record Card(PlaybookName playbook, String question, List<Threshold> thresholds) {
        public int number() {
            return playbook.number();
        }

        /** The stable name, {@code zombie-processes}. */
        public String name() {
            return playbook.word();
        }

        /** The name for people. */
        public String title() {
            return playbook.title();
        }
    }

    Card card();

    /** Looks at the cluster and tells the examination what it found, what it looked at, and what it could not see. */
    void examine(Cluster cluster, Examination examination);
}
