package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Goroutines that wait for a lock in the same function, dump after dump.
 *
 * @param function where they wait
 * @param what the lock's kind
 * @param looks one entry for each dump, or look of a sampler, that shows any of them, in order of time
 */
record LockQueue(String function, String what, List<Look> looks) {

    /** The queue in one dump. */
    record Look(Timed<Dump> dump, List<GoroutineGroup> waiting, List<GoroutineGroup> inside) {
        int waiters() {
            return waiting.stream().mapToInt(GoroutineGroup::count).sum();
        }
    }

    /** In one of so many looks of a sampler at least it has to be long: they are many, and a queue in two of them is chance. */
    private static final int OFTEN = 4;

    /** Finds the queues of a node; gives the pids of all who were seen in one. */
    static Set<String> judge(Node node, Examination examination) {
        Set<String> pids = new LinkedHashSet<>();
        for (LockQueue queue : of(node)) {
            List<Look> long1 = queue.looks().stream()
                    .filter(look -> look.waiters() >= examination.limit(GoroutineLimits.WAITERS))
                    .toList();
            boolean often = moments(long1, true) >= 2
                    && OFTEN * moments(long1, true) >= node.looks().size();
            if (moments(long1, false) >= 2 || often) {
                queue.looks().forEach(look -> look.waiting().forEach(group -> pids.add(group.pid())));
                queue.looks().forEach(look -> look.inside().forEach(group -> pids.add(group.pid())));
                queue.write(node, long1, examination);
            }
        }
        return pids;
    }

    private static long moments(List<Look> looks, boolean ofSampler) {
        return looks.stream()
                .filter(look -> look.dump().it().look() == ofSampler)
                .map(look -> look.dump().at())
                .distinct()
                .count();
    }

    private static List<LockQueue> of(Node node) {
        Map<String, LockQueue> queues = new LinkedHashMap<>();
        for (Timed<Dump> dump : node.dumpsAndLooks()) {
            Map<String, List<GoroutineGroup>> waiting = new TreeMap<>();
            Map<String, String> kinds = new TreeMap<>();
            for (GoroutineGroup group : dump.it().groups()) {
                dump.it()
                        .standing(group)
                        .filter(standing -> standing.application() && isLock(standing.what()))
                        .ifPresent(standing -> {
                            waiting.computeIfAbsent(standing.function(), key -> new ArrayList<>())
                                    .add(group);
                            kinds.put(standing.function(), standing.what());
                        });
            }
            kinds.forEach((function, what) -> {
                List<GoroutineGroup> groups = waiting.getOrDefault(function, List.of());
                queues.computeIfAbsent(function, key -> new LockQueue(function, what, new ArrayList<>()))
                        .looks()
                        .add(new Look(dump, groups, inside(dump, function, groups)));
            });
        }
        return List.copyOf(queues.values());
    }

    private static boolean isLock(String what) {
        return what.startsWith("sync.Mutex") || what.startsWith("sync.RWMutex") || what.startsWith("semacquire");
    }

    /** Who is in the same function and does not wait for the lock: one of them has it. */
    private static List<GoroutineGroup> inside(Timed<Dump> dump, String function, List<GoroutineGroup> waiting) {
        return dump.it().groups().stream()
                .filter(group -> !waiting.contains(group) && group.mentions(function))
                .toList();
    }

    private void write(Node node, List<Look> full, Examination examination) {
        Look last = full.get(full.size() - 1);
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
                        "ED1002",
                        Severity.WARNING,
                        new Subject(
                                Subject.Kind.FUNCTION, node.name(), "", "", behavior, application, "", "", function))
                .sentence(
                        "%s on %s wait for one lock (%s) in %s, in %s: %s%s.",
                        Words.many(last.waiters(), "goroutine"),
                        node.name(),
                        what,
                        function,
                        howOften(node, full),
                        names(waiting, behavior),
                        holders.isEmpty()
                                ? ""
                                : "; " + names(holders, "") + (holders.size() == 1 ? " was" : " were")
                                        + " inside at those moments")
                .number("waiting", last.waiters(), "goroutines")
                .number("dumps", dumps(full), "dumps")
                .wouldChange("Fewer than " + (int) examination.limit(GoroutineLimits.WAITERS)
                        + " waiting in the second dump.")
                .nextCapture("ergodiag capture --profile deep --window 60");
        for (Look look : List.of(full.get(0), last)) {
            look.dump()
                    .it()
                    .standing(look.waiting().get(0))
                    .ifPresent(standing -> finding.evidence(standing.evidence()));
        }
        last.inside().stream()
                .findFirst()
                .flatMap(group -> last.dump().it().standing(group))
                .ifPresent(standing -> finding.evidence(standing.evidence()));
        finding.add();
    }

    /** {@code 2 of 2 dumps and in 41 of 60 looks}. */
    private String howOften(Node node, List<Look> full) {
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
