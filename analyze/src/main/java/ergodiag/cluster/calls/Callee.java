package ergodiag.cluster.calls;

import ergodiag.cluster.Process;

/**
 * Whom a process that waits for an answer has called.
 *
 * @param process the callee
 * @param how what tells it
 */
public record Callee(Process process, How how) {

    /** What tells whom it called; the surest first. */
    public enum How {
        /** The arguments on the stack name one process only, or one only that has something to do. */
        STACK,
        /** Its own messages about calls that failed name one process only. */
        LOG,
        /** The one process whose oldest waiting message, callback or sleep is as old as the call, or as many calls. */
        MOMENT,
        /** Of those that it can be the only one that does not wait for the caller itself, and is not known to be somebody else's callee. */
        REST,
        /** The one process that the caller links or monitors, besides its parent. */
        LINK
    }
}
