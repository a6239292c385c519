package ergodiag.analyze.playbooks;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Subject;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Whereabouts;
import ergodiag.ergo.ProcessRow;
import java.util.Optional;

/**
 * A process that something is to be said about.
 *
 * @param node its node
 * @param activity what it did in the window
 * @param stands where it stands in its code, where a stack tells
 */
record Suspect(Node node, Activity activity, Optional<Whereabouts> stands) {

    static Suspect of(Node node, Activity activity) {
        return new Suspect(
                node, activity, Whereabouts.of(node, activity.process().last()));
    }

    String label() {
        return activity.process().last().label();
    }

    /** The function it stands in, as part of a sentence. */
    String place() {
        return stands.map(place -> place.standing().function()).orElse("its callback");
    }

    /** {@code ; it stands in main.awaitConfirmation (chan receive)}, the end of a sentence; "" where no stack tells. */
    String standing() {
        return stands.map(place -> "; it " + place.inWords()).orElse("");
    }

    boolean computes() {
        return stands.filter(Whereabouts::computes).isPresent();
    }

    /** Begins a finding about it and the function it stands in. */
    FindingBuilder finding(String code, Severity severity, Examination examination) {
        Subject subject = Subject.process(node.name(), activity.process().last());
        return examination.finding(
                code,
                severity,
                stands.map(place -> subject.in(place.standing().function())).orElse(subject));
    }

    /** Cites what came in and what waited at an earlier reading and at the newest, and where it stands. */
    void cite(Timed<ProcessRow> before, FindingBuilder finding) {
        if (!before.equals(activity.newest())) {
            citeMailbox(before.it(), finding);
        }
        citeMailbox(activity.newest().it(), finding);
        citeStanding(finding);
    }

    private static void citeMailbox(ProcessRow row, FindingBuilder finding) {
        finding.evidence(
                row.at().field("MessagesIn", row.messagesIn()), row.at().field("MessagesMailbox", row.mailbox()));
    }

    void citeStanding(FindingBuilder finding) {
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
    }
}
