package ergodiag.analyze;

import ergodiag.cluster.Cluster;

/**
 * One of the playbooks of Ergo's operators: a question, answered from a bundle. One class, one page ({@code NAME.md} among
 * the resources of its package), one test. A playbook sees readings, never files or JSON; what it cannot see it says through {@link Examination#cannotSee}, which keeps
 * "healthy" from being said.
 */
public interface Playbook {

    Card card();

    /** Looks at the cluster and tells the examination what it found, what it looked at, and what it could not see. */
    void examine(Cluster cluster, Examination examination);
}
