package ergodiag.replay.tools;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Pid;
import ergodiag.replay.recording.RecordedReply;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.ToolAnswer;
import java.util.Optional;

/** The tools about processes. */
public final class ProcessTools {
    private final Sight sight;
    private final Arguments asked;

    public ProcessTools(Sight sight, Arguments asked) {
        this.sight = sight;
        this.asked = asked;
    }

    public ToolAnswer list() {
        Optional<Rows> whole = sight.whole(Tool.PROCESS_LIST);
        if (whole.isPresent()) {
            return ProcessListTool.of(whole.get(), asked);
        }
        return sight.asAsked(Tool.PROCESS_LIST, entry -> entry.arguments().equals(asked.spelled()))
                .orElse(ToolAnswer.notRecorded("the whole process list of " + sight.node()));
    }

    public ToolAnswer children() {
        String parent = asked.text("parent");
        Optional<Rows> whole = sight.whole(Tool.PROCESS_LIST);
        if (whole.isEmpty()) {
            return ToolAnswer.notRecorded("the whole process list of " + sight.node());
        }
        if (Pid.fault(parent).isPresent()) {
            Optional<Row> named = named(whole.get(), parent);
            if (named.isEmpty()) {
                return ToolAnswer.error("cannot resolve parent " + GoJson.string(parent) + ": unknown process");
            }
            parent = named.get().text("PID");
        }
        boolean recursive = asked.flag("recursive").orElse(false);
        return ToolAnswer.of(GoJson.list(ProcessListTool.below(whole.get(), parent, recursive).stream()
                .map(Row::text)
                .toList()));
    }

    public ToolAnswer info() {
        return ofProcess(Tool.PROCESS_INFO, pid -> sight.asAsked(Tool.PROCESS_INFO, entry -> isAbout(entry, pid)));
    }

    public ToolAnswer inspect() {
        return ofProcess(Tool.PROCESS_INSPECT, pid -> {
            if (!asked.texts("items").isEmpty()) {
                return sight.asAsked(
                        Tool.PROCESS_INSPECT, entry -> entry.arguments().equals(asked.spelled()));
            }
            return sight.asAsked(
                    Tool.PROCESS_INSPECT,
                    entry -> isAbout(entry, pid)
                            && !entry.call().asked().arguments().containsKey("items"));
        });
    }

    public ToolAnswer state() {
        return ofProcess(
                Tool.PROCESS_STATE,
                pid -> sight.whole(Tool.PROCESS_LIST)
                        .flatMap(rows -> withPid(rows, pid))
                        .map(row -> ToolAnswer.of(row.text("State")))
                        .or(() -> sight.asAsked(Tool.PROCESS_STATE, entry -> isAbout(entry, pid))));
    }

    public ToolAnswer lookup() {
        Optional<Rows> whole = sight.whole(Tool.PROCESS_LIST);
        String name = asked.text("name");
        String pid = asked.text("pid");
        if (name.isEmpty() && pid.isEmpty()) {
            return ToolAnswer.error("either 'name' or 'pid' parameter is required");
        }
        Optional<String> fault = name.isEmpty() ? Pid.fault(pid) : Optional.empty();
        if (fault.isPresent()) {
            return ToolAnswer.error("invalid pid: " + fault.get());
        }
        if (whole.isEmpty()) {
            return sight.asAsked(Tool.PROCESS_LOOKUP, entry -> entry.arguments().equals(asked.spelled()))
                    .orElse(ToolAnswer.notRecorded("the whole process list of " + sight.node()));
        }
        return name.isEmpty()
                ? withPid(whole.get(), pid)
                        .map(row -> ToolAnswer.of(row.text("Name")))
                        .orElse(ToolAnswer.error("process_lookup by pid: unknown process"))
                : named(whole.get(), name)
                        .map(row -> ToolAnswer.of(row.text("PID")))
                        .orElse(ToolAnswer.error("process_lookup by name: unknown process"));
    }

    /** A question about one process, which must exist now. */
    private ToolAnswer ofProcess(Tool tool, java.util.function.Function<String, Optional<ToolAnswer>> recorded) {
        String pid = asked.text("pid");
        Optional<String> fault = Pid.fault(pid);
        if (fault.isPresent()) {
            return ToolAnswer.error("invalid pid: " + fault.get());
        }
        Optional<Rows> whole = sight.whole(Tool.PROCESS_LIST);
        boolean alive = whole.isEmpty() || withPid(whole.get(), pid).isPresent();
        if (!alive) {
            return ToolAnswer.error(tool.toolName() + ": unknown process");
        }
        return recorded.apply(pid)
                .orElse(ToolAnswer.notRecorded(tool.toolName() + " of " + pid + " at " + sight.node()));
    }

    private static boolean isAbout(RecordedReply entry, String pid) {
        return Pid.low(entry.call().argument("pid")).equals(Pid.low(pid));
    }

    private static Optional<Row> withPid(Rows rows, String pid) {
        String low = Pid.low(pid);
        return rows.all().stream()
                .filter(row -> Pid.low(row.text("PID")).equals(low))
                .findFirst();
    }

    static Optional<Row> named(Rows rows, String name) {
        return rows.all().stream()
                .filter(row -> !name.isEmpty() && row.text("Name").equals(name))
                .findFirst();
    }
}
