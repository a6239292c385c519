package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Process;
import ergodiag.cluster.calls.CallTarget;
import ergodiag.cluster.calls.Wait;
import ergodiag.cluster.calls.Waits;
import ergodiag.cluster.stacks.Location;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Writes down what only the waits of all nodes together show: processes that wait for each other in a circle, and one that holds up others. */
final class WaitFindings {
    private final Cluster cluster;
    private final Waits waits;
    private final Examination examination;

    WaitFindings(Cluster cluster, Waits waits, Examination examination) {
        this.cluster = cluster;
        this.waits = waits;
        this.examination = examination;
    }

    /** After the processes were judged one by one. */
    void judge() {
        List<List<Process>> circles = waits.circles();
        circles.forEach(
                members -> circle(
                        members,
                        ": each has called the next one, the last one the first, and none can answer before it is answered itself (a deadlock)"));
        if (circles.isEmpty() && !waits.closed().isEmpty()) {
            circle(
                    waits.closed(),
                    ": each waits for the answer to a call, and nobody else in the cluster has anything to do, so that they have called each other"
                            + " (a deadlock); whom each has called the bundle cannot tell");
        }
        waits.ends().stream().filter(this::holdsUpOthers).forEach(this::end);
    }

    private void circle(List<Process> members, String how) {
        long waiting =
                members.stream().mapToLong(process -> process.last().mailbox()).sum();
        Process first = members.get(0);
        String labels = members.stream().map(CalleeWords::name).collect(Collectors.joining(", "));
        OptionalLong timeout = members.stream()
                .flatMap(process -> waits.of(process).flatMap(Wait::target).stream())
                .map(CallTarget::timeoutSeconds)
                .flatMapToLong(OptionalLong::stream)
                .min();
        FindingBuilder finding = examination
                .finding("ED0215", waiting > 0 ? Severity.CRITICAL : Severity.WARNING, subject(first))
                .title("%s wait for each other in a circle", labels)
                .sentence(
                        how + "%s%s.",
                        waiting > 0 ? "; " + Words.many(waiting, "message") + " behind them" : "",
                        timeout.isPresent()
                                ? "; only the time-out of a call frees them, the shortest after "
                                        + Words.seconds(timeout.getAsLong())
                                : "")
                .number("processes in the circle", members.size(), "processes")
                .number("messages waiting", waiting, "messages")
                .wouldChange("One of them in another State than \"wait response\" at most readings.");
        stuckSince(members).ifPresent(finding::since);
        for (Process process : members) {
            ProcessRow row = process.last();
            finding.relation(Relation.process(Relation.Kind.IN_CIRCLE, process.node(), row))
                    .evidence(row.at().field("State", row.state()));
            waits.of(process).flatMap(Wait::target).ifPresent(target -> finding.evidence(target.evidence()));
        }
        finding.add();
    }

    /** When the last call began that closed the circle, where each lasts. */
    private Optional<Instant> stuckSince(List<Process> members) {
        List<Optional<Instant>> since = members.stream()
                .map(process ->
                        new Activity(process).waitsForAnswerSince(examination.limit(BottleneckLimits.STUCK_CALL)))
                .toList();
        return since.stream().allMatch(Optional::isPresent)
                ? since.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** It has something to do most of the time, nothing is said of it, and something is wrong with one that waits for it. */
    private boolean holdsUpOthers(Process process) {
        return !isSerious(process)
                && waits.isBusy(process)
                && waits.callers(process).stream().anyMatch(this::isSerious);
    }

    private boolean isSerious(Process process) {
        return examination.findings().stream()
                .anyMatch(finding -> finding.severity() != Severity.INFO
                        && finding.subject().node().equals(process.node())
                        && finding.subject().pid().equals(process.pid()));
    }

    private void end(Process process) {
        List<Process> callers = waits.behind(process);
        ProcessRow row = process.last();
        Optional<Location> stands = cluster.node(process.node()).flatMap(node -> Location.of(node, row));
        FindingBuilder finding = examination
                .finding(
                        "ED0216",
                        Severity.WARNING,
                        stands.map(place -> subject(process).in(place.standing().function()))
                                .orElse(subject(process)))
                .title("%s holds up %s", CalleeWords.name(process), CalleeWords.names(callers))
                .sentence(
                        ", which %s for its answers%s%s.",
                        callers.size() == 1 ? "waits" : "wait",
                        row.mailbox() > 0 ? "; " + Words.many(row.mailbox(), "message") + " behind it" : "",
                        stands.map(place -> "; it " + place.inWords()).orElse(""))
                .number("processes that wait for it", callers.size(), "processes")
                .number("messages waiting", row.mailbox(), "messages")
                .evidence(row.at().field("State", row.state()), row.at().field("MessagesMailbox", row.mailbox()))
                .wouldChange("The same process asleep at most readings, with nothing waiting.");
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        finding.add();
    }

    private static Subject subject(Process process) {
        return Subject.process(process.node(), process.last());
    }
}
