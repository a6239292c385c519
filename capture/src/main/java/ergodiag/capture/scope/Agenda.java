package ergodiag.capture.scope;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.CPU_PROFILING;
import static ergodiag.ergo.PlaybookName.GOROUTINES;
import static ergodiag.ergo.PlaybookName.MEMORY_GROWTH;
import static ergodiag.ergo.PlaybookName.NETWORK;
import static ergodiag.ergo.PlaybookName.PROCESS_LEAK;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;
import static ergodiag.ergo.PlaybookName.ZOMBIE_PROCESSES;

import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.List;

/** The questions every node is asked, in one place: the phases ask them and {@code --dry-run} prints them. */
public final class Agenda {
    /** Rows of a list of which only the head matters. */
    public static final int HEAD = 60;

    private Agenda() {}

    public static Question nodeInfo(String node) {
        return Question.of(
                node,
                Tool.NODE_INFO,
                Purpose.of("counters of the node over the window", CLUSTER_HEALTH, CPU_PROFILING, PROCESS_LEAK));
    }

    public static Question runtimeStats(String node) {
        return Question.of(
                node, Tool.RUNTIME_STATS, Purpose.of("heap and goroutines over the window", MEMORY_GROWTH, GOROUTINES));
    }

    public static Question links(String node) {
        return Question.of(node, Tool.NETWORK_NODES, Purpose.of("this node's end of all its links", NETWORK))
                .named("all")
                .large()
                .within(java.time.Duration.ofSeconds(5));
    }

    public static Question young(String node) {
        return Question.of(
                        node,
                        Tool.PROCESS_LIST,
                        Purpose.of("what was just started, and again later: does it come back", RESTART_LOOP))
                .named("young")
                .with("max_uptime", 10)
                .with("sort_by", "uptime")
                .with("limit", HEAD)
                .large();
    }

    static Question zombees(String node) {
        return Question.of(node, Tool.PROCESS_LIST, Purpose.of("what was killed and is still there", ZOMBIE_PROCESSES))
                .named("zombee")
                .with("state", "zombee")
                .with("sort_by", "uptime")
                .with("limit", HEAD)
                .large();
    }

    public static Question ping(String from, String to) {
        return Question.of(from, Tool.NETWORK_PING, Purpose.of("round trip", CLUSTER_HEALTH, NETWORK))
                .about(to)
                .with("name", to)
                .within(java.time.Duration.ofSeconds(6));
    }

    public static Question heap(String node) {
        return Question.of(node, Tool.PPROF_HEAP, Purpose.of("who holds the memory", MEMORY_GROWTH))
                .named("all")
                .with("limit", 100)
                .large();
    }

    /** Asked once. */
    public static List<Question> once(String node) {
        return List.of(
                Question.of(node, Tool.REGISTRAR_INFO, Purpose.of("who tells this node of the others", CLUSTER_HEALTH)),
                Question.of(node, Tool.LOGGERS_LIST, Purpose.of("who else listens to the log", RESTART_LOOP)),
                Question.of(node, Tool.CRON_INFO, Purpose.of("what runs by the clock", CLUSTER_HEALTH)));
    }

    /** Asked in the first and in the second readings. */
    public static List<Question> twice(String node) {
        List<Question> questions = new ArrayList<>();
        questions.add(young(node));
        questions.add(zombees(node));
        questions.add(Question.of(node, Tool.APP_LIST, Purpose.of("which applications run", CLUSTER_HEALTH))
                .named("all")
                .large());
        questions.add(Question.of(node, Tool.NETWORK_INFO, Purpose.of("connections made and lost", NETWORK)));
        questions.add(Question.of(node, Tool.NETWORK_ACCEPTORS, Purpose.of("failed handshakes", NETWORK)));
        questions.add(heap(node));
        return questions;
    }

    /** The actors that are at work, without the one that makes the dump. */
    public static Question actors(String node, int limit) {
        return Question.of(node, Tool.PPROF_GOROUTINES, Purpose.of("which actors stand where", GOROUTINES))
                .named("actors")
                .with("debug", 1)
                .with("limit", limit)
                .with("filter", "ProcessRun")
                .with("exclude", "toolPprof")
                .large();
    }

    public static List<Question> goroutines(String node, int limit) {
        Question dump = Question.of(node, Tool.PPROF_GOROUTINES, Purpose.of("which actors stand where", GOROUTINES))
                .with("debug", 1)
                .with("limit", limit)
                .large();
        return List.of(
                actors(node, limit),
                dump.named("wait").with("filter", "waitResponse"),
                dump.named("nonio").with("exclude", "runtime_pollWait"));
    }

    /** Who a process is, without asking the process. */
    public static Question processInfo(String node, String pid, Purpose why) {
        return Question.of(node, Tool.PROCESS_INFO, why).about(pid).with("pid", pid);
    }

    /** The first rows of the list, only to see how long they are. */
    public static Question someProcesses(String node, int rows) {
        return Question.of(node, Tool.PROCESS_LIST, "how long the rows are")
                .named("some")
                .with("sort_by", "uptime")
                .with("limit", rows)
                .large();
    }

    /** The same of events. */
    public static Question someEvents(String node, int rows) {
        return Question.of(node, Tool.EVENT_LIST, "how long the rows are")
                .named("some")
                .with("limit", rows)
                .large();
    }
}
