package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.stacks.Location;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A process that stands at the same place in every dump, and every look of a sampler, and took no message meanwhile.
 *
 * @param node its node
 * @param seen its sightings, in order of time, since it stands where it stands last
 * @param moved whether it was seen elsewhere before
 * @param examination where findings go
 */
record StuckProcess(Node node, List<StackSample> seen, boolean moved, Examination examination) {
    /** One that moved within the window has to stand for so many times as long: it is known to come back. */
    private static final int LONGER = 2;
    /** And it has to be seen so often: two looks far apart do not show that it stood still between them. */
    private static final int OFTEN = 5;

    /** Judges every process of a node that was seen; those of one behaviour in one function are one finding. */
    static void judge(
            Node node, Map<String, List<StackSample>> sightings, Set<String> except, Examination examination) {
        Map<List<String>, List<StuckProcess>> alike = new LinkedHashMap<>();
        sightings.forEach((pid, seen) -> {
            StuckProcess process = of(node, seen, examination);
            if (!except.contains(pid) && process.isStuck()) {
                alike.computeIfAbsent(
                                List.of(
                                        process.last().process().last().behavior(),
                                        process.last().standing().function(),
                                        process.what()),
                                key -> new ArrayList<>())
                        .add(process);
            }
        });
        alike.values().forEach(group -> group.get(0).write(group));
    }

    private static StuckProcess of(Node node, List<StackSample> seen, Examination examination) {
        List<String> stack = seen.get(seen.size() - 1).stack();
        int from = seen.size() - 1;
        while (from > 0 && seen.get(from - 1).stack().equals(stack)) {
            from--;
        }
        return new StuckProcess(node, seen.subList(from, seen.size()), from > 0, examination);
    }

    private boolean isStuck() {
        return last().standing().application()
                && !(moved && (node.looks().isEmpty() || seen.size() < OFTEN))
                && !last().process().last().state().equals(ProcessRow.ZOMBEE)
                && last().dump().secondsSince(first().dump())
                        >= (moved ? LONGER : 1) * examination.limit(GoroutineLimits.STUCK)
                && inEveryDump(first().dump().at())
                && tookNothing(first().dump().at(), last().dump().at())
                && !GoroutineGroup.isReady(what());
    }

    private StackSample first() {
        return seen.get(0);
    }

    private StackSample last() {
        return seen.get(seen.size() - 1);
    }

    private String what() {
        return Location.of(node, last().process().last())
                .map(Location::what)
                .orElse(last().standing().what());
    }

    /** It is in every dump that shows all actors, from its first sighting to the newest dump: it never slept in between. */
    private boolean inEveryDump(Instant from) {
        List<Timed<ergodiag.cluster.Dump>> dumps = node.dumpsAndLooks().stream()
                .filter(dump -> dump.it().showsAllActors() && !dump.at().isBefore(from))
                .toList();
        return dumps.size() >= 2
                && dumps.stream()
                        .allMatch(dump -> seen.stream()
                                .anyMatch(sighting -> sighting.dump().at().equals(dump.at())));
    }

    /**
     * By the rows around the two dumps; where no rows lie around them, by the nearest ones between. What a logger takes of its log queue no counter
     * tells.
     */
    private boolean tookNothing(Instant from, Instant until) {
        List<Timed<ProcessRow>> rows = seen.get(0).process().rows().readings();
        Optional<Timed<ProcessRow>> before =
                rows.stream().filter(row -> !row.at().isAfter(from)).reduce((one, other) -> other);
        Optional<Timed<ProcessRow>> after =
                rows.stream().filter(row -> !row.at().isBefore(until)).findFirst();
        Timed<ProcessRow> start = before.orElse(rows.get(0));
        Timed<ProcessRow> end = after.orElse(rows.get(rows.size() - 1));
        return !new Activity(seen.get(0).process()).isLogger()
                && end.secondsSince(start) >= examination.limit(GoroutineLimits.STUCK)
                && end.it().taken() <= start.it().taken();
    }

