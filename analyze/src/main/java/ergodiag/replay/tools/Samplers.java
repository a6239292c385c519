package ergodiag.replay.tools;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.LogLine;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Sampler;
import ergodiag.replay.recording.Sampler.Plan;
import ergodiag.replay.recording.SamplerProcesses;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The samplers of one node.
 *
 * <p>Longer than others because a sampler is started, read, listed and stopped by the same few fields.
 */
public final class Samplers {
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warning", "error", "panic");
    private static final List<String> USUAL_LEVELS = List.of("info", "warning", "error", "panic");
    /** Pids of samplers start here, above those of recorded processes. */
    private static final long FIRST_PID = 900_000;

    /** Runs a tool of the node in a sampler's own process. */
    public interface Runner {
        ToolAnswer run(String tool, Arguments asked, Moment at);
    }

    private final String node;
    private final Recording recording;
    private final Timeline timeline;
    private final Runner runner;
    private final Map<String, Sampler> running = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private long spawned;

    public Samplers(String node, Recording recording, Timeline timeline, Runner runner) {
        this.node = node;
        this.recording = recording;
        this.timeline = timeline;
        this.runner = runner;
    }

    /** Brings all samplers up to a moment and forgets those that have ended. */
    public void upTo(Instant now) {
        for (Sampler sampler : running.values()) {
            Plan plan = sampler.plan();
            if (plan.active()) {
                Arguments arguments = new Arguments(ForeignJson.mapper().readTree(plan.rawArguments()));
                sampler.runTicks(now, at -> runner.run(plan.tool(), arguments, at));
            } else if (plan.tool().isEmpty()) {
                recording.log(node).ifPresent(log -> sampler.hear(now, log));
            } else {
                sampler.hear(now, recording.event(node, plan.tool()));
            }
        }
        running.values().removeIf(sampler -> sampler.ended(now));
    }

    public ToolAnswer start(Arguments asked, Moment at) {
        String tool = asked.text("tool");
        if (tool.isEmpty()) {
            return ToolAnswer.error("tool is required");
        }
        long interval = asked.number("interval_ms") < 100 ? 5000 : asked.number("interval_ms");
        JsonNode arguments =
                asked.value("arguments").orElse(ForeignJson.mapper().createObjectNode());
        Plan plan = new Plan(
                newId(),
                node,
                newPid(at),
                tool,
                arguments.toString(),
                List.of(),
                "",
                Duration.ofMillis(interval),
                asked.number("count"),
                duration(asked),
                linger(asked),
                asked.number("max_errors"),
                bufferSize(asked));
        Map<String, Object> reply = begun(plan, at);
        reply.put("tool", tool);
        reply.put("interval_ms", interval);
        reply.put("count", plan.count());
        return ToolAnswer.of(GoJson.pretty(reply));
    }

    public ToolAnswer listen(Arguments asked, Moment at) {
        if (!asked.text("event").isEmpty()) {
            return listenToEvent(asked, at);
        }
        if (recording.log(node).isEmpty()) {
            return ToolAnswer.notRecorded("the log of " + node);
        }
        List<String> named = asked.texts("log_levels");
        List<String> levels = named.isEmpty()
                ? USUAL_LEVELS
                : named.stream()
                        .map(level -> level.toLowerCase(Locale.ROOT))
                        .filter(LEVELS::contains)
                        .toList();
        Plan plan = listener(asked, at, "", levels.isEmpty() ? List.of("none") : levels, asked.text("log_source"));
        Map<String, Object> reply = begun(plan, at);
        reply.put("log_levels", named.isEmpty() ? GoJson.Nil.NIL : named);
        reply.put("log_source", asked.text("log_source"));
        return ToolAnswer.of(GoJson.pretty(reply));
    }

    private ToolAnswer listenToEvent(Arguments asked, Moment at) {
        Plan plan = listener(asked, at, asked.text("event"), List.of(LogLine.PUBLISHED), "");
        Map<String, Object> reply = begun(plan, at);
        reply.put("event", plan.tool());
        return ToolAnswer.of(GoJson.pretty(reply));
    }

    /** A sampler that runs nothing: {@code count}, {@code interval_ms} and {@code max_errors} mean nothing to it. */
    private Plan listener(Arguments asked, Moment at, String event, List<String> levels, String source) {
        return new Plan(
                newId(),
                node,
                newPid(at),
                event,
                "{}",
                levels,
                source,
                Duration.ZERO,
                0,
                duration(asked),
                linger(asked),
                0,
                bufferSize(asked));
    }

