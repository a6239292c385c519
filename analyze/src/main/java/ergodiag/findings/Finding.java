package ergodiag.findings;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that was found, with the bytes that show it.
 *
 * @param code stable code, {@code ED} + playbook (two digits) + number (two digits)
 * @param playbook number of the playbook, from 1
 * @param severity how much it matters
 * @param sentence what was found, as one sentence that names node and subject
 * @param since when it began, where that can be told
 * @param subject what it is about
 * @param numbers the numbers it rests on
 * @param evidence where those stand in the bundle
 * @param explains ids of other findings that are symptoms of this one
 * @param id stable within the bundle: code, node and subject
 * @param advice what to do, as its page in the catalogue has it; "" where it has no page
 * @param wouldChange what other reading would have changed the verdict
 * @param nextCapture the command that would show more; "" where nothing would
 * @param headline what it means in plain words, as its page in the catalogue has it; "" where it has no page
 * @param relations what its subject has to do with others: by these causes and symptoms find each other
 * @param title the first clause of the sentence, which titles a chart that shows the finding; "" where none does
 * @param aspect which of the things that the code can say it says: of nodes those that say the same are told together, and a page may advise otherwise
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
        List<Relation> relations,
        String title,
        String aspect,
        List<Finding> also) {

    public Finding {
        relations = List.copyOf(relations);
        numbers = List.copyOf(numbers);
        evidence = List.copyOf(evidence);
        explains = List.copyOf(explains);
        also = List.copyOf(also);
    }

    /** A finding about one subject only that has nothing to do with others, without a headline. */
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
                List.of(),
                "",
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

    /** Those it has to do with in that way. */
    public Stream<Relation> relations(Relation.Kind kind) {
        return relations.stream().filter(relation -> relation.kind() == kind);
    }

    /** The same finding as the cause of these others. */
    public Finding explaining(List<String> ids) {
        return with(severity, sentence, since, numbers, evidence, ids, id, headline, also);
    }

    /** The same finding with another severity. */
    public Finding as(Severity other) {
        return with(other, sentence, since, numbers, evidence, explains, id, headline, also);
    }

    /** The same finding with these places. */
    public Finding citing(List<Evidence> places) {
        return with(severity, sentence, since, numbers, places, explains, id, headline, also);
    }

    /** The same finding with what its page in the catalogue says of it: what it means, and what to do. */
    public Finding explained(String plain, String whatToDo) {
        return new Finding(
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
                whatToDo,
                wouldChange,
                nextCapture,
                plain,
                relations,
                title,
                aspect,
                also);
    }

    /**
     * The same finding told of others too.
     *
     * @param others the same found of others, worst first
     * @param told a sentence that names them
     * @param count how many there are in all
     * @param newId what they are called together
     */
    public Finding speakingFor(List<Finding> others, String told, Measure count, String newId) {
        List<Finding> all = Stream.concat(Stream.of(this), others.stream()).toList();
        return with(
                severity,
                sentence + " " + told,
                all.stream().flatMap(finding -> finding.since().stream()).min(Comparator.naturalOrder()),
                Stream.concat(Stream.of(count), numbers.stream()).toList(),
                all.stream()
                        .flatMap(finding -> finding.evidence().stream())
                        .distinct()
                        .toList(),
                all.stream()
                        .flatMap(finding -> finding.explains().stream())
                        .distinct()
                        .toList(),
                newId,
                headline,
                others);
    }

    private Finding with(
            Severity newSeverity,
            String newSentence,
            Optional<Instant> newSince,
            List<Measure> newNumbers,
            List<Evidence> newEvidence,
            List<String> newExplains,
            String newId,
            String newHeadline,
            List<Finding> newAlso) {
        return new Finding(
                code,
                playbook,
                newSeverity,
                newSentence,
                newSince,
                subject,
                newNumbers,
                newEvidence,
                newExplains,
                newId,
                advice,
                wouldChange,
                nextCapture,
                newHeadline,
                relations,
                title,
                aspect,
                newAlso);
    }
}
