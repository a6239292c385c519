package ergodiag.replay.tools;

import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Pid;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.recording.ToolAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
        Stream<Row> rows = recorded.all().stream().filter(row -> fits(row, asked));
        ToDoubleFunction<Row> key = SORT_KEYS.get(asked.text("sort_by"));
        if (key != null) {
            rows = rows.sorted(Comparator.comparingDouble(key).reversed());
        }
        return ToolAnswer.of(GoJson.list(limited(rows, asked).map(Row::text).toList()));
    }

    /** The first rows: 100 for no limit or 0, all for a negative one. */
    static <T> Stream<T> limited(Stream<T> rows, Arguments asked) {
        long limit = asked.number("limit") == 0 ? 100 : asked.number("limit");
        return limit < 0 ? rows : rows.limit(limit);
    }

    private static double drain(Row row) {
        double wakeups = row.number("Wakeups");
        return wakeups == 0 ? 0 : row.number("MessagesIn") / wakeups;
    }

    private static boolean fits(Row row, Arguments asked) {
        return textsFit(row, asked)
                && reaches(row.number("MessagesIn"), asked.atLeast("min_messages_in"))
                && reaches(row.number("MessagesOut"), asked.atLeast("min_messages_out"))
                && reaches(row.number("MessagesMailbox"), asked.atLeast("min_mailbox"))
                && reaches(row.number("Wakeups"), asked.atLeast("min_wakeups"))
                && reaches(row.number("Uptime"), asked.atLeast("min_uptime"))
                && reaches(row.number("MailboxLatency") / NANOS_PER_MILLI, asked.above("min_mailbox_latency_ms"))
                && reaches(row.number("RunningTime") / NANOS_PER_MILLI, asked.above("min_running_time_ms"))
                && reaches(row.number("InitTime") / NANOS_PER_MILLI, asked.above("min_init_time_ms"))
                && row.number("Uptime") <= asked.atLeast("max_uptime").orElse(Double.MAX_VALUE);
    }

    private static boolean textsFit(Row row, Arguments asked) {
        String application = asked.text("application");
        String state = asked.text("state");
        return (application.isEmpty() || row.text("Application").equals(application))
                && (state.isEmpty() || row.text("State").equalsIgnoreCase(state))
                && row.text("Behavior").contains(asked.text("behavior"))
                && row.text("Name").contains(asked.text("name"));
    }

    static boolean reaches(double value, OptionalDouble least) {
        return least.isEmpty() || value >= least.getAsDouble();
    }

    /** The rows of the direct children of a process, or of all below it, level by level. */
    static List<Row> below(Rows recorded, String parent, boolean recursive) {
        Map<String, List<Row>> children = recorded.all().stream()
                .collect(java.util.stream.Collectors.groupingBy(row -> Pid.low(row.text("Parent"))));
        List<Row> found = new java.util.ArrayList<>(children.getOrDefault(Pid.low(parent), List.of()));
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
