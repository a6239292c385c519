package ergodiag.analyze;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;

/** A process that a scenario adds to a node: idle and older than the window until told otherwise. Seconds count from the first call. */
final class Actor {
    /** Seconds the nodes of the healthy recording had been up when it began. */
    static final double UP = 75;

    private final Map<String, DoubleFunction<Object>> fields = new LinkedHashMap<>();
    private double born = -UP;
    private double died = Double.MAX_VALUE;

    Actor(String pid, String name, String behavior) {
        set("PID", pid).set("Name", name).set("Application", "").set("Behavior", behavior);
        set("Kind", "actor").set("MessagesIn", 1).set("MessagesOut", 1).set("MessagesMailbox", 0);
        set("MailboxLatency", 0)
                .set("RunningTime", 250_000)
                .set("InitTime", 4000)
                .set("Wakeups", 2);
        set("Uptime", s -> (long) (s - born)).set("State", "sleep").set("StateTime", s -> nanos(s - born));
        set("Parent", pid.replaceAll("\\.\\d+>$", ".1>"))
                .set("Leader", pid.replaceAll("\\.\\d+>$", ".1>"))
                .set("LogLevel", "info");
    }

    Actor set(String field, Object value) {
        return set(field, s -> value);
    }

    Actor set(String field, DoubleFunction<Object> value) {
        fields.put(field, value);
        return this;
    }

    /** It lives from one second to another, not including the latter. */
    Actor lives(double from, double until) {
        born = from;
        died = until;
        return this;
    }

    /** It takes every message of a stream at once. */
    Actor keepsUp(double perSecond) {
        return set("MessagesIn", s -> (long) (perSecond * (s - born)))
                .set("MessagesOut", s -> (long) (perSecond * (s - born)))
                .set("Wakeups", s -> (long) (perSecond * (s - born)))
                .set("RunningTime", s -> nanos(0.0002 * perSecond * (s - born)))
                .set("StateTime", nanos(0.6 / perSecond));
    }

    /** It takes fewer messages than arrive since a moment, and never sleeps from then on. */
    Actor overloaded(double arriving, double taking, double since) {
        DoubleFunction<Long> in = s -> (long) (arriving * (s - born));
        DoubleFunction<Long> waiting = s -> s <= since ? 0L : (long) ((arriving - taking) * (s - since));
        return set("MessagesIn", s -> in.apply(s))
                .set("MessagesMailbox", s -> waiting.apply(s))
                .set("MailboxLatency", s -> nanos(waiting.apply(s) / arriving))
                .set("RunningTime", s -> nanos(0.0005 * arriving * (Math.min(s, since) - born)))
                .set("Wakeups", s -> (long) (arriving * (Math.min(s, since) - born)))
                .set("State", s -> s > since ? "running" : "sleep")
                .set("StateTime", s -> nanos(Math.max(0.01, s - since)));
    }

    /** It takes nothing since a moment, in a state it does not leave. */
    Actor stopped(double arriving, double since, String state) {
        DoubleFunction<Long> waiting = s -> s <= since ? 0L : (long) (arriving * (s - since));
        return set("MessagesIn", s -> (long) (arriving * (s - born)))
                .set("MessagesMailbox", s -> waiting.apply(s))
                .set("MailboxLatency", s -> waiting.apply(s) == 0 ? 0L : nanos(s - since))
                .set("RunningTime", s -> nanos(0.0005 * arriving * (Math.min(s, since) - born)))
                .set("Wakeups", s -> (long) (arriving * (Math.min(s, since) - born)))
                .set("State", s -> s > since ? state : "sleep")
                .set("StateTime", s -> nanos(s > since ? s - since : 0.05));
    }

    boolean isAt(double second) {
        return second >= born && second < died;
    }

    boolean wasBornBy(double second) {
        return second >= born;
    }

    boolean isNew() {
        return born > -UP;
    }

    String state(double second) {
        return String.valueOf(fields.get("State").apply(second));
    }

    Object value(String field, double second) {
        return fields.get(field).apply(second);
    }

    Map<String, Object> at(double second) {
        Map<String, Object> row = new LinkedHashMap<>();
        fields.forEach((field, value) -> row.put(field, value.apply(second)));
        return row;
    }

    static long nanos(double seconds) {
        return (long) (1e9 * seconds);
    }
}
