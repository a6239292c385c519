package ergodiag.cluster.stacks;

import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process seen in one goroutine dump.
 *
 * @param process the process
 * @param dump the dump
 * @param group its goroutine
 * @param standing where it stands
 * @param certain whether the stack names the process; otherwise it is the only one of its node with that behaviour
 */
public record StackSample(Process process, Timed<Dump> dump, GoroutineGroup group, TopFrame standing, boolean certain) {
    /** The frame that runs the callbacks of an actor. */
    private static final String ACTOR = "ProcessRun";

    /** Every sighting of every process of a node that is not the observer's, by pid, in order of time. */
    public static Map<String, List<StackSample>> of(Node node) {
        return in(node, node.dumpsAndLooks());
    }

    /** Those of some of its dumps. */
    static Map<String, List<StackSample>> in(Node node, List<Timed<Dump>> dumps) {
        Map<String, List<StackSample>> byPid = new LinkedHashMap<>();
        Map<List<StackFrame>, Optional<Process>> unlabelled = new HashMap<>();
        for (Timed<Dump> dump : dumps) {
            for (GoroutineGroup group : dump.it().groups()) {
                Optional<Process> process =
                        group.pid().isEmpty() && group.labels().isEmpty() && group.count() == 1
                                ? unlabelled.computeIfAbsent(group.frames(), frames -> process(node, group))
                                : process(node, group);
                if (process.isPresent() && !Node.isOurs(process.get().last())) {
                    dump.it()
                            .standing(group)
                            .ifPresent(standing -> byPid.computeIfAbsent(
                                            process.get().pid(), pid -> new ArrayList<>())
                                    .add(new StackSample(
                                            process.get(),
                                            dump,
                                            group,
                                            standing,
                                            !group.pid().isEmpty())));
                }
            }
        }
        return byPid;
    }

    /** The process a goroutine runs for: by its label, else the only one whose behaviour's methods are on the stack. */
    public static Optional<Process> process(Node node, GoroutineGroup group) {
        if (!group.pid().isEmpty()) {
            return node.process(group.pid());
        }
        if (!group.labels().isEmpty() || !group.mentions(ACTOR) || group.count() != 1) {
            return Optional.empty();
        }
        Behaviors behaviors = Behaviors.of(node);
        List<Process> alike = node.current().stream()
                .filter(process -> group.frames().stream()
                        .anyMatch(frame -> behaviors.isMethod(
                                frame.function(), process.last().behavior())))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** The functions of its stack from the application's innermost on. */
    public List<String> stack() {
        List<String> functions = group.frames().stream().map(StackFrame::plain).toList();
        int from = functions.indexOf(standing.function());
        return functions.subList(Math.max(0, from), functions.size());
    }
}
