package ergodiag.cluster.stacks;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.ergo.pprof.CpuRow;
import ergodiag.ergo.pprof.FunctionName;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which process runs a function.
 *
 * @param process the process; empty when several of its behaviour could be it
 * @param behavior its behaviour
 * @param certain whether a stack with its process id shows it; without, it is a conclusion
 * @param how by what it was told
 */
public record Runner(Optional<Process> process, String behavior, boolean certain, String how) {
    /** A name shorter than that stands in others by chance. */
    private static final int TELLING_NAME = 5;
    /** A caller is in at least that share of the samples of what it calls. */
    private static final double NEARLY_ALL = 0.95;
    /** Who spends that share of a function's time runs it. */
    private static final double MOST = 0.5;
    /** Below that share of a profile a few samples decide. */
    private static final double ENOUGH_PERCENT = 20;

    /** Which process of the node runs that function; empty when nothing tells. */
    public static Optional<Runner> of(Node node, String function) {
        Behaviors behaviors = Behaviors.of(node);
        return byLabels(node, function)
                .or(() -> byStack(node, function))
                .or(() -> byBehavior(node, behavior -> behaviors.isMethod(function, behavior), "it is its method"))
                .or(() -> byBehavior(
                        node, methodBeside(node, function, behaviors), "its method stands in the same stack"))
                .or(() -> byBehavior(
                        node,
                        methodInProfile(node, function, behaviors),
                        "its method stands above it in the CPU profile"))
                .or(() -> byBehavior(node, behavior -> soundsLike(function, behavior), "by its name"));
    }

    /** {@code risk_scanner}, or the behaviour where the process is not known. */
    public String label() {
        return process.map(found -> found.last().label()).orElse(behavior);
    }

    /** {@code run by risk_scanner}, or {@code probably run by snapshot_cache (by its name)}. */
    public String inWords() {
        return certain ? "run by " + label() : "probably run by " + label() + " (" + how + ")";
    }

    /** The labels of a CPU profile tell who spends the time in it: one process, or several of one behaviour. */
    private static Optional<Runner> byLabels(Node node, String function) {
        if (node.cpuProfiles().readings().stream()
                .allMatch(profile -> profile.it().actors().isEmpty())) {
            return Optional.empty();
        }
        CpuShares shares = CpuShares.of(node);
        double most = MOST * shares.largest(FunctionName.plain(function));
        List<CpuShares.Actor> actors = shares.in(function);
        Optional<Process> alone = actors.stream()
                .filter(actor -> actor.in(function) >= most)
                .findFirst()
                .flatMap(actor -> process(node, actor));
        List<CpuShares.Actor> known = actors.stream()
                .filter(actor -> process(node, actor).isPresent())
                .toList();
        List<String> behaviors = known.stream()
                .flatMap(actor -> process(node, actor).stream())
                .map(process -> process.last().behavior())
                .distinct()
                .toList();
        boolean alike = behaviors.size() == 1
                && known.stream().mapToDouble(actor -> actor.in(function)).sum() >= most;
        return alone.isPresent() || alike
                ? Optional.of(new Runner(
                        alone,
                        alone.map(process -> process.last().behavior()).orElseGet(() -> behaviors.get(0)),
                        true,
                        "the labels of the profile say so"))
                : Optional.empty();
    }

    private static Optional<Process> process(Node node, CpuShares.Actor actor) {
        return node.process(actor.id()).filter(process -> !Node.isOurs(process.last()));
    }

    private static Optional<Runner> byStack(Node node, String function) {
        Map<String, Long> seen = groups(node, function)
                .filter(group -> node.process(group.pid())
                        .filter(process -> !Node.isOurs(process.last()))
                        .isPresent())
                .collect(Collectors.groupingBy(GoroutineGroup::pid, Collectors.counting()));
        return seen.entrySet().stream()
                .max(Comparator.comparingLong((Map.Entry<String, Long> entry) -> entry.getValue())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .flatMap(entry -> node.process(entry.getKey()))
                .map(process ->
                        new Runner(Optional.of(process), process.last().behavior(), true, "its stack shows it"));
    }

    private static Stream<GoroutineGroup> groups(Node node, String function) {
        return node.dumpsAndLooks().stream()
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group ->
                        group.frames().stream().anyMatch(frame -> frame.plain().equals(FunctionName.plain(function))));
    }

    private static Optional<Runner> byBehavior(Node node, Predicate<String> isIt, String how) {
        Map<String, List<Process>> found = node.current().stream()
                .filter(process -> isIt.test(process.last().behavior()))
                .collect(Collectors.groupingBy(process -> process.last().behavior()));
        if (found.size() != 1) {
            return Optional.empty();
        }
        List<Process> processes = found.values().iterator().next();
        return Optional.of(new Runner(
                processes.size() == 1 ? Optional.of(processes.get(0)) : Optional.empty(),
                processes.get(0).last().behavior(),
                false,
                how));
    }

    private static Predicate<String> methodBeside(Node node, String function, Behaviors behaviors) {
        List<GoroutineGroup> groups = groups(node, function).toList();
        return behavior -> groups.stream()
                .anyMatch(group ->
                        group.frames().stream().anyMatch(frame -> behaviors.isMethod(frame.function(), behavior)));
    }

    private static Predicate<String> methodInProfile(Node node, String function, Behaviors behaviors) {
        Map<String, Double> shares = node.cpuProfiles().last().stream()
                .flatMap(profile -> profile.it().rows().stream())
                .collect(Collectors.toMap(
                        row -> FunctionName.plain(row.function()), CpuRow::cumulativePercent, Math::max));
        double share = shares.getOrDefault(FunctionName.plain(function), 0.0);
        Function<String, Boolean> above = behavior -> shares.entrySet().stream()
                .anyMatch(row -> behaviors.isMethod(row.getKey(), behavior) && row.getValue() >= NEARLY_ALL * share);
        return behavior -> share >= ENOUGH_PERCENT && above.apply(behavior);
    }

    /** {@code growSnapshotCache} sounds like {@code main.SnapshotCache} of the same package. */
    private static boolean soundsLike(String function, String behavior) {
        String plain = FunctionName.plain(behavior);
        String type = plain.substring(plain.lastIndexOf('.') + 1);
        String file = Code.inPackage(function);
        int dot = file.indexOf('.');
        return dot > 0
                && behavior.startsWith(file.substring(0, dot + 1))
                && type.length() >= TELLING_NAME
                && file.substring(dot + 1).toLowerCase(Locale.ROOT).contains(type.toLowerCase(Locale.ROOT));
    }
}
