package ergodiag.replay.tools;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Pid;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.ToolAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The tools about a node itself, its applications, its schedule, its loggers and its registrar. */
public final class NodeTools {
    private final Sight sight;
    private final Arguments asked;

    public NodeTools(Sight sight, Arguments asked) {
        this.sight = sight;
        this.asked = asked;
    }

    /** A tool without arguments: whatever is sent along does not matter. */
    public ToolAnswer plain(Tool tool) {
        return sight.plain(tool).orElse(ToolAnswer.notRecorded(tool.toolName() + " of " + sight.node()));
    }

    /** Tools of which only the very question that was recorded can be answered, those that nobody has heard of among them. */
    public ToolAnswer asAsked(String tool) {
        String words = asked.spelled();
        return sight.asAsked(tool, entry -> entry.arguments().equals(words))
                .orElse(ToolAnswer.notRecorded(tool + " of " + sight.node() + " with these arguments"));
    }

    public ToolAnswer apps() {
        Optional<Rows> apps = sight.whole(Tool.APP_LIST);
        if (apps.isEmpty()) {
            return ToolAnswer.notRecorded("the applications of " + sight.node());
        }
        List<String> kept = apps.get().all().stream()
                .filter(app ->
                        asked.text("state").isEmpty() || app.text("state").equalsIgnoreCase(asked.text("state")))
                .filter(app -> asked.text("mode").isEmpty() || app.text("mode").equalsIgnoreCase(asked.text("mode")))
                .filter(app -> app.text("name").contains(asked.text("name")))
                .filter(app -> ProcessListTool.reaches(app.number("uptime"), asked.atLeast("min_uptime")))
                .map(Rows.Row::text)
                .toList();
        return ToolAnswer.of(kept.isEmpty() ? "[]" : GoJson.list(kept));
    }

    public ToolAnswer app() {
        String name = asked.text("name");
        return unknownApp(name, Tool.APP_INFO)
                .orElseGet(() -> sight.about(Tool.APP_INFO, "name", name)
                        .orElse(ToolAnswer.notRecorded("app_info of " + name + " at " + sight.node())));
    }

    public ToolAnswer appProcesses() {
        String name = asked.text("name");
        Optional<ToolAnswer> unknown = unknownApp(name, Tool.APP_PROCESSES);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Optional<Rows> all = sight.whole(Tool.PROCESS_LIST);
        Optional<List<Rows.Row>> rows = all.map(list -> list.all().stream()
                        .filter(row -> row.text("Application").equals(name))
                        .toList())
                .or(() -> sight.standing(
                                Tool.APP_PROCESSES,
                                entry -> !entry.failed()
                                        && entry.call().argument("name").equals(name))
                        .map(entry -> sight.recording().rows(entry).all()));
        long limit = asked.number("limit") < 1 ? 100 : asked.number("limit");
        return rows.map(list -> ToolAnswer.of(GoJson.list(
                        list.stream().limit(limit).map(Rows.Row::text).toList())))
                .orElse(ToolAnswer.notRecorded("the processes of " + name + " at " + sight.node()));
    }

    private Optional<ToolAnswer> unknownApp(String name, Tool tool) {
        return sight.whole(Tool.APP_LIST)
                .filter(apps -> !apps.has("name", name))
                .map(apps -> ToolAnswer.error(tool.toolName() + ": unknown application"));
    }

    public ToolAnswer cronJob() {
        String name = asked.text("name");
        Optional<ToolAnswer> info = sight.plain(Tool.CRON_INFO);
        if (info.isEmpty()) {
            return ToolAnswer.notRecorded("the cron jobs of " + sight.node());
        }
        try {
            for (JsonNode job : ForeignJson.mapper().readTree(info.get().text()).path("Jobs")) {
                if (job.path("Name").asString("").equals(name)) {
                    return ToolAnswer.of(GoJson.pretty(ForeignJson.mapper().convertValue(job, LinkedHashMap.class)));
                }
            }
        } catch (JacksonException e) {
            return ToolAnswer.notRecorded("a readable list of the cron jobs of " + sight.node());
        }
        return ToolAnswer.error("cron_job: unknown");
    }

    public ToolAnswer resolve() {
        String name = asked.text("name");
        boolean known = sight.recording().nodes().contains(name);
        return sight.about(Tool.REGISTRAR_RESOLVE, "name", name)
                .orElse(
                        known
                                ? ToolAnswer.notRecorded("the route to " + name + " at " + sight.node())
                                : ToolAnswer.error("registrar_resolve: unknown"));
    }

    public ToolAnswer logLevel() {
        String target = asked.text("target");
        if (target.isEmpty() || target.equals("node")) {
            return sight.asAsked(
                            Tool.LOG_LEVEL_GET,
                            entry -> !entry.failed()
                                    && Set.of("", "node").contains(entry.call().argument("target")))
                    .orElse(ToolAnswer.notRecorded("the log level of " + sight.node()));
        }
        Optional<Rows> all = sight.whole(Tool.PROCESS_LIST);
        if (all.isEmpty()) {
            return asAsked(Tool.LOG_LEVEL_GET.toolName());
        }
        if (Pid.fault(target).isPresent()) {
            return ProcessTools.named(all.get(), target)
                    .map(row -> ToolAnswer.of(
                            "process " + target + " (" + row.text("PID") + ") log level: " + row.text("LogLevel")))
                    .orElse(ToolAnswer.error("cannot resolve target " + GoJson.string(target)
                            + ": not a valid PID, alias, or registered name"));
        }
        return all.get().all().stream()
                .filter(row -> Pid.low(row.text("PID")).equals(Pid.low(target)))
                .findFirst()
                .map(row -> ToolAnswer.of("process " + target + " log level: " + row.text("LogLevel")))
                .orElse(ToolAnswer.error("log_level_get process " + target + ": unknown process"));
    }
}
