package ergodiag.incident;

import ergodiag.findings.Severity;
import ergodiag.findings.Worded;
import java.util.Optional;

/**
 * What one capture says of a finding.
 *
 * @param state whether it is there
 * @param severity how grave it is there; empty where it is not
 */
public record Sighting(State state, Optional<Severity> severity) {
    static final Sighting ABSENT = new Sighting(State.ABSENT, Optional.empty());
    static final Sighting UNSEEN = new Sighting(State.UNSEEN, Optional.empty());

    /** Whether it is there. */
    public enum State implements Worded {
        /** It was found. */
        SEEN,
        /** It was looked for where it would be, and is not there. */
        ABSENT,
        /** Nobody could look. */
        UNSEEN
    }

    static Sighting of(Severity severity) {
        return new Sighting(State.SEEN, Optional.of(severity));
    }
}
