package ergodiag.cluster.calls;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.stacks.StackSamples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who waits for whose answer, over all nodes: a graph in which each that waits has one arrow at most. Where the arrows end is what holds up all
 * behind it; where they come back is a circle, in which nobody goes on.
 */
public final class Waits {
    private final Map<String, Wait> byCaller = new LinkedHashMap<>();

    private Waits() {}

    /** @param stuckSeconds a single call that lasts longer is stuck */
    public static Waits of(Cluster cluster, double stuckSeconds) {
        Waits waits = new Waits();
        Callees callees = new Callees(cluster);
        List<Caller> unknown = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            StackSamples looks = StackSamples.of(node);
            for (Process process : node.current()) {
                Caller.of(node, looks, process, stuckSeconds).ifPresent(caller -> {
                    Optional<Callee> callee = callees.of(caller);
                    waits.add(caller, callee);
                    if (callee.isEmpty()) {
                        unknown.add(caller);
                    }
                });
            }
        }
        unknown.forEach(caller -> waits.add(caller, waits.rest(caller, callees.possible(caller))));
        return waits;
    }

    /** A process is told by its node and pid; all its rows are too much to compare. */
    private static String key(Process process) {
        return process.node() + " " + process.pid();
    }

    private void add(Caller caller, Optional<Callee> callee) {
        byCaller.put(key(caller.process()), new Wait(caller.process(), caller.target(), callee));
    }

    /** Who waits for the caller is not whom it waits for, unless all that it can be do. */
    private Optional<Callee> rest(Caller caller, List<Process> possible) {
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
                    && path.stream().allMatch(this::isTold)) {
                circles.add(path);
                path.forEach(member -> told.add(key(member)));
            }
        }
        return circles;
    }

    private boolean isTold(Process caller) {
        return of(caller)
                .flatMap(Wait::callee)
                .filter(callee -> callee.how() != Callee.How.LINK)
                .isPresent();
    }
}
