package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.LogLine;
import ergodiag.replay.recording.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of a node from the first look on: a batch for each second in which something was logged, the newest 64 of them (ERGO33.md 7).
 *
 * @param last the number of the newest batch, from 1; 0 when nothing was logged yet
 * @param changed when that one was complete; the first look when there is none
 * @param kept the newest ones by their numbers, as JSON
 */
record LogBatches(long last, Instant changed, SortedMap<Long, String> kept) {
    private static final int RING = 64;
    private static final long MOST = 500;
    private static final List<String> LEVELS = List.of("debug", "info", "warning", "error", "panic");
    private static final Pattern SOURCE = Pattern.compile("(<[^>]*>|Alias#<[^>]*>)(?: \\('(.*)'\\))?(?: (\\S+))?");

    /** What was logged up to the last whole second since the first look. */
    static LogBatches of(View view, List<LogLine> log, Instant first, Params asked) {
        Timeline timeline = view.timeline();
        Set<String> wanted = wanted(asked);
        String pattern = asked.text("messagePattern").toLowerCase(Locale.ROOT);
        boolean without = asked.flag("messageExclude").orElse(false);
        long seconds = Duration.between(first, view.at().real()).toSeconds();
        Map<Long, List<LogLine>> bySecond = new TreeMap<>();
        for (LogLine line : log) {
            Duration since = Duration.between(first, timeline.replayed(line.time()));
            boolean told = !since.isNegative() && since.toSeconds() < seconds && wanted.contains(line.level());
            String message = line.data().getOrDefault("message", "").toLowerCase(Locale.ROOT);
            if (told && (pattern.isEmpty() || message.contains(pattern) != without)) {
                bySecond.computeIfAbsent(since.toSeconds(), k -> new ArrayList<>())
                        .add(line);
            }
        }
        long number = 0;
        Instant changed = first;
        TreeMap<Long, String> kept = new TreeMap<>();
        for (Map.Entry<Long, List<LogLine>> second : bySecond.entrySet()) {
            changed = first.plusSeconds(second.getKey() + 1);
            kept.put(++number, batch(view, second.getValue(), asked.limit(MOST)));
            if (kept.size() > RING) {
                kept.pollFirstEntry();
            }
        }
        return new LogBatches(number, changed, kept);
    }

    /** Those behind a number; all that are kept where there is none. */
    String since(OptionalLong number) {
        return kept.tailMap(number.orElse(0) + 1).values().stream().collect(Collectors.joining(",", "[", "]"));
    }

    /** What is said about the value: how far it goes, and whether something before it is lost. */
    String meta(Owners.Owner owner, String cursor) {
        OptionalLong from = owner.from(cursor);
        boolean lost =
                !cursor.isEmpty() && (from.isEmpty() || (!kept.isEmpty() && from.getAsLong() < kept.firstKey() - 1));
        return ",\"services.ergo/seq\":" + last
                + (last == 0 ? "" : ",\"services.ergo/lastModified\":" + GoJson.string(Timeline.stamp(changed)))
                + (lost ? ",\"services.ergo/dropped\":true" : "") + ",\"services.ergo/nextSeq\":"
                + GoJson.string(owner.cursor(last));
    }

    /** Words that are no level are passed over; when no level is left, all count. */
    private static Set<String> wanted(Params asked) {
        List<String> named =
                asked.texts("levels").stream().filter(LEVELS::contains).toList();
        return Set.copyOf(named.isEmpty() ? LEVELS : named);
    }

    private static String batch(View view, List<LogLine> lines, long limit) {
        int most = (int) Math.min(limit, lines.size());
        return new ObjectText()
                .text("Node", view.node())
                .list(
                        "Entries",
                        lines.subList(lines.size() - most, lines.size()).stream()
                                .map(line -> entry(view, line))
                                .toList())
                .number("Suppressed", lines.size() - most)
                .toString();
    }

    private static String entry(View view, LogLine line) {
        if (!line.entry().isEmpty()) {
            return asItCame(view, line);
        }
        String source = line.data().getOrDefault("source", "");
        Matcher actor = SOURCE.matcher(source);
        boolean found = actor.matches();
        boolean meta = found && actor.group(1).startsWith("Alias");
        Instant time = view.timeline().replayed(line.time());
        return new ObjectText()
                .text("Source", line.type())
                .text("Name", found ? text(actor.group(2)) : source)
                .text("PID", found && !meta ? view.id(actor.group(1)) : "")
                .text("Behavior", found ? text(actor.group(3)) : "")
                .text("Peer", "")
                .text("Parent", "")
                .text("Meta", meta ? view.id(actor.group(1)) : "")
                .number("Creation", line.type().equals("node") ? view.creation() : 0)
                .number("Timestamp", nanos(time))
                .text("Level", line.level())
                .text("Message", view.timeline().moved(line.data().getOrDefault("message", "")))
                .json("Fields", "null")
                .toString();
    }

    private static String asItCame(View view, LogLine line) {
        JsonNode entry = view.tree(line.entry());
        if (entry instanceof ObjectNode moved) {
            moved.put("Timestamp", nanos(view.timeline().replayed(line.time())));
            moved.put("Message", view.timeline().moved(entry.path("Message").asString("")));
        }
        return GoJson.compact(entry);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static String text(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }
}
