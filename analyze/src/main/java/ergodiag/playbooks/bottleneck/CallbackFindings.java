package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Process;
import ergodiag.ergo.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Writes down that one callback of a process lasts: it waits for the answer to a call, or does not come back. */
final class CallbackFindings {
    private final Cluster cluster;
    private final Candidate suspect;
    private final Activity activity;
    private final Process process;
    private final Examination examination;

    CallbackFindings(Cluster cluster, Candidate suspect, Examination examination) {
        this.cluster = cluster;
        this.suspect = suspect;
        this.activity = suspect.activity();
        this.process = activity.process();
        this.examination = examination;
    }

    void stuckCall(Instant since) {
        ProcessRow row = process.last();
        double waits = Duration.between(since, activity.newest().at()).toMillis() / 1000.0;
        boolean blocks = row.mailbox() >= 1;
        Optional<CallTarget> target = CallTarget.of(suspect.node(), row);
        Optional<CallStack> stack = CallStack.of(suspect.node(), process);
        Optional<Callee> callee = Callee.of(cluster, process, target, since);
        Optional<Process> asLong = waitingAsLong(since);
        FindingBuilder finding = suspect.finding("ED0203", blocks ? Severity.CRITICAL : Severity.WARNING, examination)
                .title(
                        "%s on %s has waited %s for the answer to a call%s",
                        suspect.label(),
                        process.node(),
                        Words.seconds(waits),
                        suspect.function().map(name -> " made in " + name).orElse(""))
                .sentence(
                        "%s%s%s%s%s%s.",
                        suspect.stays()
                                .map(stay -> " (as in " + stay.share() + ")")
                                .orElse(""),
                        blocks ? "; " + Words.many(row.mailbox(), "message") + " behind it" : "",
                        suspect.full(),
                        stack.map(CallStack::inWords).orElse(""),
                        callee.map(CallbackFindings::whom)
                                .orElse(asLong.isEmpty() ? "; the bundle cannot tell whom it called" : ""),
                        asLong.map(other -> "; " + other.last().label()
                                        + " has waited as long, so perhaps each waits for the other (a deadlock)")
                                .orElse(""))
                .since(since)
                .number("waits for an answer", waits, "s")
                .number("messages waiting", row.mailbox(), "messages")
                .evidence(row.at().field("State", row.state()))
                .wouldChange(String.format(
                        Locale.ROOT,
                        "Another State than \"wait response\" in a later reading, a StateTime below %s, or MessagesOut above %s: the call would"
                                + " have come back.",
                        Words.seconds(examination.limit(BottleneckLimits.STUCK_CALL)),
                        row.messagesOut()))
                .nextCapture(callee.isPresent() ? "" : "ergodiag capture --profile deep --window 60");
        stack.ifPresent(it -> finding.evidence(it.evidence()));
        target.ifPresent(it -> {
            finding.evidence(it.evidence());
            it.timeoutSeconds().ifPresent(seconds -> finding.number("time-out of the call", seconds, "s"));
        });
        asLong.ifPresent(
                other -> finding.relation(Relation.process(Kind.WAITS_AS_LONG_AS, other.node(), other.last())));
        callee.ifPresent(it -> finding.relation(Relation.process(
                Kind.WAITS_FOR, it.process().node(), it.process().last())));
        callee.ifPresent(it -> finding.evidence(
                it.process().last().at().field("State", it.process().last().state())));
        row.stateTime().value().ifPresent(time -> finding.evidence(row.at().field("StateTime", time.toNanos())));
        suspect.cite(activity.oldest(), finding);
        finding.add();
    }

    private static String whom(Callee callee) {
        Process process = callee.process();
        ProcessRow row = process.last();
        Activity does = new Activity(process);
        String sure = switch (callee.how()) {
            case STACK -> "by its stack ";
            case MOMENT -> "by what began with it ";
            case LINK -> "by its links perhaps ";
        };
        String state = row.mailbox() >= 1 && does.taken() <= 0
                ? "which takes nothing while " + Numbers.count(row.mailbox()) + " wait"
                : row.state().equals(ProcessRow.WAIT_RESPONSE)
                        ? "which waits for an answer itself"
                        : row.state().equals("sleep")
                                ? "which is idle: it did not answer, or never got the request"
                                : "which is " + row.state();
        return "; " + sure + "it waits for " + row.label() + " on " + process.node() + ", " + state;
    }

    /** Another process that has waited for an answer as long, with a message behind it: each may wait for the other. */
    private Optional<Process> waitingAsLong(Instant since) {
        return suspect.node().current().stream()
                .filter(other -> !other.pid().equals(process.pid())
                        && other.last().mailbox() >= 1
                        && process.last().mailbox() >= 1)
                .filter(other -> new Activity(other)
                        .waitsForAnswerSince(examination.limit(BottleneckLimits.STUCK_CALL))
                        .filter(its -> Duration.between(its, since).abs().toMillis()
                                <= 1000 * examination.limit(BottleneckLimits.STUCK_CALL))
                        .isPresent())
                .findFirst();
    }

    void inOneCallback() {
        ProcessRow row = process.last();
        double time = row.stateTime().orElse(Duration.ZERO).toMillis() / 1000.0;
        boolean usual = time <= BottleneckLimits.SLOWER * activity.usualSeconds();
        Severity severity = suspect.computes() || usual ? Severity.INFO : Severity.WARNING;
        FindingBuilder finding = suspect.finding("ED0206", severity, examination)
                .sentence(
                        "%s on %s has been in one callback for %s, with nothing waiting behind it%s%s.",
                        suspect.label(),
                        process.node(),
                        Words.seconds(time),
                        usual ? " (its callbacks take " + Words.seconds(activity.usualSeconds()) + " on average)" : "",
                        suspect.standing())
                .since(activity.newest().at().minusMillis((long) (1000 * time)))
                .number("in its callback", time, "s")
                .evidence(row.at().field("State", row.state()))
                .evidence(row.at().field("MessagesMailbox", row.mailbox()))
                .evidence(row.at()
                        .field(
                                "StateTime",
                                row.stateTime().orElse(Duration.ZERO).toNanos()))
                .wouldChange("A State other than \"running\", or a StateTime below "
                        + Words.seconds(examination.limit(BottleneckLimits.CALLBACK)) + ", in a later reading.");
        suspect.citeStanding(finding);
        finding.add();
    }

    void mostlyWaiting() {
        ProcessRow row = process.last();
        long waiting = activity.readingsInCall();
        FindingBuilder finding = suspect.finding("ED0208", Severity.INFO, examination)
                .sentence(
                        "%s on %s waits for answers most of the time: at %d of %d readings it was in a call, none longer than %s%s.",
                        suspect.label(),
                        process.node(),
                        waiting,
                        process.rows().size(),
                        Words.seconds(examination.limit(BottleneckLimits.STUCK_CALL)),
                        suspect.stays().map(stay -> "; " + stay.inWords()).orElse(""))
                .number("readings in a call", waiting, "1")
                .evidence(row.at().field("State", row.state()))
                .evidence(row.at().field("MessagesOut", row.messagesOut()));
        if (suspect.stays().isPresent()) {
            suspect.citeStanding(finding);
        }
        finding.add();
    }
}