    /** Starts it. @return what every sampler is answered with */
    private Map<String, Object> begun(Plan plan, Moment at) {
        running.put(plan.id(), new Sampler(plan, timeline, at));
        Map<String, Object> reply = new TreeMap<>();
        reply.put("sampler_id", plan.id());
        reply.put("mode", plan.active() ? "active" : "passive");
        reply.put("duration_sec", plan.duration().toSeconds());
        reply.put("buffer_size", plan.bufferSize());
        return reply;
    }

    /** Reads a sampler; one in the middle of a tick answers when it is done, or not at all. */
    public ToolAnswer read(Arguments asked, Moment at) {
        String id = asked.text("sampler_id");
        if (id.isEmpty()) {
            return ToolAnswer.error("sampler_id is required");
        }
        Sampler sampler = running.get(id);
        String lost = "sampler " + id + " not found or not responding: ";
        if (sampler == null) {
            return ToolAnswer.error(lost + "unknown process");
        }
        Duration wait = wait(sampler, at.real());
        if (wait.compareTo(ToolAnswer.CALL_LIMIT) > 0) {
            return ToolAnswer.error(lost + "timed out").after(ToolAnswer.CALL_LIMIT);
        }
        return ToolAnswer.of(sampler.read(asked.number("since"))).after(wait);
    }

    public ToolAnswer stop(Arguments asked, Moment at) {
        String id = asked.text("sampler_id");
        Sampler sampler = running.get(id);
        if (sampler == null) {
            return ToolAnswer.error("sampler " + id + " not found: unknown process");
        }
        sampler.stop(at.real());
        return ToolAnswer.of("sampler " + id + " stopping");
    }

    /** The list of samplers, which asks each of them and leaves out one that is too busy to answer. */
    public ToolAnswer list(Moment at) {
        Duration waited = Duration.ZERO;
        List<Object> lines = new ArrayList<>();
        for (Sampler sampler : running.values()) {
            Duration wait = wait(sampler, at.real().plus(timeline.real(waited)));
            if (wait.compareTo(ToolAnswer.CALL_LIMIT) > 0) {
                waited = waited.plus(ToolAnswer.CALL_LIMIT);
            } else {
                waited = waited.plus(wait);
                lines.add(sampler.line(at.real().plus(timeline.real(waited))));
            }
        }
        return ToolAnswer.of(GoJson.pretty(lines)).after(waited);
    }

    /** The processes of the node with its samplers among them. */
    public Rows among(Rows recorded, Instant now) {
        return SamplerProcesses.among(recorded, running.values(), now);
    }

    /** The counters of the node with its samplers counted in. */
    public String counted(String info) {
        return SamplerProcesses.counted(info, spawned, running.size());
    }

    /** The loggers that the listeners are, as elements of {@code loggers_list}. */
    public List<Object> loggers() {
        return running.values().stream()
                .filter(sampler -> !sampler.plan().active() && !sampler.completed())
                .filter(sampler -> sampler.plan().tool().isEmpty())
                .map(sampler -> {
                    Map<String, Object> logger = new LinkedHashMap<>();
                    logger.put("name", "mcp_sampler_" + sampler.plan().id());
                    logger.put("levels", sampler.plan().levels());
                    return (Object) logger;
                })
                .toList();
    }

    private Duration wait(Sampler sampler, Instant now) {
        return now.isBefore(sampler.busyUntil())
                ? timeline.inCluster(Duration.between(now, sampler.busyUntil()))
                : Duration.ZERO;
    }

    private static Duration duration(Arguments asked) {
        long seconds = asked.number("duration_sec");
        return Duration.ofSeconds(seconds == 0 ? 60 : Math.min(Math.max(seconds, 0), 3600));
    }

    private static Duration linger(Arguments asked) {
        long seconds = asked.number("linger_sec");
        return Duration.ofSeconds(seconds < 1 ? 30 : Math.min(seconds, 1_000_000));
    }

    private static int bufferSize(Arguments asked) {
        long size = asked.number("buffer_size");
        return size > 0 ? (int) Math.min(size, Integer.MAX_VALUE) : 256;
    }

    private String newId() {
        return "mcp_sampler_" + String.format(Locale.ROOT, "%08x", random.nextInt());
    }

    /** A pid of this node that no recorded process has. */
    private String newPid(Moment at) {
        Optional<Rows> rows =
                new Sight(recording, node, at.recorded(), UnaryOperator.identity()).whole(Tool.PROCESS_LIST);
        String sample = rows.map(all ->
                        all.all().stream().map(row -> row.text("PID")).limit(1).collect(Collectors.joining()))
                .orElse("");
        String prefix = sample.contains(".0.") ? sample.substring(0, sample.indexOf(".0.")) : "<00000000";
        return prefix + ".0." + (FIRST_PID + ++spawned) + ">";
    }
}
