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
 * @param id stable within the bundle: code, node and subject
 * @param since when it began, where that can be told
 * @param subject what it is about
 * @param relations what its subject has to do with others: by these causes and symptoms find each other
 * @param aspect which of the things that the code can say it says: of nodes those that say the same are told together, and a page may advise otherwise
 * @param prose what it says to people
 * @param basis what it rests on
 * @param explains ids of other findings that are symptoms of this one
 * @param also the same found of others, worst first, each with its own subject and basis; this finding's evidence has theirs too
 */
public record Finding(
        String code,
        int playbook,
        Severity severity,
        String id,
        Optional<Instant> since,
        Subject subject,
        List<Relation> relations,
        String aspect,
        Prose prose,
        Basis basis,
        List<String> explains,
        List<Finding> also) {

    public Finding {
        relations = List.copyOf(relations);
        explains = List.copyOf(explains);
        also = List.copyOf(also);
    }

    /** A finding about one subject only that has nothing to do with others. */
    public Finding(
            String code,
            int playbook,
            Severity severity,
            String id,
            Optional<Instant> since,
            Subject subject,
            Prose prose,
            Basis basis) {
        this(code, playbook, severity, id, since, subject, List.of(), "", prose, basis, List.of(), List.of());
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

    /** Whether it says that this node is cut off from others. */
    public boolean cutsOff(String node) {
        return relations(Relation.Kind.CUT_OFF).anyMatch(other -> other.node().equals(node));
    }

    /** Those it has to do with in that way. */
    public Stream<Relation> relations(Relation.Kind kind) {
        return relations.stream().filter(relation -> relation.kind() == kind);
    }

    /** The same finding as the cause of these others. */
    public Finding explaining(List<String> ids) {
        return new Finding(code, playbook, severity, id, since, subject, relations, aspect, prose, basis, ids, also);
    }

    /** The same finding with another severity. */
    public Finding as(Severity other) {
        return new Finding(code, playbook, other, id, since, subject, relations, aspect, prose, basis, explains, also);
    }

    /** The same finding with these places. */
    public Finding citing(List<Evidence> places) {
        return with(prose, new Basis(basis.numbers(), places));
    }

    /** The same finding with what its page in the catalogue says of it: what it means, and what to do. */
    public Finding explained(String plain, String whatToDo) {
        return with(prose.explained(plain, whatToDo), basis);
    }

    /** The same finding with one more sentence behind what was found, and the places that show it. */
    public Finding adding(String told, List<Evidence> places) {
        return with(
                prose.adding(told),
                new Basis(
                        basis.numbers(),
                        Stream.concat(basis.evidence().stream(), places.stream())
                                .distinct()
                                .toList()));
    }

    private Finding with(Prose said, Basis restsOn) {
        return new Finding(
                code, playbook, severity, id, since, subject, relations, aspect, said, restsOn, explains, also);
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
        return new Finding(
                code,
                playbook,
                severity,
                newId,
                all.stream().flatMap(finding -> finding.since().stream()).min(Comparator.naturalOrder()),
                subject,
                relations,
                aspect,
                prose.adding(told),
                basis.counting(
                        count,
                        all.stream()
                                .flatMap(finding -> finding.basis().evidence().stream())
                                .distinct()
                                .toList()),
                all.stream()
                        .flatMap(finding -> finding.explains().stream())
                        .distinct()
                        .toList(),
                others);
    }
}
