package ergodiag.analyze;

import ergodiag.findings.Finding;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the text of a page can leave open for a finding to fill in, {@code {callee}}: each is read from the data of the finding, never from its sentence. */
enum Slot {
    /** The subject with its node, and how many more the finding is about. */
    WHO(finding -> Optional.of(who(finding))),
    /** The node of the subject, or the sending end of a link. */
    NODE(finding -> told(finding.subject().node())),
    /** The other end of a link. */
    PEER(finding -> told(finding.subject().peer())),
    /** The subject, where it is one process. */
    PROCESS(finding -> process(finding.subject())),
    /** The registered name of the subject. */
    NAME(finding -> told(finding.subject().name())),
    /** The function the subject stands in, or is. */
    FUNCTION(finding -> told(finding.subject().function())),
    /** The process whose answer the subject waits for, with its node. */
    CALLEE(finding -> other(finding, Kind.WAITS_FOR).flatMap(it -> label(it).map(label -> label + " on " + it.node()))),
    /** The process that started the subject. */
    PARENT(finding -> other(finding, Kind.STARTED_BY).flatMap(Slot::label)),
    /** The behaviour of the processes that pile up. */
    FAMILY(finding -> other(finding, Kind.PILES_UP).flatMap(it -> told(it.behavior()))),
    /** How long the subject takes for a message. */
    PACE(finding -> finding.basis().numbers().stream()
            .filter(number -> number.name().equals("time per message"))
            .map(number -> Words.seconds(number.value()))
            .findFirst());

    private final Function<Finding, Optional<String>> reading;

    Slot(Function<Finding, Optional<String>> reading) {
        this.reading = reading;
    }

    /** The slot of that name on a page. */
    static Optional<Slot> of(String name) {
        return Arrays.stream(values())
                .filter(slot -> slot.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** What a finding puts there; of several that are told together the worst. */
    Optional<String> of(Finding finding) {
        return reading.apply(finding);
    }

    /** The same where it is the same for all that are told together. */
    Optional<String> ofAll(Finding finding) {
        List<Optional<String>> words = Stream.concat(Stream.of(finding), finding.also().stream())
                .map(reading)
                .distinct()
                .limit(2)
                .toList();
        return words.size() == 1 ? words.get(0) : Optional.empty();
    }

    private static String who(Finding finding) {
        Subject subject = finding.subject();
        int more = finding.also().size();
        boolean isPlace = subject.kind() == Subject.Kind.NODE || subject.kind() == Subject.Kind.LINK;
        return subject.label()
                + (isPlace || subject.node().isEmpty() ? "" : " on " + subject.node())
                + (more > 0 ? " (and " + more + " more)" : "");
    }

    private static Optional<String> process(Subject subject) {
        boolean isKnown = !subject.pid().isEmpty() || !subject.name().isEmpty();
        return isKnown && subject.event().isEmpty() ? told(subject.label()) : Optional.empty();
    }

    private static Optional<Relation> other(Finding finding, Kind kind) {
        return finding.relations(kind).findFirst();
    }

    private static Optional<String> label(Relation other) {
        return told(Subject.process(Subject.Kind.PROCESS, other.node(), other.pid(), other.name(), other.behavior(), "")
                .label());
    }

    private static Optional<String> told(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