    private void write(List<StuckProcess> group) {
        StackSample first = first();
        StackSample last = last();
        String what = what();
        ProcessRow row = last.process().last();
        double seconds = last.dump().secondsSince(first.dump());
        boolean call = what.equals(TopFrame.CALL);
        boolean many = group.size() > 1;
        long waiting = group.stream()
                .mapToLong(process -> process.last().process().last().mailbox())
                .sum();
        boolean sure = call || isLastingWait(what) || (waiting > 0 && !what.isEmpty());
        Subject subject = many
                ? Subject.process(Subject.Kind.PROCESS, node.name(), "", "", row.behavior(), row.application())
                : Subject.process(node.name(), row);
        FindingBuilder finding = examination
                .finding(
                        "ED1001",
                        sure ? Severity.WARNING : Severity.INFO,
                        subject.in(last.standing().function()))
                .sentence(
                        "%s on %s %s at the same place in all %s over %s: in %s%s; %s took no message meanwhile and %s.",
                        many ? names(group, row.behavior()) : row.label(),
                        node.name(),
                        (last.certain() ? "" : "probably ") + (many ? "stand" : "stands"),
                        dumps(),
                        Words.seconds(seconds),
                        last.standing().function(),
                        call
                                ? ", waiting for the answer to a call"
                                : what.isEmpty() ? " (whether it waits or computes is not told)" : " (" + what + ")",
                        many ? "they" : "it",
                        waiting == 1 ? "1 waits" : Numbers.count(waiting) + " wait")
                .number("stuck for at least", seconds, "s")
                .number("processes", group.size(), "processes")
                .number("messages waiting", waiting, "messages")
                .evidence(first.standing().evidence(), last.standing().evidence())
                .evidence(
                        last.process()
                                .first()
                                .at()
                                .field("MessagesIn", last.process().first().messagesIn()),
                        row.at().field("MessagesIn", row.messagesIn()),
                        row.at().field("MessagesMailbox", row.mailbox()))
                .aspect(call ? "it waits for an answer" : "")
                .wouldChange("Another stack, or a message taken between the two dumps.")
                .nextCapture(what.isEmpty() ? "ergodiag capture --profile deep --window 60" : "");
        seen.stream()
                .filter(sighting -> sighting.dump().it().look() && sighting != first && sighting != last)
                .reduce((one, other) -> other)
                .ifPresent(look -> finding.evidence(look.standing().evidence()));
        row.stateTime()
                .value()
                .map(time -> last.process().newest().at().minus(time))
                .filter(since -> !since.isAfter(first.dump().at()))
                .ifPresent(finding::since);
        finding.add();
    }

    /** {@code 2 dumps}, or {@code 2 dumps and 117 looks}. */
    private String dumps() {
        long dumps = count(false);
        long looks = count(true);
        String counted = dumps == 0 ? "" : Words.many(dumps, "dump");
        return looks == 0 ? counted : counted + (dumps == 0 ? "" : " and ") + Words.many(looks, "look");
    }

    private long count(boolean looks) {
        return seen.stream()
                .filter(sighting -> sighting.dump().it().look() == looks)
                .map(sighting -> sighting.dump().at())
                .distinct()
                .count();
    }

    private static String names(List<StuckProcess> group, String behavior) {
        List<String> labels = group.stream()
                .map(process -> process.last().process().last())
                .map(row -> row.name().isEmpty() ? row.pid() : row.name())
                .sorted(NaturalOrder.OF_NAMES)
                .limit(5)
                .toList();
        return group.size() + " processes " + behavior + " (" + String.join(", ", labels)
                + (group.size() > labels.size() ? ", ..." : "") + ")";
    }

    /** Waits that no callback should do; one that reads from a connection or sleeps may be meant to. */
    private static boolean isLastingWait(String what) {
        return what.startsWith("chan ")
                || what.startsWith("sync.")
                || what.startsWith("semacquire")
                || what.equals(TopFrame.CONNECTION)
                || what.startsWith("select (no cases)");
    }
}
