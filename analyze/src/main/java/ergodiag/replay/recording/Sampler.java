package ergodiag.replay.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A sampler, brought up to date whenever somebody looks at it. It behaves as the code of the nodes does (ERGO.md section 4): the end by
 * duration or stop drops everything at once, only an end by count or errors lingers, and {@code count} counts one less than it says.
 */
public final class Sampler {

    /**
     * What a sampler was started with. Durations are in time of the recorded cluster.
     *
     * @param tool the tool it runs, or the event it listens to; "" for a listener to the log
     * @param rawArguments what the tool is asked, as JSON
     * @param levels the log levels it listens to; empty for a sampler that runs a tool
     */
    public record Plan(
            String id,
            String owner,
            String pid,
            String tool,
            String rawArguments,
            List<String> levels,
            String source,
            Duration interval,
            long count,
            Duration duration,
            Duration linger,
            long maxErrors,
            int bufferSize) {

        public boolean active() {
            return levels.isEmpty();
        }
    }

    /** An entry of the buffer, with its data as values for {@link GoJson}. */
    private record Sample(long sequence, Instant time, Object data) {}

    private final Plan plan;
    private final Timeline timeline;
    private final Moment started;
    private final Instant deadline;
    private final Deque<Sample> buffer = new ArrayDeque<>();
    private long sequence = 1;
    private long errors;
    private Instant nextTick;
    private Instant busyUntil;
    private Instant lingerUntil = Instant.MAX;
    private Instant completedAt = Instant.MAX;
    private Instant stopped = Instant.MAX;
    private Instant heardUpTo;

    public Sampler(Plan plan, Timeline timeline, Moment started) {
        this.plan = plan;
        this.timeline = timeline;
        this.started = started;
        this.deadline = started.real().plus(timeline.real(plan.duration()));
        this.nextTick = started.real();
        this.busyUntil = started.real();
        this.heardUpTo = started.real();
    }

    public Plan plan() {
        return plan;
    }

    /** Until when the sampler works on a tick and answers nobody. */
    public Instant busyUntil() {
        return busyUntil;
    }

    public boolean completed() {
        return completedAt != Instant.MAX;
    }

    /** Whether it has ended; a stop is heard when the tick is done. */
    public boolean ended(Instant now) {
        Instant end = stopped.isBefore(deadline) ? stopped : deadline;
        end = lingerUntil.isBefore(end) ? lingerUntil : end;
        return !now.isBefore(end.isBefore(busyUntil) ? busyUntil : end);
    }

    public void stop(Instant now) {
        stopped = now;
    }

    /** Runs the ticks that were due up to now. */
    public void runTicks(Instant now, Function<Moment, ToolAnswer> tool) {
        while (!completed() && !nextTick.isAfter(now) && nextTick.isBefore(deadline) && nextTick.isBefore(stopped)) {
            Moment at = new Moment(nextTick, timeline.recorded(nextTick));
            ToolAnswer answer = tool.apply(at);
            busyUntil = nextTick.plus(timeline.real(answer.took()));
            nextTick = busyUntil.plus(timeline.real(plan.interval()));
            tick(answer);
        }
    }

    private void tick(ToolAnswer answer) {
        if (!answer.good()) {
            errors++;
            if (plan.maxErrors() > 0 && errors >= plan.maxErrors()) {
                startLinger();
            }
            return;
        }
        errors = 0;
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("type", "text");
        content.put("text", answer.text());
        push(busyUntil, Map.of("content", List.of(content)));
        if (plan.count() > 0 && sequence >= plan.count()) {
            startLinger();
        }
    }

    private void startLinger() {
        completedAt = busyUntil;
        lingerUntil = busyUntil.plus(timeline.real(plan.linger()));
    }

