package ergodiag.ergo.metrics;

import java.util.Arrays;
import java.util.List;

/** What metrics say of those processes that have most of it, by the stems of their names. */
public enum HeadMetric {
    DEPTH("mailbox_depth"),
    LATENCY("mailbox_latency"),
    /** Which part of the time it runs, 0 to 1. */
    UTILISATION("process_utilization", "process_utilisation"),
    RUNNING_TIME("process_running_time"),
    MESSAGES_IN("process_messages_in"),
    MESSAGES_OUT("process_messages_out"),
    INIT_TIME("process_init_time");

    private final List<String> stems;

    HeadMetric(String... stems) {
        this.stems = List.of(stems);
    }

    /** Whether a metric is this one. */
    public boolean is(MetricName name) {
        return (name.form() == MetricName.Form.TOP || name.form() == MetricName.Form.PLAIN)
                && stems.contains(name.stem());
    }

    /** Whether anything is known of a metric. */
    public static boolean knows(MetricName name) {
        return Arrays.stream(values()).anyMatch(metric -> metric.stems.contains(name.stem()));
    }
}
