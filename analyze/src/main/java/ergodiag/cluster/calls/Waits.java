package ergodiag.cluster.calls;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.stacks.StackSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who waits for whose answer, over all nodes: a graph in which each that waits has one arrow at most. Where the arrows end is what holds up all
 * behind it; where they come back is a circle, in which nobody goes on.
 *
 * <p>Longer than others because the graph, and the ways to find its arrows one after the other, are one thing.
 */
public final class Waits {
    /** Of a circle of which nobody tells whom he has called. */
    private static final int FEWEST_IN_CIRCLE = 3;

    /** So many of one kind that wait for the same tell for whom the others do. */
    private static final int SIBLINGS = 2;

    /** Readings of two nodes are told apart by our clock, which knows the middle of a call only. */
    private static final Duration ABOUT = Duration.ofMillis(150);

    private final Map<String, Wait> byCaller = new LinkedHashMap<>();
    private final Cluster cluster;
    private final Callees callees;

    private Waits(Cluster cluster) {
        this.cluster = cluster;
        this.callees = new Callees(cluster);
    }

    /** @param stuckSeconds a single call that lasts longer is stuck */
    public static Waits of(Cluster cluster, double stuckSeconds) {
        Waits waits = new Waits(cluster);
        List<Caller> unknown = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            StackSamples looks = StackSamples.of(node);
            for (Process process : node.current()) {
                Caller.of(node, looks, process, stuckSeconds).ifPresent(caller -> {
                    Optional<Callee> callee = waits.callees.of(caller);
                    waits.add(caller, callee);
                    if (callee.isEmpty()) {
                        unknown.add(caller);
                    }
                });
            }
        }
        unknown.forEach(caller -> waits.sameAs(caller).ifPresent(callee -> waits.add(caller, Optional.of(callee))));
        unknown.stream()
                .filter(caller -> waits.callee(caller.process()).isEmpty())
                .forEach(caller -> waits.add(caller, waits.rest(caller)));
        return waits;
    }

    /** A process is told by its node and pid; all its rows are too much to compare. */
    private static String key(Process process) {
        return process.node() + " " + process.pid();
    }

    private void add(Caller caller, Optional<Callee> callee) {
        byCaller.put(key(caller.process()), new Wait(caller.process(), caller.target(), caller.stuckSince(), callee));
    }

    /** Whom another one on its node has called with the same argument; of one that no stack names, whom all others of its kind there have called. */
    private Optional<Callee> sameAs(Caller caller) {
        Optional<Callee> same = only(byCaller.values().stream().filter(wait -> wait.isLike(caller)));
        return same.isPresent() || caller.target().isPresent()
                ? same
                : Optional.of(byCaller.values().stream()
                                .filter(wait -> isOfItsKind(wait.caller(), caller.process()))
                                .toList())
                        .filter(siblings -> siblings.size() >= SIBLINGS)
                        .flatMap(siblings -> only(siblings.stream()));
    }

    private static boolean isOfItsKind(Process one, Process other) {
        return one.node().equals(other.node())
                && !one.pid().equals(other.pid())
                && !one.last().behavior().isEmpty()
                && one.last().behavior().equals(other.last().behavior());
    }

    private static Optional<Callee> only(Stream<Wait> waits) {
        List<Callee> callees = waits.flatMap(wait -> wait.callee().stream())
                .filter(callee -> callee.how() != Callee.How.LINK)
                .toList();
        return callees.stream().map(callee -> key(callee.process())).distinct().count() == 1
                ? Optional.of(callees.get(0))
                : Optional.empty();
    }

    /** It is called by another name, or calls with the same argument, where a call to itself would fail. */
    private boolean isSomebodyElse(Process process, Caller caller) {
        return byCaller.values().stream()
                .anyMatch(wait -> wait.isLike(caller) && key(wait.caller()).equals(key(process))
                        || wait.callee()
                                        .filter(callee -> key(callee.process()).equals(key(process)))
                                        .isPresent()
                                && wait.target()
                                        .flatMap(one -> caller.target().filter(one::isOfAnotherName))
                                        .isPresent());
    }

    /** Who waits for the caller is not whom it waits for, unless all that it can be do. */
    private Optional<Callee> rest(Caller caller) {
        List<Process> possible = callees.possible(caller).stream()
                .filter(process -> !isSomebodyElse(process, caller))
                .toList();
        List<Process> rest = possible.stream()
                .filter(process -> path(process).stream().noneMatch(caller::is))
                .toList();
        List<Process> left = rest.isEmpty() ? possible : rest;
        return left.size() == 1 ? Optional.of(new Callee(left.get(0), Callee.How.REST)) : Optional.empty();
    }

    /** What a process waits for; empty where it does not wait. */
    public Optional<Wait> of(Process caller) {
        return Optional.ofNullable(byCaller.get(key(caller)));
    }

    /** Whom a process waits for; empty where it does not wait, or it cannot be told. */
    public Optional<Process> callee(Process caller) {
        return of(caller).flatMap(Wait::callee).map(Callee::process);
    }

    /** Those that wait for a process. */
    public List<Process> callers(Process callee) {
        return byCaller.values().stream()
                .filter(wait -> wait.callee()
                        .map(Callee::process)
                        .filter(it -> key(it).equals(key(callee)))
                        .isPresent())
                .map(Wait::caller)
                .toList();
    }

    /** Those that wait for a process, and those that wait for them, and so on, each once. */
    public List<Process> behind(Process callee) {
        List<Process> behind = new ArrayList<>(List.of(callee));
        Set<String> seen = new HashSet<>(Set.of(key(callee)));
        for (int i = 0; i < behind.size(); i++) {
            callers(behind.get(i)).stream()
                    .filter(caller -> seen.add(key(caller)))
                    .forEach(behind::add);
        }
        return List.copyOf(behind.subList(1, behind.size()));
    }

    /** Whether a process has something to do at most readings. */
    public boolean isBusy(Process process) {
        return Callees.isBusy(process);
    }

    /** Whom others wait for, and who waits for nobody itself: each once. */
    public List<Process> ends() {
        return byCaller.values().stream()
                .flatMap(wait -> wait.callee().stream())
                .filter(callee -> callee.how() != Callee.How.LINK)
                .map(Callee::process)
                .filter(process -> !byCaller.containsKey(key(process)))
                .collect(Collectors.toMap(Waits::key, it -> it, (one, same) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** A process and whom it waits for, whom that one waits for, and so on, each once. */
    private List<Process> path(Process from) {
        List<Process> path = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Optional<Process> at = Optional.of(from);
                at.isPresent() && seen.add(key(at.get()));
                at = callee(at.get())) {
            path.add(at.get());
        }
        return path;
    }

    /** Those that wait for each other in a circle, in the order in which they do, each circle once; guesses by links make none. */
    public List<List<Process>> circles() {
        List<List<Process>> circles = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Wait wait : byCaller.values()) {
            Process process = wait.caller();
            List<Process> path = path(process);
            boolean closed = callee(path.get(path.size() - 1))
                    .filter(it -> key(it).equals(key(process)))
                    .isPresent();
            if (closed
                    && path.stream().map(Waits::key).noneMatch(told::contains)
                    && path.stream().allMatch(this::isTold)
                    && path.stream().anyMatch(Waits::isAsked)) {
                circles.add(path);
                path.forEach(member -> told.add(key(member)));
            }
        }
        return circles;
    }

    /** Whether a question waits for it: one of a circle has one at least, else it was lost on its way. */
    private static boolean isAsked(Process process) {
        return process.rows().readings().stream()
                .reduce((first, second) -> second)
                .filter(row -> row.it().mailbox() >= 1)
                .isPresent();
    }

    /**
     * Those among whom there is a circle although of some nobody tells whom they have called: nobody else in the cluster has anything to do, each
     * waits in a single call, and each of these calls one of the others has got, or may have. In the order in which they began to wait.
     * Two are not enough: they may as well wait for a link that loses what they say.
     */
    public List<Process> closed() {
        List<Process> busy = callees.everybodyBusy();
        boolean allSeen = cluster.nodes().stream()
                .allMatch(node -> node.processLists().hasTwo() && node.cutList().isEmpty());
        boolean allWait = busy.stream()
                .allMatch(process -> of(process)
                        .filter(wait ->
                                wait.stuckSince().isPresent() && busy.stream().anyMatch(other -> hasGot(other, wait)))
                        .isPresent());
        return busy.size() < FEWEST_IN_CIRCLE || !allSeen || !allWait
                ? List.of()
                : busy.stream()
                        .sorted(Comparator.comparing(
                                process -> of(process).flatMap(Wait::stuckSince).orElseThrow()))
                        .toList();
    }

    private boolean hasGot(Process process, Wait wait) {
        return wait.callee()
                .map(callee -> key(callee.process()).equals(key(process)))
                .orElseGet(() -> mayHaveGot(process, wait));
    }

    /** It works at it since, or a message waits for it that is as old. */
    private boolean mayHaveGot(Process process, Wait wait) {
        Instant called = wait.stuckSince().orElseThrow();
        boolean worksAtIt = of(process)
                .flatMap(Wait::stuckSince)
                .filter(since -> since.isAfter(called.minus(ABOUT)))
                .isPresent();
        return !key(process).equals(key(wait.caller()))
                && (worksAtIt
                        || process.rows().readings().stream()
                                .anyMatch(row -> row.it().mailbox() >= 1
                                        && row.it()
                                                .latency()
                                                .map(age -> row.at().minus(age).isBefore(called.plus(ABOUT)))
                                                .orElse(true)));
    }

    private boolean isTold(Process caller) {
        return of(caller)
                .flatMap(Wait::callee)
                .filter(callee -> callee.how() != Callee.How.LINK)
                .isPresent();
    }
}
