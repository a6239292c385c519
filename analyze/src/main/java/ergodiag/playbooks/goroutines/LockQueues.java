package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.playbooks.goroutines.LockQueue.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sorts the goroutines of a node that wait for locks by the place where they wait, and by the lock where a dump tells it: single stacks have
 * its address, groups of them do not. Four that wait in one function for four locks are no queue.
 */
final class LockQueues {
    /** A function, and whether what is waited for there is a connection. */
    private record Place(String function, boolean connection) {}

    /** Those who wait at a place in one dump. */
    private record Waiting(Timed<Dump> dump, List<GoroutineGroup> groups) {
        int number() {
            return groups.stream().mapToInt(GoroutineGroup::count).sum();
        }
    }

    /** In one of so many looks of a sampler at least it has to be long: they are many, and a queue in two of them is chance. */
    private static final int OFTEN = 4;

    private final Node node;
    private final double waiters;
    private final Map<Place, List<Waiting>> waiting = new LinkedHashMap<>();
    private final Map<Place, String> kinds = new LinkedHashMap<>();

    private LockQueues(Node node, double waiters) {
        this.node = node;
        this.waiters = waiters;
    }

    /** Finds the queues of a node; gives the pids of all who were seen in one. */
    static Set<String> judge(Node node, Examination examination) {
        Set<String> pids = new LinkedHashSet<>();
        for (LockQueue queue : of(node, examination.limit(GoroutineLimits.WAITERS))) {
            List<Look> long1 = queue.looks().stream()
                    .filter(look -> look.waiters() >= examination.limit(GoroutineLimits.WAITERS))
                    .toList();
            boolean often = LockQueue.moments(long1, true) >= 2
                    && OFTEN * LockQueue.moments(long1, true) >= node.looks().size();
            if (LockQueue.moments(long1, false) >= 2 || often) {
                queue.looks().forEach(look -> look.waiting().forEach(group -> pids.add(group.pid())));
                queue.looks().forEach(look -> look.inside().forEach(group -> pids.add(group.pid())));
                queue.write(long1, examination);
            }
        }
        return pids;
    }

    /** @param waiters so many at one lock are worth a look */
    private static List<LockQueue> of(Node node, double waiters) {
        LockQueues queues = new LockQueues(node, waiters);
        node.dumpsAndLooks().forEach(queues::add);
        return queues.waiting.entrySet().stream()
                .filter(place -> place.getValue().stream().anyMatch(those -> those.number() >= waiters))
                .map(Map.Entry::getKey)
                .flatMap(place -> queues.at(place).stream())
                .toList();
    }

    private void add(Timed<Dump> dump) {
        Map<String, List<GoroutineGroup>> mutexes = new TreeMap<>();
        Map<String, List<GoroutineGroup>> connections = new TreeMap<>();
        for (GoroutineGroup group : dump.it().groups()) {
            dump.it()
                    .standing(group)
                    .filter(standing -> standing.application() && isLock(standing.what()))
                    .ifPresent(standing -> {
                        boolean connection = standing.what().equals(TopFrame.CONNECTION);
                        (connection ? connections : mutexes)
                                .computeIfAbsent(standing.function(), key -> new ArrayList<>())
                                .add(group);
                        kinds.put(new Place(standing.function(), connection), standing.what());
                    });
        }
        mutexes.forEach((function, groups) -> add(new Place(function, false), dump, groups));
        connections.forEach((function, groups) -> add(new Place(function, true), dump, groups));
    }

    private void add(Place place, Timed<Dump> dump, List<GoroutineGroup> groups) {
        waiting.computeIfAbsent(place, key -> new ArrayList<>()).add(new Waiting(dump, groups));
    }

    private static boolean isLock(String what) {
        return what.startsWith("sync.Mutex")
                || what.startsWith("sync.RWMutex")
                || what.startsWith("semacquire")
                || what.equals(TopFrame.CONNECTION);
    }

    /** Who is in the same function and does not wait for the lock: one of them has it. */
    private static List<GoroutineGroup> inside(Timed<Dump> dump, String function, List<GoroutineGroup> waiting) {
        Set<GoroutineGroup> those = Set.copyOf(waiting);
        return dump.it().groups().stream()
                .filter(group -> !those.contains(group) && group.mentions(function))
                .toList();
    }

    /**
     * The queues at one place. Looks that do not tell the lock show that a queue lasts: of the only lock that was seen there, or of each that
     * was seen to have one.
     */
    private List<LockQueue> at(Place place) {
        List<Look> all = waiting.getOrDefault(place, List.of()).stream()
                .map(those ->
                        new Look(those.dump(), those.groups(), inside(those.dump(), place.function(), those.groups())))
                .toList();
        Map<String, List<Look>> byLock = new TreeMap<>();
        for (Look look : all) {
            look.byLock()
                    .forEach((lock, part) -> byLock.computeIfAbsent(lock, key -> new ArrayList<>())
                            .add(part));
        }
        String what = kinds.getOrDefault(place, "");
        if (byLock.isEmpty()) {
            return List.of(new LockQueue(node, place.function(), what, Optional.empty(), all));
        }
        List<LockQueue> queues = new ArrayList<>();
        byLock.forEach((lock, told) -> {
            if (byLock.size() == 1 || told.stream().anyMatch(look -> look.waiters() >= waiters)) {
                List<Look> lasting = all.stream()
                        .flatMap(look -> look.byLock().isEmpty()
                                ? Optional.of(look).stream()
                                : Optional.ofNullable(look.byLock().get(lock)).stream())
                        .toList();
                queues.add(new LockQueue(node, place.function(), what, Optional.of(lock), lasting));
            }
        });
        return queues;
    }
}
