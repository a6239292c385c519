package ergodiag.capture;

import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.List;

/** The questions every node is asked, in one place: the phases ask them and {@code --dry-run} prints them. */
final class Agenda {
    /** Rows of a list of which only the head matters. */
    static final int HEAD = 60;

    private Agenda() {}

    static Question nodeInfo(String node) {
        return Question.of(node, Tool.NODE_INFO, "1, 3, 5: counters of the node over the window");
    }

    static Question runtimeStats(String node) {
        return Question.of(node, Tool.RUNTIME_STATS, "4, 10: heap and goroutines over the window");
    }

    static Question links(String node) {
        return Question.of(node, Tool.NETWORK_NODES, "8: this node's end of all its links")
                .named("all")
                .large()
                .within(java.time.Duration.ofSeconds(5));
    }

    static Question young(String node) {
        return Question.of(node, Tool.PROCESS_LIST, "6: what was just started, and again later: does it come back")
                .named("young")
                .with("max_uptime", 10)
                .with("sort_by", "uptime")
                .with("limit", HEAD)
                .large();
    }

    static Question zombees(String node) {
        return Question.of(node, Tool.PROCESS_LIST, "7: what was killed and is still there")
                .named("zombee")
                .with("state", "zombee")
                .with("sort_by", "uptime")
                .with("limit", HEAD)
                .large();
    }

    static Question ping(String from, String to) {
        return Question.of(from, Tool.NETWORK_PING, "1, 8: round trip")
                .about(to)
                .with("name", to)
                .within(java.time.Duration.ofSeconds(6));
    }

    static Question heap(String node) {
        return Question.of(node, Tool.PPROF_HEAP, "4: who holds the memory")
                .named("all")
                .with("limit", 100)
                .large();
    }

    /** Asked once. */
    static List<Question> once(String node) {
        return List.of(
                Question.of(node, Tool.REGISTRAR_INFO, "1: who tells this node of the others"),
                Question.of(node, Tool.LOGGERS_LIST, "6: who else listens to the log"),
                Question.of(node, Tool.CRON_INFO, "1: what runs by the clock"));
    }

    /** Asked in the first and in the second readings. */
    static List<Question> twice(String node) {
        List<Question> questions = new ArrayList<>();
        questions.add(young(node));
        questions.add(zombees(node));
        questions.add(Question.of(node, Tool.APP_LIST, "1: which applications run")
                .named("all")
                .large());
        questions.add(Question.of(node, Tool.NETWORK_INFO, "8: connections made and lost"));
        questions.add(Question.of(node, Tool.NETWORK_ACCEPTORS, "8: failed handshakes"));
        questions.add(heap(node));
        return questions;
    }

    /** The actors that are at work, without the one that makes the dump. */
    static Question actors(String node, int limit) {
        return Question.of(node, Tool.PPROF_GOROUTINES, "10: which actors stand where")
                .named("actors")
                .with("debug", 1)
                .with("limit", limit)
                .with("filter", "ProcessRun")
                .with("exclude", "toolPprof")
                .large();
    }

    static List<Question> goroutines(String node, int limit) {
        Question dump = Question.of(node, Tool.PPROF_GOROUTINES, "10: which actors stand where")
                .with("debug", 1)
                .with("limit", limit)
                .large();
        return List.of(
                actors(node, limit),
                dump.named("wait").with("filter", "waitResponse"),
                dump.named("nonio").with("exclude", "runtime_pollWait"));
    }

    /** Who a process is, without asking the process. */
    static Question processInfo(String node, String pid, String why) {
        return Question.of(node, Tool.PROCESS_INFO, why).about(pid).with("pid", pid);
    }

    /** The first rows of the list, only to see how long they are. */
    static Question someProcesses(String node, int rows) {
        return Question.of(node, Tool.PROCESS_LIST, "how long the rows are")
                .named("some")
                .with("sort_by", "uptime")
                .with("limit", rows)
                .large();
    }

    /** The same of events. */
    static Question someEvents(String node, int rows) {
        return Question.of(node, Tool.EVENT_LIST, "how long the rows are")
                .named("some")
                .with("limit", rows)
                .large();
    }
}
