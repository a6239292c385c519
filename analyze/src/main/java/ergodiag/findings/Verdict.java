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
 */
public record Verdict(
        int playbook,
        String name,
        String title,
        @JsonProperty("verdict") State state,
        String lookedAt,
        List<Gap> gaps) {

    public Verdict {
        gaps = List.copyOf(gaps);
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
