package ergodiag.ergo.metrics;

import java.util.Arrays;
import java.util.List;

/** What metrics say of a node as a whole, by the stems of their names. Counters count from the start of the node. */
public enum NodeMetric {
    UPTIME("node_uptime"),
    PROCESSES("processes"),
    ZOMBEES("processes_zombie", "processes_zombee", "processes_zombies"),
    SPAWNED("processes_spawned"),
    TERMINATED("processes_terminated"),
    MEMORY_ALLOC("memory_alloc"),
    SEND_ERRORS_LOCAL("send_errors_local"),
    SEND_ERRORS_REMOTE("send_errors_remote"),
    CALL_ERRORS_LOCAL("call_errors_local"),
    CALL_ERRORS_REMOTE("call_errors_remote"),
    /** By the label {@code level}. */
    LOG_MESSAGES("log_messages"),
    CONNECTED_NODES("connected_nodes"),
    /** By the label {@code remote_node}, as the other remote ones. */
    REMOTE_UPTIME("remote_node_uptime"),
    REMOTE_BYTES_IN("remote_bytes_in"),
    REMOTE_BYTES_OUT("remote_bytes_out");

    private final List<String> stems;

    NodeMetric(String... stems) {
        this.stems = List.of(stems);
    }

    /** Whether a metric is this one. */
    public boolean is(MetricName name) {
        return name.form() == MetricName.Form.PLAIN && stems.contains(name.stem());
    }

    /** Whether anything is known of a metric. */
    public static boolean knows(MetricName name) {
        return Arrays.stream(values()).anyMatch(metric -> metric.is(name));
    }
}
