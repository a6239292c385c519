package ergodiag.ergo;

import static ergodiag.ergo.Need.context;
import static ergodiag.ergo.Need.every;
import static ergodiag.ergo.Need.inWindow;
import static ergodiag.ergo.Need.some;
import static ergodiag.ergo.Tool.APP_INFO;
import static ergodiag.ergo.Tool.APP_LIST;
import static ergodiag.ergo.Tool.CLUSTER_NODES;
import static ergodiag.ergo.Tool.EVENT_INFO;
import static ergodiag.ergo.Tool.EVENT_LIST;
import static ergodiag.ergo.Tool.MESSAGE_TYPES;
import static ergodiag.ergo.Tool.MESSAGE_TYPE_INFO;
import static ergodiag.ergo.Tool.NETWORK_ACCEPTORS;
import static ergodiag.ergo.Tool.NETWORK_INFO;
import static ergodiag.ergo.Tool.NETWORK_NODES;
import static ergodiag.ergo.Tool.NETWORK_NODE_INFO;
import static ergodiag.ergo.Tool.NETWORK_PING;
import static ergodiag.ergo.Tool.NODE_INFO;
import static ergodiag.ergo.Tool.PPROF_CPU;
import static ergodiag.ergo.Tool.PPROF_GOROUTINES;
import static ergodiag.ergo.Tool.PPROF_HEAP;
import static ergodiag.ergo.Tool.PROCESS_CHILDREN;
import static ergodiag.ergo.Tool.PROCESS_INFO;
import static ergodiag.ergo.Tool.PROCESS_INSPECT;
import static ergodiag.ergo.Tool.PROCESS_LIST;
import static ergodiag.ergo.Tool.REGISTRAR_INFO;
import static ergodiag.ergo.Tool.REGISTRAR_RESOLVE;
import static ergodiag.ergo.Tool.RUNTIME_STATS;
import static ergodiag.ergo.Tool.SAMPLE_LISTEN;
import static ergodiag.ergo.Tool.SAMPLE_START;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The playbooks of Ergo's operators in their order, and what each reads. Which tools a capture asks for, when a node is wholly captured, and
 * what is missing when a reply is lost follow from here.
 */
public enum PlaybookName {
    CLUSTER_HEALTH(
            "Cluster health",
            every(NODE_INFO, 2),
            every(APP_LIST, 1, "all"),
            every(PROCESS_LIST, 1, "all"),
            every(RUNTIME_STATS, 0),
            every(NETWORK_INFO, 0),
            some(NETWORK_PING),
            inWindow(SAMPLE_LISTEN, 0, "log"),
            context(APP_INFO),
            context(CLUSTER_NODES),
            context(REGISTRAR_INFO),
            context(REGISTRAR_RESOLVE)),
    PERFORMANCE_BOTTLENECK(
            "Performance bottleneck",
            every(PROCESS_LIST, 2, "all"),
            some(PROCESS_INFO),
            some(PROCESS_INSPECT),
            inWindow(SAMPLE_LISTEN, 0, "log"),
            context(PPROF_GOROUTINES),
            context(SAMPLE_START)),
    CPU_PROFILING(
            "CPU profiling",
            inWindow(PPROF_CPU, 1, "all", "no-runtime"),
            every(NODE_INFO, 0),
            every(RUNTIME_STATS, 0),
            context(PPROF_GOROUTINES),
            context(SAMPLE_START)),
    MEMORY_GROWTH(
            "Memory growth",
            every(RUNTIME_STATS, 5),
            every(NODE_INFO, 0),
            every(PROCESS_LIST, 0, "all"),
            every(PPROF_HEAP, 0, "all"),
            context(PPROF_CPU),
            context(PPROF_GOROUTINES),
            context(PROCESS_INFO)),
    PROCESS_LEAK("Process leak", every(NODE_INFO, 2), every(PROCESS_LIST, 0, "all"), context(PROCESS_CHILDREN)),
    RESTART_LOOP(
            "Restart loop",
            every(PROCESS_LIST, 2, "all", "young"),
            every(NODE_INFO, 2),
            some(PROCESS_INSPECT),
            inWindow(SAMPLE_LISTEN, 0, "log"),
            context(PROCESS_CHILDREN)),
    ZOMBIE_PROCESSES(
            "Zombie processes",
            every(NODE_INFO, 1),
            every(PROCESS_LIST, 0, "all", "zombee"),
            some(PROCESS_INFO),
            context(PPROF_GOROUTINES)),
    NETWORK(
            "Network",
            every(NETWORK_NODES, 2, "all"),
            every(NETWORK_INFO, 0),
            every(NETWORK_ACCEPTORS, 0),
            some(NETWORK_PING),
            context(NETWORK_NODE_INFO),
            context(REGISTRAR_INFO),
            context(REGISTRAR_RESOLVE)),
    EVENT_SYSTEM(
            "Event system",
            every(EVENT_LIST, 2, "all"),
            every(PROCESS_LIST, 0, "all"),
            context(SAMPLE_LISTEN),
            context(MESSAGE_TYPES),
            context(MESSAGE_TYPE_INFO),
            context(EVENT_INFO)),
    GOROUTINES(
            "Goroutines",
            every(PPROF_GOROUTINES, 2, "actors", "wait", "nonio"),
            every(RUNTIME_STATS, 2),
            every(PROCESS_LIST, 0, "all"),
            context(SAMPLE_START));

    private final String title;
    private final List<Need> needs;

    PlaybookName(String title, Need... needs) {
        this.title = title;
        this.needs = List.of(needs);
    }

    /** From 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** The stable name, {@code zombie-processes}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** Whether it reads replies of a tool. */
    public boolean reads(Tool tool) {
        return needs.stream().anyMatch(need -> need.tool() == tool);
    }

    /**
     * Whether it wants a view of a tool of every node, so that what a node does not answer is missing from its verdict.
     *
     * @param view "" for one that shows all and has no name
     */
    public boolean wantsOfEveryNode(Tool tool, String view) {
        return needs.stream()
                .anyMatch(need -> need.tool() == tool
                        && need.isOfEveryNode()
                        && (view.isEmpty() || need.views().contains(view)));
    }

    /** Those that judge by a view of a tool. */
    public static Set<PlaybookName> judgingBy(Tool tool, String view) {
        return Arrays.stream(values())
                .filter(it -> it.needs.stream().anyMatch(need -> need.tool() == tool && need.judgesBy(view)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * How many readings of a tool it needs.
     *
     * @throws IllegalStateException when it does not say so: a fault of the program
     */
    public int readings(Tool tool) {
        return needs.stream()
                .filter(need -> need.tool() == tool)
                .mapToInt(Need::readings)
                .filter(readings -> readings > 0)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(word() + " says no number of readings of " + tool.toolName()));
    }

    /** The one that is meant by a number or a name; empty for other words. */
    public static Optional<PlaybookName> of(String word) {
        return Arrays.stream(values())
                .filter(it ->
                        it.word().equals(word) || String.valueOf(it.number()).equals(word))
                .findFirst();
    }

    /** What any of them reads, in the order of tools. */
    public static Stream<Need> allNeeds() {
        return Arrays.stream(values())
                .flatMap(it -> it.needs.stream())
                .sorted((one, other) -> one.tool().compareTo(other.tool()));
    }
}
