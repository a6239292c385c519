package ergodiag.verdicts;

import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nodes built without tags: no reply names them, they show in what is brought (ERGO.md 5). Of a framework's other tags, {@code norecover},
 * {@code verbose} and {@code typestats}, no reply that is read tells anything.
 */
public enum Build {
    NO_LATENCY("latency"),
    NO_PPROF("pprof"),
    NO_TAGS("latency", "pprof");

    private static final Pattern LABELS = Pattern.compile("(?m)^# labels: .*\n");
    private static final Pattern HEADER =
            Pattern.compile("(goroutine profile: total \\d+)(?:, matched (\\d+))?, showing (\\d+)");
    private static final Pattern BLOCK = Pattern.compile("(\\d+) (@[^\n]*(?:\n[\\s\\S]*)?)");

    private final Set<String> without;

    Build(String... tags) {
        this.without = Set.of(tags);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrongly said of nodes that were built so: what is told less exactly must be laid to the missing tag. */
    List<String> misses(Material material, Judgement whole, Path target) {
        Judgement other = Judgement.of(built(material).write(target));
        Variations.delete(target);
        List<String> misses = new ArrayList<>();
        for (String difference : whole.differences(other, UnaryOperator.identity(), true)) {
            boolean less = difference.startsWith(Judgement.LESS)
                    || Lack.isSeenWithoutItsCause(difference, whole)
                    || Lack.isToldLessExactly(difference, whole, other)
                    || isLaidToATag(difference, other);
            misses.add((less && !difference.startsWith(Judgement.LESS) ? Judgement.LESS : "") + difference);
        }
        for (int playbook : List.of(2, 10)) {
            String tag = playbook == 2 ? "latency" : "pprof";
            if (without.contains(tag) && material.tells(tag) && !names(other, playbook, tag)) {
                misses.add("playbook " + playbook + " does not say that -tags=" + tag + " is missing");
            }
        }
        return misses;
    }

    /** Whether the playbook of a finding that is gone says which tag is missing. */
    private boolean isLaidToATag(String difference, Judgement other) {
        String[] words = difference.split(" ");
        return words[0].equals("gone:")
                && without.stream().anyMatch(tag -> names(other, Integer.parseInt(words[1].substring(2, 4)), tag));
    }

    private static boolean names(Judgement other, int playbook, String tag) {
        return other.findings().verdicts().stream()
                .filter(verdict -> verdict.playbook() == playbook)
                .map(Verdict::lookedAt)
                .anyMatch(said -> said.contains("-tags=" + tag));
    }

    /** The same of nodes that were built so. */
    public Material built(Material material) {
        Map<String, String> files = new LinkedHashMap<>(material.files());
        List<ObjectNode> calls = new ArrayList<>();
        for (ObjectNode call : material.ledger()) {
            ObjectNode copy = call.deepCopy();
            String file = Material.file(call);
            if (files.containsKey(file)) {
                if (without.contains("latency")) {
                    withoutLatency(copy, file, files);
                }
                if (without.contains("pprof") && files.containsKey(file)) {
                    withoutLabels(copy, file, files);
                }
            }
            calls.add(copy);
        }
        return new Material(material.manifest(), calls, files);
    }

    private static void withoutLatency(ObjectNode call, String file, Map<String, String> files) {
        JsonNode asked = call.path("arguments");
        if (asked.path("sort_by").asString("").equals("mailbox_latency") || asked.has("min_mailbox_latency_ms")) {
            Lack.unanswered(call, files, "tool_error", "mailbox latency requires building with -tags=latency");
        } else if (file.endsWith(".json")) {
            JsonNode reply = Material.JSON.readTree(files.get(file));
            unmeasured(reply);
            files.put(file, reply.toString());
        }
    }

    private static void unmeasured(JsonNode node) {
        node.forEach(Build::unmeasured);
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(field -> field.equals("MailboxLatency") || field.startsWith("Latency"))
                    .filter(field -> object.path(field).isNumber())
                    .toList()
                    .forEach(field -> object.put(field, -1));
        }
    }

    private static void withoutLabels(ObjectNode call, String file, Map<String, String> files) {
        String tool = Material.tool(call);
        JsonNode asked = call.path("arguments");
        String text = files.get(file);
        if (tool.equals("sample_start") && file.endsWith(".jsonl")) {
            StringBuilder lines = new StringBuilder();
            text.lines().forEach(line -> lines.append(unlabelledEntry(line)).append('\n'));
            files.put(file, lines.toString());
        } else if (!tool.equals("pprof_goroutines")) {
            return;
        } else if (asked.has("pid")) {
            Lack.unanswered(
                    call,
                    files,
                    "tool_error",
                    "looking up goroutine by process PID requires building with -tags=pprof");
        } else if (asked.path("filter").asString("").startsWith("<")) {
            Matcher header = HEADER.matcher(text);
            files.put(
                    file,
                    (header.find() ? header.group(1) : "goroutine profile: total 1") + ", matched 0, showing 0\n");
        } else {
            files.put(file, unlabelled(text));
        }
    }

    private static String unlabelledEntry(String line) {
        try {
            JsonNode entry = Material.JSON.readTree(line);
            for (JsonNode part : entry.path("data").path("content")) {
                ((ObjectNode) part).put("text", unlabelled(part.path("text").asString("")));
            }
            return entry.toString();
        } catch (JacksonException e) {
            return line;
        }
    }

    /** Without labels, goroutines with the same stack are one block of a grouped dump. */
    static String unlabelled(String dump) {
        Map<String, Long> blocks = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        int before = 0;
        for (String part :
                LABELS.matcher(dump.replace("\r", "")).replaceAll("").strip().split("\n\n+")) {
            Matcher block = BLOCK.matcher(part);
            if (block.matches()) {
                before++;
                blocks.merge(block.group(2), Long.parseLong(block.group(1)), Long::sum);
            } else {
                rest.add(part);
            }
        }
        int gone = before - blocks.size();
        StringBuilder text = new StringBuilder();
        String head = rest.isEmpty() ? "" : rest.remove(0);
        text.append(HEADER.matcher(head)
                .replaceFirst(header -> Matcher.quoteReplacement(header.group(1)
                        + (header.group(2) == null ? "" : ", matched " + (Long.parseLong(header.group(2)) - gone))
                        + ", showing " + (Long.parseLong(header.group(3)) - gone))));
        blocks.forEach(
                (stack, count) -> text.append("\n\n").append(count).append(' ').append(stack));
        rest.forEach(part -> text.append("\n\n").append(part));
        return text.append('\n').toString();
    }
}
