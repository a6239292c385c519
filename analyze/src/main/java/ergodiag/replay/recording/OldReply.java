package ergodiag.replay.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The reply of an Observer as the MCP application would have given it: nested less, with its ids, and as text where that has text. */
final class OldReply {
    private static final String LEGEND = "services.ergo/legend";
    private static final Map<String, UnaryOperator<String>> IDS = Map.ofEntries(
            Map.entry("PID", ShortIds::pid),
            Map.entry("Parent", ShortIds::pid),
            Map.entry("Leader", ShortIds::pid),
            Map.entry("Producer", ShortIds::pid),
            Map.entry("Group", ShortIds::pid),
            Map.entry("MonitorsPID", ShortIds::pid),
            Map.entry("LinksPID", ShortIds::pid),
            Map.entry("Aliases", ShortIds::alias),
            Map.entry("Metas", ShortIds::alias),
            Map.entry("MonitorsAlias", ShortIds::alias),
            Map.entry("LinksAlias", ShortIds::alias),
            Map.entry("Event", ShortIds::event),
            Map.entry("MonitorsEvent", ShortIds::event),
            Map.entry("LinksEvent", ShortIds::event),
            Map.entry("MonitorsProcessID", ShortIds::named),
            Map.entry("LinksProcessID", ShortIds::named));
    private static final Pattern NUMBER = Pattern.compile("^goroutine \\d+ \\[");
    private static final Pattern LABELS =
            Pattern.compile("^(goroutine \\d+ \\[[^\\]\\n]*?)(?: labels:\\{[^\\n]*)?\\](?: \\{[^\\n]*\\})?:");
    private static final double KILO = 1024;

    private OldReply() {}

    /** A value with its ids in the old form, without what explains it. */
    static String pretty(JsonNode value) {
        return GoJson.pretty(plain("", value));
    }

    /** Rows; {@code null} where there are none. */
    static String list(JsonNode rows) {
        return rows.isEmpty() ? "null" : pretty(rows);
    }

    private static Object plain(String name, JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            value.properties().forEach(field -> {
                if (!field.getKey().equals(LEGEND)) {
                    fields.put(field.getKey(), plain(field.getKey(), field.getValue()));
                }
            });
            return fields;
        }
        if (value.isArray()) {
            return value.values().stream().map(item -> plain(name, item)).toList();
        }
        if (value.isString()) {
            return IDS.getOrDefault(name, UnaryOperator.identity()).apply(value.asString());
        }
        return value.isNull() || value.isMissingNode() ? GoJson.Nil.NIL : value;
    }

    /** As far as an Observer says it (ERGO33.md 10). */
    static String runtime(JsonNode info) {
        Map<String, Object> runtime = new LinkedHashMap<>();
        runtime.put("goroutines", info.path("Goroutines"));
        runtime.put("heap_alloc", info.path("MemoryAlloc"));
        runtime.put(
                "heap_objects",
                info.path("HeapAllocObjects").asLong(0)
                        - info.path("HeapFreeObjects").asLong(0));
        runtime.put("sys", info.path("MemoryUsed"));
        runtime.put("num_gc", info.path("GCCycles"));
        return GoJson.pretty(runtime);
    }

    /** {@code loggers_list}. */
    static String loggers(JsonNode loggers) {
        List<Object> all = new ArrayList<>();
        loggers.forEach(logger -> {
            Map<String, Object> old = new LinkedHashMap<>();
            old.put("name", logger.path("Name").asString(""));
            old.put("levels", plain("", logger.path("Levels")));
            all.add(old);
        });
        return GoJson.pretty(all);
    }

    /** {@code app_list}. */
    static String apps(JsonNode apps) {
        List<Object> all = new ArrayList<>();
        apps.properties().forEach(app -> {
            JsonNode info = app.getValue();
            Map<String, Object> old = new LinkedHashMap<>();
            old.put("name", app.getKey());
            old.put("state", info.path("State").asString(""));
            old.put("mode", info.path("Mode").asString(""));
            old.put("description", info.path("Description").asString(""));
            old.put("version", info.at("/Version/Release").asString(""));
            old.put("uptime", info.path("Uptime").asLong(0));
            old.put("weight", info.path("Weight").asLong(0));
            old.put("tags", plain("", info.path("Tags")));
            old.put("processes", info.path("Group").size());
            old.values().removeIf(value -> Set.of("", GoJson.Nil.NIL).contains(value));
            all.add(old);
        });
        return GoJson.pretty(all);
    }

    /** All goroutines one by one; those of a group behind the first have its stack, and none of its labels. */
    static String dump(JsonNode reply) {
        List<String> blocks = new ArrayList<>();
        reply.path("Groups").forEach(group -> {
            String first = group.path("Stack").asString("");
            String others = LABELS.matcher(first).replaceFirst("$1]:");
            JsonNode ids = group.path("IDs");
            for (int i = 0; i < ids.size(); i++) {
                blocks.add(i == 0 ? first : NUMBER.matcher(others).replaceFirst("goroutine " + ids.get(i) + " ["));
            }
        });
        return "goroutine profile: total " + reply.path("Total").asLong(blocks.size()) + ", showing " + blocks.size()
                + "\n\n" + String.join("\n\n", blocks);
    }

    /** Each function that stands innermost, with the bytes of all its stacks. */
    static String heap(JsonNode reply) {
        Map<String, long[]> functions = new LinkedHashMap<>();
        reply.path("Records").forEach(record -> {
            long[] sums = functions.computeIfAbsent(record.at("/Stack/0").asString(""), k -> new long[2]);
            sums[0] += record.path("InuseBytes").asLong(0);
            sums[1] += record.path("AllocBytes").asLong(0);
        });
        StringBuilder table = new StringBuilder("heap profile: total inuse "
                + size(reply.path("TotalInuse").asLong(0)) + ", showing " + functions.size() + "\n\n"
                + line("inuse", "alloc", "function"));
        functions.forEach((function, sums) -> table.append(line(size(sums[0]), size(sums[1]), function)));
        return table.toString();
    }

    private static String line(String inUse, String allocated, String function) {
        return String.format(Locale.ROOT, "%-12s %-12s %s\n", inUse, allocated, function);
    }

    private static String size(long bytes) {
        if (bytes < KILO) {
            return bytes + "B";
        }
        double kilos = bytes / KILO;
        return kilos < KILO
                ? String.format(Locale.ROOT, "%.1fKB", kilos)
                : String.format(Locale.ROOT, "%.1fMB", kilos / KILO);
    }
}
