package ergodiag.replay.tools;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Answer;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Pid;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The tools about a node itself, its applications, its schedule, its loggers and its registrar. */
public final class NodeTools {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private final Sight sight;
    private final Arguments asked;

    public NodeTools(Sight sight, Arguments asked) {
        this.sight = sight;
        this.asked = asked;
    }

    static String spelled(Arguments asked) {
        if (!asked.raw().isObject()) {
            return "{}";
        }
        Map<String, Object> values = new LinkedHashMap<>();
        asked.raw().properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return Recording.spelled(values);
    }

    /** A tool without arguments: whatever is sent along does not matter. */
    public Answer plain(Tool tool) {
        return sight.plain(tool).orElse(Answer.notRecorded(tool.toolName() + " of " + sight.node()));
    }

    /** Tools of which only the very question that was recorded can be answered. */
    public Answer asAsked(Tool tool) {
        return asAsked(tool.toolName());
    }

    /** The same of a tool that nobody has heard of. */
    public Answer asAsked(String tool) {
        String words = spelled(asked);
        return sight.asAsked(tool, entry -> entry.arguments().equals(words))
                .orElse(Answer.notRecorded(tool + " of " + sight.node() + " with these arguments"));
    }

    public Answer apps() {
        Optional<Rows> apps = sight.whole(Tool.APP_LIST);
        if (apps.isEmpty()) {
            return Answer.notRecorded("the applications of " + sight.node());
        }
        List<String> kept = apps.get().all().stream()
                .filter(app ->
                        asked.text("state").isEmpty() || app.text("state").equalsIgnoreCase(asked.text("state")))
                .filter(app -> asked.text("mode").isEmpty() || app.text("mode").equalsIgnoreCase(asked.text("mode")))
                .filter(app -> app.text("name").contains(asked.text("name")))
                .filter(app -> ProcessList.reaches(app.number("uptime"), asked.atLeast("min_uptime")))
                .map(Rows.Row::text)
                .toList();
        return Answer.of(kept.isEmpty() ? "[]" : GoJson.list(kept));
    }

    public Answer app() {
        String name = asked.text("name");
        return unknownApp(name, Tool.APP_INFO)
                .orElseGet(() -> sight.about(Tool.APP_INFO, "name", name)
                        .orElse(Answer.notRecorded("app_info of " + name + " at " + sight.node())));
    }

    public Answer appProcesses() {
        String name = asked.text("name");
        Optional<Answer> unknown = unknownApp(name, Tool.APP_PROCESSES);
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
        return rows.map(list -> Answer.of(GoJson.list(
                        list.stream().limit(limit).map(Rows.Row::text).toList())))
                .orElse(Answer.notRecorded("the processes of " + name + " at " + sight.node()));
    }

    private Optional<Answer> unknownApp(String name, Tool tool) {
        return sight.whole(Tool.APP_LIST)
                .filter(apps -> !apps.has("name", name))
                .map(apps -> Answer.error(tool.toolName() + ": unknown application"));
    }

    public Answer cronJob() {
        String name = asked.text("name");
        Optional<Answer> info = sight.plain(Tool.CRON_INFO);
        if (info.isEmpty()) {
            return Answer.notRecorded("the cron jobs of " + sight.node());
        }
        try {
            for (JsonNode job : JSON.readTree(info.get().text()).path("Jobs")) {
                if (job.path("Name").asString("").equals(name)) {
                    return Answer.of(GoJson.pretty(JSON.convertValue(job, LinkedHashMap.class)));
                }
            }
        } catch (JacksonException e) {
            return Answer.notRecorded("a readable list of the cron jobs of " + sight.node());
        }
        return Answer.error("cron_job: unknown");
    }

    public Answer resolve() {
        String name = asked.text("name");
        boolean known = sight.recording().nodes().contains(name);
        return sight.about(Tool.REGISTRAR_RESOLVE, "name", name)
                .orElse(
                        known
                                ? Answer.notRecorded("the route to " + name + " at " + sight.node())
                                : Answer.error("registrar_resolve: unknown"));
    }

    public Answer logLevel() {
        String target = asked.text("target");
        if (target.isEmpty() || target.equals("node")) {
            return sight.asAsked(
                            Tool.LOG_LEVEL_GET,
                            entry -> !entry.failed()
                                    && Set.of("", "node").contains(entry.call().argument("target")))
                    .orElse(Answer.notRecorded("the log level of " + sight.node()));
        }
        Optional<Rows> all = sight.whole(Tool.PROCESS_LIST);
        if (all.isEmpty()) {
            return asAsked(Tool.LOG_LEVEL_GET);
        }
        if (Pid.fault(target).isPresent()) {
            return ProcessTools.named(all.get(), target)
                    .map(row -> Answer.of(
                            "process " + target + " (" + row.text("PID") + ") log level: " + row.text("LogLevel")))
                    .orElse(Answer.error("cannot resolve target " + GoJson.string(target)
                            + ": not a valid PID, alias, or registered name"));
        }
        return all.get().all().stream()
                .filter(row -> Pid.low(row.text("PID")).equals(Pid.low(target)))
                .findFirst()
                .map(row -> Answer.of("process " + target + " log level: " + row.text("LogLevel")))
                .orElse(Answer.error("log_level_get process " + target + ": unknown process"));
    }
}
