package ergodiag.analyze;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a recording a capture of one minute brings: six lists, twenty readings of the counters, filtered goroutine dumps twice, and of
 * the log what is a warning or worse.
 *
 * @param on false leaves everything as it was recorded
 * @param suspects how the methods of suspects stand in stacks, {@code (*Writer)}: each gets a narrow dump with debug=2, by node
 */
record Thinning(boolean on, Map<String, Set<String>> suspects) {
    static final Thinning NONE = new Thinning(false, Map.of());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double WINDOW = 58;
    private static final double[] LISTS = {2, 8, 20, 32, 44, 56};
    private static final double[] LINKS = {0, 3, 6, 8, 20, 32, 44, 51, 54, 57};
    private static final double[] TWICE = {3, 56};
    private static final double[] SUSPECTS = {9, 57};

    List<ObjectNode> calls(List<ObjectNode> all) {
        if (!on) {
            return all;
        }
        Map<String, List<ObjectNode>> alike = new TreeMap<>();
        for (ObjectNode call : all) {
            boolean ping = call.path("tool").asString().equals("network_ping");
            if (ping
                    || Scenario.second(call) <= WINDOW
                    || call.path("file").asString().endsWith(".jsonl")) {
                alike.computeIfAbsent(
                                call.path("node").asString("") + " "
                                        + call.path("tool").asString() + " " + call.path("arguments"),
                                key -> new ArrayList<>())
                        .add(call);
            }
        }
        List<ObjectNode> kept = new ArrayList<>();
        alike.values().forEach(calls -> kept.addAll(of(calls)));
        kept.sort(Comparator.comparing(Scenario::second));
        return kept;
    }

    private List<ObjectNode> of(List<ObjectNode> calls) {
        ObjectNode first = calls.get(0);
        return switch (first.path("tool").asString()) {
            case "process_list", "event_list" -> whole(nearest(calls, LISTS));
            case "network_nodes" -> nearest(calls, LINKS);
            case "pprof_goroutines" ->
                first.path("arguments").path("debug").asInt() == 1
                        ? filtered(nearest(calls, TWICE))
                        : suspects(nearest(calls, SUSPECTS));
            case "pprof_heap", "app_list", "network_info", "network_acceptors", "process_inspect" ->
                nearest(calls, TWICE);
            case "pprof_cpu" -> calls.subList(0, 1);
            default -> calls;
        };
    }

    private static List<ObjectNode> nearest(List<ObjectNode> calls, double[] seconds) {
        List<ObjectNode> kept = new ArrayList<>();
        for (double second : seconds) {
            ObjectNode best = calls.stream()
                    .min(Comparator.comparingDouble(call -> Math.abs(Scenario.second(call) - second)))
                    .orElseThrow();
            if (!kept.contains(best)) {
                kept.add(best);
            }
        }
        return kept;
    }

    private static List<ObjectNode> whole(List<ObjectNode> calls) {
        calls.forEach(call -> call.put("list", "all").put("complete", true));
        return calls;
    }

    private static List<ObjectNode> filtered(List<ObjectNode> dumps) {
        List<ObjectNode> views = new ArrayList<>();
        for (ObjectNode dump : dumps) {
            views.add(view(dump, "actors", Map.of("filter", "ProcessRun", "exclude", "toolPprof")));
            views.add(view(dump, "wait", Map.of("filter", "waitResponse")));
            views.add(view(dump, "nonio", Map.of("exclude", "runtime_pollWait")));
        }
        return views;
    }

    private List<ObjectNode> suspects(List<ObjectNode> dumps) {
        List<ObjectNode> views = new ArrayList<>();
        for (ObjectNode dump : dumps) {
            for (String receiver : suspects.getOrDefault(dump.path("node").asString(""), Set.of())) {
                views.add(view(dump, "stack-" + receiver.replaceAll("\\W", ""), Map.of("filter", receiver)));
            }
        }
        return views;
    }

    private static ObjectNode view(ObjectNode dump, String kind, Map<String, String> arguments) {
        ObjectNode view = dump.deepCopy();
        ObjectNode asked = (ObjectNode) view.path("arguments");
        asked.put("limit", 100);
        arguments.forEach(asked::put);
        view.put("source", dump.path("file").asString())
                .put("file", dump.path("file").asString().replace(".txt", "." + kind + ".txt"))
                .put("id", dump.path("id").asInt() + 100_000 + 10_000 * kind.length())
                .put("list", kind);
        return view;
    }

    boolean keeps(String timestamp, String level) {
        return !on
                || Instant.parse(timestamp).isBefore(Scenario.START.plusSeconds((long) WINDOW))
                        && List.of("warning", "error", "panic").contains(level);
    }

    String manifest(String text, Map<String, Double> silent) {
        ObjectNode manifest = (ObjectNode) JSON.readTree(text);
        manifest.path("nodes").forEach(node -> {
            double from = silent.getOrDefault(node.path("name").asString(), 1e9);
            if (from < 200) {
                ((ObjectNode) node).put("state", from <= 0 ? "silent" : "partial");
            }
        });
        if (!on) {
            return JSON.writeValueAsString(manifest);
        }
        ObjectNode capture = (ObjectNode) manifest.path("capture");
        capture.put("profile", "standard").put("window_seconds", (int) WINDOW);
        capture.put("finished", Scenario.START.plusSeconds((long) WINDOW + 1).toString());
        return JSON.writeValueAsString(manifest);
    }
}
