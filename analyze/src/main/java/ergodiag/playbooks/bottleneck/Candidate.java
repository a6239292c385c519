package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.calls.Callee;
import ergodiag.cluster.calls.Wait;
import ergodiag.cluster.calls.Waits;
import ergodiag.cluster.shape.Shift;
import ergodiag.cluster.stacks.HotPlace;
import ergodiag.cluster.stacks.Location;
import ergodiag.cluster.stacks.StackSamples;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that something is to be said about.
 *
 * @param node its node
 * @param activity what it did in the window
 * @param stands where it stands in its code, where a stack tells
 * @param stays where it stands most often, where a sampler looked
 * @param waits for whose answers it waits most of the time or for long; empty where it does not
 * @param behind who waits for its answers, and who waits for those
 */
record Candidate(
        Node node,
        Activity activity,
        Optional<Location> stands,
        Optional<HotPlace> stays,
        Optional<Wait> waits,
        List<Process> behind) {
    /** A mailbox that grows by less a second is no queue that began. */
    private static final double GROWS = 0.2;

    static Candidate of(Node node, StackSamples looks, Waits waits, Activity activity) {
        return new Candidate(
                node,
                activity,
                Location.of(node, activity.process().last()),
                looks.stay(activity.process()).filter(HotPlace::telling),
                waits.of(activity.process()),
                waits.behind(activity.process()));
    }

    /** One of which it does not matter where it stands. */
    static Candidate anywhere(Node node, Activity activity) {
        return new Candidate(node, activity, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The function it stands in: where it stands most often, else in the newest dump. */
    Optional<String> function() {
        return stays.map(stay -> stay.standing().function())
                .or(() -> stands.map(place -> place.standing().function()));
    }

    String label() {
        return activity.process().last().label();
    }

    /**
     * {@code ; it stands in main.awaitConfirmation (chan receive), as in 41 of 60 looks}, for whose answers it waits and who for its, the end of a sentence;
     * "" where neither a stack nor a sampler tells.
     */
    String standing() {
        return place() + waits.map(CalleeWords::mostly).orElse("") + CalleeWords.behind(behind);
    }

    private String place() {
        if (stays.isEmpty()) {
            return stands.map(place -> "; it " + place.inWords()).orElse("");
        }
        return stands.map(place -> "; it " + place.inWords()
                        + (place.standing()
                                        .function()
                                        .equals(stays.get().standing().function())
                                ? ", as in " + stays.get().share()
                                : "; " + stays.get().inWords()))
                .orElse("; " + stays.get().inWords());
    }

    /**
     * {@code ; its mailbox is full (100 of 100): ...}, the end of a sentence; "" where it has room. Nobody counts what is refused: MessagesIn
     * holds what was taken in, and a sender on another node is told nothing (ERGO.md 5).
     */
    String full() {
        return limit().filter(limit -> activity.process().isFull())
                .map(limit -> "; its mailbox is full (" + Numbers.count(limit)
                        + " of " + Numbers.count(limit)
                        + "): further messages are refused and lost, and no counter tells how many")
                .orElse("");
    }

    private Optional<Long> limit() {
        return activity.process()
                .infos()
                .last()
                .map(info -> info.it())
                .filter(info -> !info.unlimitedMailbox())
                .map(ProcessInfo::mailboxSize);
    }

    /** In how many looks it stood where it stands most often. */
    private void count(FindingBuilder finding) {
        stays.ifPresent(stay -> finding.number(
                        "looks that show it in " + stay.standing().function(), stay.seen(), "looks")
                .number("looks in all", stay.looks(), "looks"));
    }

    boolean computes() {
        return stands.filter(Location::computes).isPresent();
    }

    /** Begins a finding about it and the function it stands in. */
    FindingBuilder finding(String code, Severity severity, Examination examination) {
        return finding(code, severity, function(), examination);
    }

    /** Begins a finding about it and a function of its code. */
    FindingBuilder finding(String code, Severity severity, Optional<String> function, Examination examination) {
        Subject subject = Subject.process(node.name(), activity.process().last());
        FindingBuilder finding =
                examination.finding(code, severity, function.map(subject::in).orElse(subject));
        node.process(activity.process().last().parent())
                .filter(parent -> parent.last().isPool())
                .ifPresent(
                        pool -> finding.relation(Relation.process(Relation.Kind.WORKS_FOR, node.name(), pool.last())));
        waits.flatMap(Wait::callee)
                .map(Callee::process)
                .ifPresent(callee -> finding.relation(
                                Relation.process(Relation.Kind.WAITS_FOR, callee.node(), callee.last()))
                        .evidence(
                                callee.last().at().field("State", callee.last().state())));
        return finding;
    }

    /** Cites the limit of a mailbox that is full. */
    private void citeLimit(FindingBuilder finding) {
        activity.process()
                .infos()
                .last()
                .filter(info -> activity.process().isFull())
                .ifPresent(info -> finding.number(
                                "limit of the mailbox", info.it().mailboxSize(), "messages")
                        .evidence(info.it().at().field("MailboxSize", info.it().mailboxSize())));
    }

    /** Cites what came in and what waited at an earlier reading and at the newest, and where it stands. */
    void cite(Timed<ProcessRow> before, FindingBuilder finding) {
        if (!before.equals(activity.newest())) {
            citeMailbox(before.it(), finding);
        }
        citeMailbox(activity.newest().it(), finding);
        citeLimit(finding);
        citeStanding(finding);
    }

    private static void citeMailbox(ProcessRow row, FindingBuilder finding) {
        finding.evidence(
                row.at().field("MessagesIn", row.messagesIn()), row.at().field("MessagesMailbox", row.mailbox()));
    }

    void citeStanding(FindingBuilder finding) {
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        stays.ifPresent(stay -> stay.evidence().forEach(finding::evidence));
        count(finding);
    }

    /** When its mailbox began to grow: by the readings, else as if it had grown all the time as it does now. */
    Instant beganToGrow() {
        return Shift.began(activity.process().rows(), ProcessRow::mailbox, GROWS)
                .orElseGet(activity::beganToGrow);
    }
}
