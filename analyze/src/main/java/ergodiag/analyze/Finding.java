package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was found, with the bytes that show it.
 *
 * @param code stable code, {@code ED} + playbook (two digits) + number (two digits)
 * @param playbook number of the playbook, 1 to 10
 * @param severity how much it matters
 * @param sentence what was found, as one sentence that names node and subject
 * @param since when it began, where that can be told
 * @param subject what it is about
 * @param numbers the numbers it rests on
 * @param evidence where those stand in the bundle
 * @param explains ids of other findings that are symptoms of this one
 * @param id stable within the bundle: code, node and subject
 * @param advice what to do
 * @param wouldChange what other reading would have changed the verdict
 * @param nextCapture the command that would show more; "" where nothing would
 */
public record Finding(
        String code,
        int playbook,
        Severity severity,
        String sentence,
        Optional<Instant> since,
        Subject subject,
        List<Measure> numbers,
        List<Evidence> evidence,
        List<String> explains,
        String id,
        String advice,
        String wouldChange,
        String nextCapture) {

    public Finding {
        numbers = List.copyOf(numbers);
        evidence = List.copyOf(evidence);
        explains = List.copyOf(explains);
    }

    /** The same finding as the cause of these others. */
    public Finding explaining(List<String> ids) {
        return with(severity, evidence, ids);
    }

    /** The same finding with another severity. */
    public Finding as(Severity other) {
        return with(other, evidence, explains);
    }

    /** The same finding with these places. */
    Finding citing(List<Evidence> places) {
        return with(severity, places, explains);
    }

    private Finding with(Severity newSeverity, List<Evidence> newEvidence, List<String> newExplains) {
        return new Finding(
                code,
                playbook,
                newSeverity,
                sentence,
                since,
                subject,
                numbers,
                newEvidence,
                newExplains,
                id,
                advice,
                wouldChange,
                nextCapture);
    }
}
