package ergodiag.replay.recording;

import ergodiag.replay.recording.Rows.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The samplers of a node as the processes they are: in its lists of processes and in its counters (ERGO.md 3). */
public final class SamplerProcesses {
    private static final String WORKER = "mcp.MCPWorker";

    private SamplerProcesses() {}

    /** The recorded processes and the samplers that run now, with the fields that the recorded ones have. */
    public static Rows among(Rows recorded, Collection<Sampler> running, Instant now) {
        if (running.isEmpty() || recorded.all().isEmpty()) {
            return recorded;
        }
        Row shape = recorded.all().get(0);
        String parent = recorded.all().stream()
                .filter(row -> row.text("Behavior").equals(WORKER))
                .map(row -> row.text("PID"))
                .findFirst()
                .orElse("");
        List<String> texts = running.stream()
                .map(sampler ->
                        GoJson.pretty(row(shape, sampler.process(now), parent)).replace("\n", "\n  "))
                .toList();
        return recorded.and(Rows.of("[" + String.join(",", texts) + "]"));
    }

    private static Map<String, Object> row(Row shape, Map<String, Object> sampler, String parent) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String field : shape.names()) {
            Object usual = shape.text(field).isEmpty() ? 0 : "";
            row.put(field, field.equals("Parent") ? parent : sampler.getOrDefault(field, usual));
        }
        row.put("Leader", shape.text("Leader"));
        row.keySet().retainAll(shape.names());
        return row;
    }

    /** The counters of {@code node_info} with the samplers that ran counted in. */
    public static String counted(String info, long started, long running) {
        String text = plus(info, "ProcessesTotal", running);
        text = plus(text, "RegisteredNames", running);
        text = plus(text, "ProcessesSpawned", started);
        return plus(text, "ProcessesTerminated", started - running);
    }

    private static String plus(String info, String counter, long more) {
        return Pattern.compile("(\"" + counter + "\": )(\\d{1,18})")
                .matcher(info)
                .replaceFirst(found -> found.group(1) + (Long.parseLong(found.group(2)) + more));
    }
}
