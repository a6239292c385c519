package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Goroutines that wait in the same function for a lock, or for their turn to write to a connection, dump after dump.
 *
 * @param node their node
 * @param function where they wait
 * @param what the lock's kind
 * @param lock its address; empty where no dump tells it, so that they may wait for several
 * @param looks one entry for each dump, or look of a sampler, that shows any of them, in order of time
 */
record LockQueue(Node node, String function, String what, Optional<String> lock, List<Look> looks) {

    /** The queue in one dump. */
    record Look(Timed<Dump> dump, List<GoroutineGroup> waiting, List<GoroutineGroup> inside) {
        int waiters() {
            return waiting.stream().mapToInt(GoroutineGroup::count).sum();
        }

        /** Those who wait for each lock that it tells; none where it does not tell the locks of most. */
        Map<String, Look> byLock() {
            Map<String, Look> parts = new TreeMap<>();
            int untold = waiting.stream()
                    .filter(group -> group.lock().isEmpty())
                    .mapToInt(GoroutineGroup::count)
                    .sum();
            if (2 * untold > waiters()) {
                return parts;
            }
            Map<String, List<GoroutineGroup>> byLock = new TreeMap<>();
            waiting.forEach(group -> group.lock()
                    .ifPresent(lock -> byLock.computeIfAbsent(lock, any -> new ArrayList<>())
                            .add(group)));
            byLock.forEach((lock, those) -> parts.put(lock, new Look(dump, List.copyOf(those), inside)));
            return parts;
        }
    }

    /** Dumps, or looks of a sampler, at different moments. */
    static long moments(List<Look> looks, boolean ofSampler) {
        return looks.stream()
                .filter(look -> look.dump().it().look() == ofSampler)
                .map(look -> look.dump().at())
                .distinct()
                .count();
    }

    /** @param full the looks that show it long enough */
    void write(List<Look> full, Examination examination) {
        Look last = full.stream()
                .filter(look -> !look.byLock().isEmpty())
                .reduce((one, other) -> other)
                .orElse(full.get(full.size() - 1));
        boolean connection = what.equals(TopFrame.CONNECTION);
        List<Process> waiting = processes(node, last.waiting());
        List<Process> holders = holders(node, full);
        String behavior = waiting.stream()
                .findFirst()
                .map(process -> process.last().behavior())
                .orElse("");
        String application = waiting.stream()
                .findFirst()
                .map(process -> process.last().application())
                .orElse("");
        FindingBuilder finding = examination
                .finding(
                        connection ? "ED1004" : "ED1002",
                        Severity.WARNING,
                        new Subject(
                                Subject.Kind.FUNCTION, node.name(), "", "", behavior, application, "", "", function))
                .sentence(
                        "%s on %s %s, in %s: %s%s%s.",
                        Words.many(last.waiters(), "goroutine"),
                        node.name(),
                        forWhat(),
                        howOften(full),
                        names(waiting, behavior),
                        holders.isEmpty()
                                ? ""
                                : "; " + names(holders, "") + (holders.size() == 1 ? " was" : " were")
                                        + (connection ? " writing" : " inside") + " at those moments",
                        connection ? "; the peer does not read, or reads more slowly than is written" : "")
                .number("waiting", last.waiters(), "goroutines")
                .number("dumps", dumps(full), "dumps")
                .wouldChange("Fewer than " + (int) examination.limit(GoroutineLimits.WAITERS)
                        + " waiting in the second dump.")
                .nextCapture("ergodiag capture --profile deep --window 60");
        Stream.concat(
                        Stream.of(full.get(0), last),
                        full.stream().filter(look -> look.dump().it().look()).limit(1))
                .distinct()
                .flatMap(look -> look.dump().it().standing(look.waiting().get(0)).stream())
                .forEach(standing -> finding.evidence(standing.evidence()));
        last.inside().stream()
                .findFirst()
                .flatMap(group -> last.dump().it().standing(group))
                .ifPresent(standing -> finding.evidence(standing.evidence()));
        finding.add();
    }

    /** {@code wait for one lock (sync.Mutex.Lock) in main.put}; where the lock is not told only the place is the same. */
    private String forWhat() {
        if (what.equals(TopFrame.CONNECTION)) {
            return "wait to write to " + (lock.isPresent() ? "one connection" : "a connection") + " in " + function;
        }
        return lock.isPresent()
                ? "wait for one lock (" + what + ") in " + function
                : "wait in the same place for a lock (" + what + "), in " + function;
    }

    /** {@code 2 of 2 dumps and in 41 of 60 looks}. */
    private String howOften(List<Look> full) {
        String inDumps = dumps(full) + " of " + Words.many(dumps(looks), "dump");
        String inLooks = moments(full, true) + " of " + Words.many(node.looks().size(), "look");
        return node.looks().isEmpty() ? inDumps : dumps(looks) == 0 ? inLooks : inDumps + " and in " + inLooks;
    }

    private static long dumps(List<Look> looks) {
        return looks.stream().filter(look -> !look.dump().it().look()).count();
    }

    /** Who was inside most often while others waited. */
    private static List<Process> holders(Node node, List<Look> full) {
        Map<String, Long> inside = full.stream()
                .flatMap(look -> processes(node, look.inside()).stream())
                .collect(Collectors.groupingBy(Process::pid, LinkedHashMap::new, Collectors.counting()));
        return inside.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .flatMap(entry -> node.process(entry.getKey()).stream())
                .toList();
    }

    private static List<Process> processes(Node node, List<GoroutineGroup> groups) {
        return groups.stream()
                .flatMap(group -> StackSample.process(node, group).stream())
                .distinct()
                .toList();
    }

    private static String names(List<Process> processes, String behavior) {
        if (processes.isEmpty()) {
            return "the dump does not name their processes";
        }
        List<String> labels = processes.stream()
                .map(process -> process.last().label())
                .sorted(NaturalOrder.OF_NAMES)
                .limit(6)
                .toList();
        return String.join(", ", labels)
                + (processes.size() > labels.size() ? " and " + (processes.size() - labels.size()) + " more" : "")
                + (behavior.isEmpty() ? "" : " (" + behavior + ")");
    }
}
