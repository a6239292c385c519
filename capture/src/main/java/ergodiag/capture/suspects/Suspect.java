package ergodiag.capture.suspects;

import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.process.ProcessRow;

/**
 * A process with the reason to look at it.
 *
 * @param process its row in the list last read
 * @param reason the playbooks' number and what was seen
 * @param weight the larger the worse
 */
public record Suspect(ProcessRow process, Purpose reason, int weight) {
    /** From here on it is stuck or gone: it would not answer an inspection (ERGO.md 3). */
    private static final int STUCK = 80;

    public String pid() {
        return process.pid();
    }

    public boolean stuck() {
        return weight >= STUCK;
    }

    /** What one representative may stand for: processes of the same behaviour, suspected for the same reason. */
    String kind() {
        return process.application() + "|" + process.behavior() + "|" + reason.text();
    }
}
