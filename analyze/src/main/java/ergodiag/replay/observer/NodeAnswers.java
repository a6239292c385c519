package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.RecordedReply;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.tools.ProfileTools;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an Observer says about a node as a whole: {@code node}, {@code capabilities}, and its place in the map. */
final class NodeAnswers {
    private static final long LEAST_GOAL = 4L << 20;

    private final View view;

    NodeAnswers(View view) {
        this.view = view;
    }

    /** The tool, and the reading, in which the environment is printed. */
    String node(boolean printed) {
        ObjectNode info = Shape.NODE.of(values(view.at().real()));
        if (printed) {
            View.printed(info);
        }
        info.set(ObjectText.LEGEND, view.tree(Shape.NODE.legend("")));
        return new ObjectText()
                .text("Node", view.node())
                .json("Info", GoJson.compact(info))
                .toString();
    }

    String capabilities() {
        JsonNode info = values(view.at().real());
        List<String> build = new ArrayList<>();
        boolean latency = view.sight().whole(Tool.PROCESS_LIST).stream()
                .flatMap(rows -> rows.all().stream())
                .anyMatch(row -> row.number("MailboxLatency") >= 0);
        if (latency) {
            build.add("latency");
        }
        if (new ProfileTools(view.sight(), View.asking(Map.of())).labelled()) {
            build.add("pprof");
        }
        JsonNode shaped = Shape.NODE.of(info);
        return new ObjectText()
                .text("Node", view.node())
                .number("Creation", view.creation())
                .json("Version", GoJson.compact(shaped.path("Version")))
                .json("Framework", GoJson.compact(shaped.path("Framework")))
                .flag("Manage", false)
                .list(
                        "Capabilities",
                        Capability.all().stream().map(GoJson::string).toList())
                .listOrNil("Build", build.stream().map(GoJson::string).toList())
                .toString();
    }

    /** Its value in the map. @param seen when it was looked at */
    String brief(Instant seen) {
        ObjectNode info = values(seen);
        info.put("Creation", view.creation());
        Optional<JsonNode> network = view.sight()
                .standing(Tool.NETWORK_INFO, entry -> !entry.failed())
                .map(entry -> view.tree(view.sight().recording().text(entry)));
        info.put("Mode", network.map(value -> value.path("Mode").asString("")).orElse("enabled"));
        view.sight().whole(Tool.APP_LIST).ifPresent(apps -> info.set("Applications", names(apps)));
        view.sight().whole(Tool.NETWORK_NODES).ifPresent(links -> info.set("Peers", LinkAnswers.trees(view, links)));
        return GoJson.compact(Shape.NODE_SHORT.of(info));
    }

    private static JsonNode names(Rows apps) {
        return ForeignJson.mapper()
                .valueToTree(apps.all().stream()
                        .map(app -> app.text("name"))
                        .sorted()
                        .toList());
    }

    /** Its counters as they were read last; its uptime and its clock go on, so that they tell the present as those of a living node. */
    private ObjectNode values(Instant seen) {
        RecordedReply reply = view.reply(Tool.NODE_INFO);
        String text = view.sight().recording().text(reply);
        JsonNode recorded = view.tree(text);
        if (!(view.tree(view.timeline().moved(text)) instanceof ObjectNode info)) {
            throw Refused.notRecorded("a readable reply of " + view.node());
        }
        info.put("Uptime", view.ids().uptime(view.node(), view.timeline().recorded(seen)));
        info.put("ServerTime", Timeline.stamp(seen.plus(ahead(recorded, reply))));
        fromTheRuntime(info);
        return info;
    }

    /** How far the clock of the node was ahead of that of the recorder. */
    private static Duration ahead(JsonNode recorded, RecordedReply reply) {
        try {
            Instant clock = OffsetDateTime.parse(recorded.path("ServerTime").asString(""))
                    .toInstant();
            return Duration.between(reply.call().moment(), clock);
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }

    /** What nodes before 3.3 say in {@code runtime_stats} only (ERGO33.md 10). */
    private void fromTheRuntime(ObjectNode info) {
        Optional<RecordedReply> standing = view.sight().standing(Tool.RUNTIME_STATS, entry -> !entry.failed());
        if (standing.isEmpty()) {
            return;
        }
        JsonNode runtime = view.tree(view.sight().recording().text(standing.get()));
        if (!info.has("Goroutines")) {
            long live = runtime.path("heap_alloc").asLong(0);
            info.put("MemoryUsed", runtime.path("sys").asLong(0));
            info.put("MemoryAlloc", live);
            info.put("HeapLive", live);
            info.put("HeapGoal", Math.max(LEAST_GOAL, 2 * live));
            info.put("Goroutines", runtime.path("goroutines").asLong(0));
            info.put("GCCycles", runtime.path("num_gc").asLong(0));
            double total =
                    runtime.path("cpus").asDouble(0) * info.path("Uptime").asLong(0);
            info.put("CPUTimeTotal", total);
            info.put("CPUTimeGC", total * runtime.path("gc_cpu_percent").asDouble(0) / 100);
        }
        if (!info.has("HeapAllocObjects")) {
            info.put("HeapAllocObjects", runtime.path("heap_objects").asLong(0));
        }
    }
}
