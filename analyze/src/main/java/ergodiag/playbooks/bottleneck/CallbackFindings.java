package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Process;
import ergodiag.cluster.calls.CallTarget;
import ergodiag.cluster.calls.Callee;
import ergodiag.cluster.calls.Wait;
import ergodiag.ergo.DeliveryError;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes down that one callback of a process lasts: it waits for the answer to a call, or does not come back. */
final class CallbackFindings {
    private final Candidate suspect;
    private final Activity activity;
    private final Process process;
    private final Examination examination;

    CallbackFindings(Candidate suspect, Examination examination) {
        this.suspect = suspect;
        this.activity = suspect.activity();
        this.process = activity.process();
        this.examination = examination;
    }

    void stuckCall(Instant since) {
        ProcessRow row = process.last();
        double waits = Duration.between(since, activity.newest().at()).toMillis() / 1000.0;
        boolean blocks = row.mailbox() >= 1;
        Optional<CallTarget> target = suspect.waits().flatMap(Wait::target);
        Optional<CallStack> stack = CallStack.of(suspect.node(), process);
        Optional<Callee> callee = suspect.waits().flatMap(Wait::callee);
        Optional<Process> asLong = callee.isPresent() ? Optional.empty() : waitingAsLong(since);
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
                        callee.map(CalleeWords::once)
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
        row.stateTime().value().ifPresent(time -> finding.evidence(row.at().field("StateTime", time.toNanos())));
        suspect.cite(activity.oldest(), finding);
        finding.add();
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

    /** Information, or a warning where its calls come back without an answer. */
    void mostlyWaiting() {
        ProcessRow row = process.last();
        long waiting = activity.readingsInCall();
        List<LogEntry> timeouts = timeouts();
        boolean fails = timeouts.size() >= examination.limit(BottleneckLimits.TIMEOUTS);
        FindingBuilder finding = suspect.finding(
                        fails ? "ED0214" : "ED0208", fails ? Severity.WARNING : Severity.INFO, examination)
                .sentence(
                        "%s on %s waits for answers most of the time%s: at %d of %d readings it was in a call, none longer than %s%s%s.",
                        suspect.label(),
                        process.node(),
                        fails
                                ? ", and " + Words.many(timeouts.size(), "call") + " of it ran into "
                                        + (timeouts.size() == 1 ? "its time-out" : "their time-outs")
                                : "",
                        waiting,
                        process.rows().size(),
                        Words.seconds(examination.limit(BottleneckLimits.STUCK_CALL)),
                        suspect.stays().map(stay -> "; " + stay.inWords()).orElse(""),
                        suspect.waits().map(CalleeWords::mostly).orElse(""))
                .number("readings in a call", waiting, "1")
                .evidence(row.at().field("State", row.state()))
                .evidence(row.at().field("MessagesOut", row.messagesOut()));
        if (suspect.stays().isPresent()) {
            suspect.citeStanding(finding);
        }
        if (fails) {
            finding.number("calls that ran into their time-out", timeouts.size(), "calls")
                    .evidence(timeouts.get(0).at().value(""));
        }
        finding.add();
    }

    /** What it logged of calls that nobody answered in time. */
    private List<LogEntry> timeouts() {
        return suspect.node().logs().stream()
                .filter(entry -> entry.pid().equals(process.pid())
                        && DeliveryError.in(entry.message())
                                .filter(DeliveryError.TIMEOUT::equals)
                                .isPresent())
                .toList();
    }
}
