package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param headline what it means in plain words, as its page in the catalogue has it; "" where it has no page
 * @param also the same found of others, worst first, each with its own subject, numbers and evidence; this finding's evidence has theirs too
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
        String nextCapture,
        String headline,
        List<Finding> also) {

    public Finding {
        numbers = List.copyOf(numbers);
        evidence = List.copyOf(evidence);
        explains = List.copyOf(explains);
        also = List.copyOf(also);
    }

    /** A finding about one subject only, without a headline. */
    public Finding(
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
        this(
                code,
                playbook,
                severity,
                sentence,
                since,
                subject,
                numbers,
                evidence,
                explains,
                id,
                advice,
                wouldChange,
                nextCapture,
                "",
                List.of());
    }

    /** Every subject it is about, the worst first. */
    public List<Subject> subjects() {
        return Stream.concat(Stream.of(subject), also.stream().map(Finding::subject))
                .distinct()
                .toList();
    }

    /** Whether one of its subjects is that node or on it. */
    public boolean isAbout(String node) {
        return subjects().stream().anyMatch(about -> about.node().equals(node));
    }

    /** The same finding as the cause of these others. */
    public Finding explaining(List<String> ids) {
        return with(severity, evidence, ids, headline);
    }

    /** The same finding with another severity. */
    public Finding as(Severity other) {
        return with(other, evidence, explains, headline);
    }

    /** The same finding with these places. */
    Finding citing(List<Evidence> places) {
        return with(severity, places, explains, headline);
    }

    /** The same finding under that headline. */
    Finding headed(String plain) {
        return with(severity, evidence, explains, plain);
    }

    private Finding with(
            Severity newSeverity, List<Evidence> newEvidence, List<String> newExplains, String newHeadline) {
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
                nextCapture,
                newHeadline,
                also);
    }
}