    /** Hears the log entries that were written since it last listened. */
    public void hear(Instant now, List<LogLine> log) {
        for (LogLine line : log) {
            Instant time = timeline.replayed(line.time());
            boolean due = !time.isBefore(heardUpTo) && time.isBefore(now) && time.isBefore(deadline);
            boolean wanted = plan.levels().contains(line.level())
                    && (plan.source().isEmpty() || plan.source().equals(line.type()));
            if (due && wanted) {
                Map<String, Object> data = new TreeMap<>(line.data());
                if (!line.level().equals(LogLine.PUBLISHED)) {
                    data.put("time", Timeline.stamp(time));
                }
                data.computeIfPresent("message", (name, text) -> timeline.moved(String.valueOf(text)));
                push(time, data);
            }
        }
        heardUpTo = now;
    }

    private void push(Instant time, Object data) {
        buffer.addLast(new Sample(sequence++, time, data));
        if (buffer.size() > plan.bufferSize()) {
            buffer.removeFirst();
        }
    }

    /** The reply of {@code sample_read}. */
    public String read(long since) {
        List<Object> samples = new ArrayList<>();
        for (Sample sample : buffer) {
            if (sample.sequence() > since) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("sequence", sample.sequence());
                entry.put("timestamp", Timeline.stamp(sample.time()));
                entry.put("data", sample.data());
                samples.add(entry);
            }
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("sampler_id", plan.id());
        reply.put("mode", plan.active() ? "active" : "passive");
        if (plan.active()) {
            reply.put("tool", plan.tool());
        }
        reply.put("sequence", sequence);
        reply.put("completed", completed());
        reply.put("samples", samples.isEmpty() ? GoJson.Nil.NIL : samples);
        return GoJson.pretty(reply);
    }

    /** Its line in {@code sample_list}; all values are texts. */
    public Map<String, Object> line(Instant now) {
        Map<String, Object> line = new TreeMap<>();
        line.put("id", plan.id());
        line.put("pid", plan.pid());
        line.put("owner", plan.owner());
        line.put("description", description());
        line.put("status", status(now));
        line.put("samples", sequence + " collected, buffer " + buffer.size() + "/" + plan.bufferSize());
        line.put("uptime", seconds(Duration.between(started.real(), now)));
        line.put("deadline", Timeline.stamp(deadline.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
        if (now.isBefore(deadline)) {
            line.put("remaining", seconds(Duration.between(now, deadline)));
        }
        if (plan.count() > 0) {
            line.put("progress", sequence + "/" + plan.count() + " samples");
        }
        if (plan.active() && errors > 0) {
            line.put("errors", errors + " consecutive");
        }
        return line;
    }

    /** Its fields in a list of processes, as far as it has values of its own. */
    Map<String, Object> process(Instant now) {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("PID", plan.pid());
        process.put("Name", plan.id());
        process.put("Application", "mcp_app");
        process.put("Behavior", "mcp.sampler");
        process.put("Kind", "actor");
        process.put("MessagesIn", sequence);
        process.put("Wakeups", sequence);
        process.put(
                "Uptime",
                timeline.inCluster(Duration.between(started.real(), now)).toSeconds());
        process.put("State", now.isBefore(busyUntil) ? "running" : "sleep");
        process.put("LogLevel", "info");
        return process;
    }

    private String description() {
        if (plan.active()) {
            return plan.tool() + (plan.rawArguments().equals("{}") ? "" : "(" + plan.rawArguments() + ")") + " every "
                    + DurationText.text(plan.interval());
        }
        if (!plan.tool().isEmpty()) {
            return "listen: event " + plan.tool() + "@" + plan.owner();
        }
        return "listen: log [" + String.join(", ", plan.levels()) + "]"
                + (plan.source().isEmpty() ? "" : " source=" + plan.source());
    }

    private String status(Instant now) {
        if (!completed()) {
            return "running";
        }
        return now.isBefore(lingerUntil)
                ? "completed, lingering " + seconds(Duration.between(now, lingerUntil))
                : "completed";
    }

    private String seconds(Duration real) {
        return DurationText.text(Duration.ofSeconds(timeline.inCluster(real).toSeconds()));
    }
}
