package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import ergodiag.bundle.Gap;
import java.util.List;

/**
 * What a playbook says.
 *
 * @param playbook its number
 * @param name its name, as in {@code zombie-processes}
 * @param title its name for people
 * @param state what it says
 * @param lookedAt which data over which window it rests on, as one sentence
 * @param gaps what it could not see
 * @param healthyOn the nodes on which all that was asked for was there and showed nothing, in the order of their names
 * @param unsureOf the nodes of which something was not there
 */
public record Verdict(
        int playbook,
        String name,
        String title,
        @JsonProperty("verdict") State state,
        String lookedAt,
        List<Gap> gaps,
        List<String> healthyOn,
        List<String> unsureOf) {

    public Verdict {
        gaps = List.copyOf(gaps);
        healthyOn = List.copyOf(healthyOn);
        unsureOf = List.copyOf(unsureOf);
    }

    /** Whether nothing was found, and some nodes are healthy although the cluster was not seen whole. */
    public boolean healthyWhereSeen() {
        return state == State.CANNOT_TELL && !healthyOn.isEmpty();
    }

    /** The four things a playbook can say. */
    public enum State implements Worded {
        /** There are findings of severity warning or critical. */
        FOUND,
        /** All that was asked for was there and showed nothing. */
        HEALTHY,
        /** Something needed was not there, and what was there showed nothing. */
        CANNOT_TELL,
        /** The playbook failed: a bug of ours. */
        BROKEN;

        /** Whether nothing can be taken from its silence. */
        public boolean isBlind() {
            return this == CANNOT_TELL || this == BROKEN;
        }
    }
}
