package ergodiag.replay.tools;

import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.Pid;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.recording.ToolAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** {@code process_list}: filters, sort keys and limits as the node applies them. */
final class ProcessListTool {
    private static final String NO_LATENCY =
            "mailbox latency measurement is disabled. Rebuild the application with -tags=latency to enable it";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Map<String, ToDoubleFunction<Row>> SORT_KEYS = Map.of(
            "mailbox", row -> row.number("MessagesMailbox"),
            "mailbox_latency", row -> row.number("MailboxLatency"),
            "running_time", row -> row.number("RunningTime"),
            "init_time", row -> row.number("InitTime"),
            "wakeups", row -> row.number("Wakeups"),
            "uptime", row -> row.number("Uptime"),
            "messages_in", row -> row.number("MessagesIn"),
            "messages_out", row -> row.number("MessagesOut"),
            "drain", ProcessListTool::drain);

    private ProcessListTool() {}

    static ToolAnswer of(Rows recorded, Arguments asked) {
        boolean latency = asked.above("min_mailbox_latency_ms").isPresent()
                || asked.text("sort_by").equals("mailbox_latency");
        if (latency && !recorded.all().isEmpty() && recorded.all().get(0).number("MailboxLatency") == -1) {
            return ToolAnswer.error(NO_LATENCY);
        }
        Stream<Row> rows = recorded.all().stream().filter(wanted(asked));
        ToDoubleFunction<Row> key = SORT_KEYS.get(asked.text("sort_by"));
        long most = most(asked);
        return LongAnswer.of(key == null ? rows.limit(most) : largest(rows, key, most));
    }

    /** The largest, in the order of the list where they are alike. */
    private static Stream<Row> largest(Stream<Row> rows, ToDoubleFunction<Row> key, long most) {
        record Keyed(double key, long place, Row row) {}
        Comparator<Keyed> order =
                Comparator.comparingDouble(Keyed::key).reversed().thenComparingLong(Keyed::place);
        PriorityQueue<Keyed> kept = new PriorityQueue<>(order.reversed());
        Iterator<Row> each = rows.iterator();
        for (long place = 0; each.hasNext(); place++) {
            Row row = each.next();
            double value = key.applyAsDouble(row);
            if (kept.size() < most || value > kept.element().key()) {
                kept.add(new Keyed(value, place, row));
                if (kept.size() > most) {
                    kept.remove();
                }
            }
        }
        return kept.stream().sorted(order).map(Keyed::row);
    }

    /** The first rows: 100 for no limit or 0, all for a negative one. */
    static <T> Stream<T> limited(Stream<T> rows, Arguments asked) {
        return rows.limit(most(asked));
    }

    private static long most(Arguments asked) {
        long limit = asked.number("limit") == 0 ? 100 : asked.number("limit");
        return limit < 0 ? Long.MAX_VALUE : limit;
    }

    private static double drain(Row row) {
        double wakeups = row.number("Wakeups");
        return wakeups == 0 ? 0 : row.number("MessagesIn") / wakeups;
    }

    /** What a row has to be like, as far as anything was asked for. */
    private static Predicate<Row> wanted(Arguments asked) {
        List<Predicate<Row>> wanted = new ArrayList<>();
        text(asked, "application", text -> row -> row.text("Application").equals(text), wanted);
        text(asked, "state", text -> row -> row.text("State").equalsIgnoreCase(text), wanted);
        text(asked, "behavior", text -> row -> row.text("Behavior").contains(text), wanted);
        text(asked, "name", text -> row -> row.text("Name").contains(text), wanted);
        least(asked.atLeast("min_messages_in"), "MessagesIn", 1, wanted);
        least(asked.atLeast("min_messages_out"), "MessagesOut", 1, wanted);
        least(asked.atLeast("min_mailbox"), "MessagesMailbox", 1, wanted);
        least(asked.atLeast("min_wakeups"), "Wakeups", 1, wanted);
        least(asked.atLeast("min_uptime"), "Uptime", 1, wanted);
        least(asked.above("min_mailbox_latency_ms"), "MailboxLatency", NANOS_PER_MILLI, wanted);
        least(asked.above("min_running_time_ms"), "RunningTime", NANOS_PER_MILLI, wanted);
        least(asked.above("min_init_time_ms"), "InitTime", NANOS_PER_MILLI, wanted);
        asked.atLeast("max_uptime").ifPresent(most -> wanted.add(row -> row.number("Uptime") <= most));
        return wanted.stream().reduce(Predicate::and).orElse(row -> true);
    }

    private static void text(
            Arguments asked, String argument, Function<String, Predicate<Row>> filter, List<Predicate<Row>> wanted) {
        String text = asked.text(argument);
        if (!text.isEmpty()) {
            wanted.add(filter.apply(text));
        }
    }

    private static void least(OptionalDouble least, String field, double unit, List<Predicate<Row>> wanted) {
        least.ifPresent(value -> wanted.add(row -> row.number(field) / unit >= value));
    }

    static boolean reaches(double value, OptionalDouble least) {
        return least.isEmpty() || value >= least.getAsDouble();
    }

    /** The rows of the direct children of a process, or of all below it, level by level. */
    static List<Row> below(Rows recorded, String parent, boolean recursive) {
        Map<String, List<Row>> children = recorded.all().stream()
                .collect(java.util.stream.Collectors.groupingBy(row -> Pid.low(row.text("Parent"))));
        List<Row> found = new ArrayList<>(children.getOrDefault(Pid.low(parent), List.of()));
        java.util.Set<String> seen = new java.util.HashSet<>(List.of(Pid.low(parent)));
        for (int i = 0; recursive && i < found.size(); i++) {
            String pid = Pid.low(found.get(i).text("PID"));
            if (seen.add(pid)) {
                found.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return found;
    }
}
