package ergodiag.incident;

import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Worded;
import ergodiag.incident.Sighting.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A finding over all captures.
 *
 * @param id stable within the incident
 * @param gravest as the capture has it in which it was gravest, the first of those
 * @param gravestIn the index of that capture
 * @param sightings what each capture says of it, in their order
 * @param since when it began, where some capture can tell: the earliest
 * @param notBefore when it was last looked for in vain before it was seen; empty where nobody had looked
 * @param lastSeen end of the last capture in which it was seen
 * @param overBy beginning of the first capture after that in which it was looked for in vain; empty where there is none
 * @param explains ids of those that are symptoms of this one
 * @param explainedBy ids of those of which this one is a symptom
 * @param also others of which the same was found in the same captures
 */
public record FindingLife(
        String id,
        Finding gravest,
        int gravestIn,
        List<Sighting> sightings,
        Optional<Instant> since,
        Optional<Instant> notBefore,
        Instant lastSeen,
        Optional<Instant> overBy,
        List<String> explains,
        List<String> explainedBy,
        List<Subject> also) {

    public FindingLife {
        sightings = List.copyOf(sightings);
        explains = List.copyOf(explains);
        explainedBy = List.copyOf(explainedBy);
        also = List.copyOf(also);
    }

    /** How it ended, as far as the last captures tell. */
    public enum End implements Worded {
        /** The last capture still has it. */
        ONGOING,
        /** A later capture looked for it in vain. */
        OVER,
        /** No later capture could look. */
        OUT_OF_SIGHT
    }

    /** How it ended. */
    public End end() {
        State last = sightings.get(sightings.size() - 1).state();
        return overBy.isPresent() ? End.OVER : last == State.SEEN ? End.ONGOING : End.OUT_OF_SIGHT;
    }

    /** How grave it was when it was gravest. */
    public Severity severity() {
        return gravest.severity();
    }

    /** Whether it has weight of its own. */
    public boolean isCause() {
        return severity() != Severity.INFO;
    }

    /** Whether it was graver in a later capture than in an earlier one. */
    public boolean isWorse() {
        List<Severity> grades = sightings.stream()
                .flatMap(sighting -> sighting.severity().stream())
                .toList();
        return IntStream.range(1, grades.size()).anyMatch(i -> grades.get(i).compareTo(grades.get(0)) > 0);
    }

    /** Whether it was over and came back. */
    public boolean cameBack() {
        int first = -1;
        boolean gone = false;
        for (int i = 0; i < sightings.size(); i++) {
            State state = sightings.get(i).state();
            if (state == State.SEEN && gone) {
                return true;
            }
            first = first < 0 && state == State.SEEN ? i : first;
            gone |= first >= 0 && state == State.ABSENT;
        }
        return false;
    }
}
