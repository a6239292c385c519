package ergodiag.analyze.playbooks;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Subject;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Sighting;
import ergodiag.cluster.Stacks;
import ergodiag.cluster.Standing;
import ergodiag.cluster.Timed;
import ergodiag.ergo.GoroutineGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Goroutines that wait for a lock in the same function, dump after dump.
 *
 * @param function where they wait
 * @param what the lock's kind
 * @param looks one entry for each dump that shows any of them, in order of time
 */
record LockQueue(String function, String what, List<Look> looks) {

    /** The queue in one dump. */
    record Look(Timed<Stacks> dump, List<GoroutineGroup> waiting, List<GoroutineGroup> inside) {
        int waiters() {
            return waiting.stream().mapToInt(GoroutineGroup::count).sum();
        }
    }

    /** Finds the queues of a node; gives the pids of all who were seen in one. */
    static Set<String> judge(Node node, Examination examination) {
        Set<String> pids = new LinkedHashSet<>();
        for (LockQueue queue : of(node)) {
            List<Look> long1 = queue.looks().stream()
                    .filter(look -> look.waiters() >= examination.limit(Goroutines.WAITERS))
                    .toList();
            boolean again =
                    long1.stream().map(look -> look.dump().at()).distinct().count() >= 2;
            if (again) {
                queue.looks().forEach(look -> look.waiting().forEach(group -> pids.add(group.pid())));
                queue.looks().forEach(look -> look.inside().forEach(group -> pids.add(group.pid())));
                queue.write(node, long1, examination);
            }
        }
        return pids;
    }

    private static List<LockQueue> of(Node node) {
        Map<String, LockQueue> queues = new LinkedHashMap<>();
        for (Timed<Stacks> dump : node.stacks().readings()) {
            Map<String, List<GoroutineGroup>> waiting = new TreeMap<>();
            Map<String, String> kinds = new TreeMap<>();
            for (GoroutineGroup group : dump.it().groups()) {
                Standing.of(group, dump.it().debug())
                        .filter(standing -> standing.application() && isLock(standing.what()))
                        .ifPresent(standing -> {
                            waiting.computeIfAbsent(standing.function(), key -> new ArrayList<>())
                                    .add(group);
                            kinds.put(standing.function(), standing.what());
                        });
            }
            waiting.forEach((function, groups) -> queues.computeIfAbsent(
                            function, key -> new LockQueue(function, kinds.get(function), new ArrayList<>()))
                    .looks()
                    .add(new Look(dump, groups, inside(dump, function, groups))));
        }
        return List.copyOf(queues.values());
    }

    private static boolean isLock(String what) {
        return what.startsWith("sync.Mutex") || what.startsWith("sync.RWMutex") || what.startsWith("semacquire");
    }

    /** Who is in the same function and does not wait for the lock: one of them has it. */
    private static List<GoroutineGroup> inside(Timed<Stacks> dump, String function, List<GoroutineGroup> waiting) {
        return dump.it().groups().stream()
                .filter(group -> !waiting.contains(group) && group.mentions(function))
                .toList();
    }

    private void write(Node node, List<Look> full, Examination examination) {
        Look last = full.get(full.size() - 1);
        List<Process> waiting = processes(node, last.waiting());
        List<Process> holders = full.stream()
                .flatMap(look -> processes(node, look.inside()).stream())
                .distinct()
                .limit(3)
                .toList();
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
                        "ED1002",
                        Severity.WARNING,
                        new Subject("function", node.name(), "", "", behavior, application, "", "", function))
                .sentence(
                        "%s on %s wait for one lock (%s) in %s, in %s of %s: %s%s.",
                        Words.many(last.waiters(), "goroutine"),
                        node.name(),
                        what,
                        function,
                        full.size(),
                        Words.many(looks.size(), "dump"),
                        names(waiting, behavior),
                        holders.isEmpty()
                                ? ""
                                : "; " + names(holders, "") + (holders.size() == 1 ? " was" : " were")
                                        + " inside at those moments")
                .number("waiting", last.waiters(), "goroutines")
                .number("dumps", full.size(), "dumps")
                .advice(
                        "Whoever holds the lock does something slow under it: move that out of the locked part, or let one process own the"
                                + " data and ask it by messages.")
                .wouldChange(
                        "Fewer than " + (int) examination.limit(Goroutines.WAITERS) + " waiting in the second dump.")
                .nextCapture("ergodiag capture --profile deep --window 60");
        for (Look look : List.of(full.get(0), last)) {
            Standing.of(look.waiting().get(0), look.dump().it().debug())
                    .ifPresent(standing -> finding.evidence(standing.evidence()));
        }
        last.inside().stream()
                .findFirst()
                .flatMap(group -> Standing.of(group, last.dump().it().debug()))
                .ifPresent(standing -> finding.evidence(standing.evidence()));
        finding.add();
    }

    private static List<Process> processes(Node node, List<GoroutineGroup> groups) {
        return groups.stream()
                .flatMap(group -> Sighting.process(node, group).stream())
                .distinct()
                .toList();
    }

    private static String names(List<Process> processes, String behavior) {
        if (processes.isEmpty()) {
            return "the dump does not name their processes";
        }
        List<String> labels = processes.stream()
                .map(process -> process.last().label())
                .sorted()
                .limit(6)
                .toList();
        return String.join(", ", labels)
                + (processes.size() > labels.size() ? " and " + (processes.size() - labels.size()) + " more" : "")
                + (behavior.isEmpty() ? "" : " (" + behavior + ")");
    }
}
