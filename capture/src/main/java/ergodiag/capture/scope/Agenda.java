package ergodiag.capture.scope;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;

import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.List;

/** The questions every node is asked, in one place: the phases ask them and {@code --dry-run} prints them. */
public final class Agenda {
    /** Rows of a list of which only the head matters. */
    public static final int HEAD = 60;

    /** So many blocks of stacks of one kind. */
    private static final int FEW_BLOCKS = 20;

    private Agenda() {}

    public static Question nodeInfo(String node) {
        return judged(node, Tool.NODE_INFO, "counters of the node over the window");
    }

    public static Question runtimeStats(String node) {
        return judged(node, Tool.RUNTIME_STATS, "heap and goroutines over the window");
    }

    public static Question links(String node) {
        return judged(node, Tool.NETWORK_NODES, "all", "this node's end of all its links")
                .large()
                .within(java.time.Duration.ofSeconds(5));
    }

    public static Question young(String node) {
        return judged(node, Tool.PROCESS_LIST, "young", "what was just started, and again later: does it come back")
                .with("max_uptime", 10)
                .with("sort_by", "uptime")
                .with("limit", HEAD)
                .large();
    }

    static Question zombees(String node) {
        return judged(node, Tool.PROCESS_LIST, "zombee", "what was killed and is still there")
                .with("state", "zombee")
                .with("sort_by", "uptime")
                .with("limit", HEAD)
                .large();
    }

    public static Question ping(String from, String to) {
        return judged(from, Tool.NETWORK_PING, "round trip")
                .about(to)
                .with("name", to)
                .within(java.time.Duration.ofSeconds(6));
    }

    public static Question heap(String node) {
        return judged(node, Tool.PPROF_HEAP, "all", "who holds the memory")
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
        questions.add(
                judged(node, Tool.APP_LIST, "all", "which applications run").large());
        questions.add(judged(node, Tool.NETWORK_INFO, "connections made and lost"));
        questions.add(judged(node, Tool.NETWORK_ACCEPTORS, "failed handshakes"));
        questions.add(heap(node));
        return questions;
    }

    /** Counters and links of all nodes, of which none is asked: what an Observer has. */
    public static Question map() {
        return Question.of("", Tool.CLUSTER_NODES, Purpose.of("counters of all nodes over the window", CLUSTER_HEALTH));
    }

    /** When the node was started, and how it was built; only an Observer tells. */
    public static Question capabilities(String node) {
        return Question.of(
                node, Tool.CAPABILITIES, Purpose.of("since when it runs, and how it was built", CLUSTER_HEALTH));
    }

    /** Every goroutine, as an Observer tells them: in groups, without a limit. */
    public static Question allGoroutines(String node) {
        return judged(node, Tool.PPROF_GOROUTINES, "actors", "which actors stand where")
                .named("all")
                .large();
    }

    /** Those that run for a process, where their labels are told. */
    public static Question goroutinesOf(String node, String pid, String inTexts, Purpose why) {
        return Question.of(node, Tool.PPROF_GOROUTINES, why)
                .named("labels", pid)
                .with("filter", inTexts)
                .large();
    }

    /** The actors that are at work, without the one that makes the dump. */
    public static Question actors(String node, int limit) {
        return goroutines(node, limit, "actors").with("filter", "ProcessRun").with("exclude", "toolPprof");
    }

    public static List<Question> goroutines(String node, int limit) {
        return List.of(
                actors(node, limit),
                goroutines(node, limit, "wait").with("filter", "waitResponse"),
                goroutines(node, limit, "nonio").with("exclude", "runtime_pollWait"));
    }

    /** Goroutines of meta processes, by which their Go type is known: a few show the kind of most, and how many there are stands in the head. */
    public static Question metas(String node) {
        return Question.of(
                        node,
                        Tool.PPROF_GOROUTINES,
                        Purpose.of(
                                "what is registered becomes more: of which kind are meta processes",
                                PlaybookName.MEMORY_GROWTH))
                .named("metas")
                .with("debug", 1)
                .with("limit", FEW_BLOCKS)
                .with("filter", "(*meta).start")
                .large();
    }

    private static Question goroutines(String node, int limit, String view) {
        return judged(node, Tool.PPROF_GOROUTINES, view, "which actors stand where")
                .with("debug", 1)
                .with("limit", limit)
                .large();
    }

    /** A question about what playbooks judge by: whom it serves is known from what they read. */
    private static Question judged(String node, Tool tool, String what) {
        return Question.of(node, tool, Purpose.judgedBy(tool, "", what));
    }

    private static Question judged(String node, Tool tool, String view, String what) {
        return Question.of(node, tool, Purpose.judgedBy(tool, view, what)).named(view);
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
