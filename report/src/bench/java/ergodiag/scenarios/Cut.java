package ergodiag.scenarios;

import ergodiag.verdicts.Material;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of a recording, as if less long or less often had been looked. */
final class Cut {
    /** What is asked so often is a reading; what is asked more rarely is taken in any part, as a capture asks it at its beginning. */
    private static final int OFTEN = 4;

    private static final List<String> MOMENTARY =
            List.of("process_info", "process_inspect", "pprof_goroutines", "pprof_heap", "pprof_cpu");

    private Cut() {}

    /** What was asked from one moment to another, in seconds since the beginning. */
    static Material between(Material material, double from, double to) {
        Instant started = started(material);
        Instant begin = started.plusMillis(Math.round(from * 1000));
        Instant end = started.plusMillis(Math.round(to * 1000));
        Map<String, Long> asked = asked(material);
        List<ObjectNode> calls = material.ledger().stream()
                .map(ObjectNode::deepCopy)
                .filter(call -> isIn(call, begin, end)
                        || asked.get(question(call)) < OFTEN && !MOMENTARY.contains(Material.tool(call)))
                .toList();
        for (ObjectNode call : calls) {
            if (!isIn(call, begin, end)) {
                call.put("started", begin.toString());
            }
        }
        Map<String, String> files = new LinkedHashMap<>(material.files());
        files.replaceAll((file, text) -> file.endsWith(".log.jsonl") ? lines(text, begin, end) : text);
        ObjectNode manifest = material.manifest().deepCopy();
        ((ObjectNode) manifest.path("capture"))
                .put("started", begin.toString())
                .put("finished", end.toString())
                .put("window_seconds", Duration.between(begin, end).toSeconds());
        return new Material(manifest, calls, files).calls(calls);
    }

    /** Every second reading. */
    static Material everySecond(Material material) {
        Map<String, Long> asked = asked(material);
        return material.calls(material.ledger().stream()
                .filter(call -> asked.get(question(call)) < OFTEN
                        || call.path("reading").asInt(1) % 2 == 1)
                .toList());
    }

    static double seconds(Material material) {
        Instant finished = Instant.parse(
                material.manifest().path("capture").path("finished").asString());
        return Duration.between(started(material), finished).toMillis() / 1000.0;
    }

    private static Instant started(Material material) {
        return Instant.parse(material.manifest().path("capture").path("started").asString());
    }

    private static Map<String, Long> asked(Material material) {
        return material.ledger().stream().collect(Collectors.groupingBy(Cut::question, Collectors.counting()));
    }

    private static String question(JsonNode call) {
        return call.path("node").asString("") + " " + Material.tool(call) + " " + call.path("arguments");
    }

    private static boolean isIn(JsonNode call, Instant begin, Instant end) {
        Instant started = Instant.parse(call.path("started").asString());
        return !started.isBefore(begin) && !started.isAfter(end);
    }

    private static String lines(String log, Instant begin, Instant end) {
        return log.lines()
                .filter(line -> {
                    Instant at = Instant.parse(
                            Material.JSON.readTree(line).path("timestamp").asString());
                    return !at.isBefore(begin) && !at.isAfter(end);
                })
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
