package ergodiag.replay.observer;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.RecordedReply;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.ShortIds;
import ergodiag.replay.recording.Timeline;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids as an Observer writes them: the name of the node where the old application has a sum of it, and the second in which the node
 * started (ERGO33.md 5). Where the recording does not say that second, it is told from the uptime, and moved with all other times.
 */
final class FullIds {
    private static final Pattern PID = Pattern.compile("<([0-9A-F]*)\\.(-?\\d+)\\.(-?\\d+)>");
    private static final Pattern ALIAS = Pattern.compile("(?:Alias|Ref)#<([0-9A-F]*)\\.(\\d+)\\.(\\d+)\\.(\\d+)>");
    private static final Pattern NAME = Pattern.compile("(?:Event#)?<([0-9A-F]*)[:.](.*)>", Pattern.DOTALL);
    private static final Pattern UPTIME = Pattern.compile("\"Uptime\": ?(\\d+)");
    /** Uptimes are whole seconds, read within milliseconds: births further apart are two. */
    private static final long SAME_BIRTH = 5;

    private static final long LOW = 0xFFFF_FFFFL;

    private final Recording recording;
    private final Timeline timeline;
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, NavigableMap<Instant, Long>> births = new HashMap<>();

    private final Map<String, NavigableMap<Instant, Long>> creations = new HashMap<>();

    FullIds(Recording recording, Timeline timeline) {
        this.recording = recording;
        this.timeline = timeline;
        recording.nodes().forEach(node -> births.put(node, births(node)));
        recording.nodes().forEach(this::peers);
        births.keySet().forEach(node -> nodes.put(ShortIds.sum(node), node));
        recording.nodes().forEach(this::sumInItsRows);
    }

    /** The starts of a node, by the reading that showed them, in seconds of the recording. */
    private NavigableMap<Instant, Long> births(String node) {
        NavigableMap<Instant, Long> births = new TreeMap<>();
        for (RecordedReply reply : recording.all(node, Tool.NODE_INFO)) {
            Matcher uptime = UPTIME.matcher(reply.failed() ? "" : recording.text(reply));
            if (uptime.find()) {
                long born = reply.call().moment().getEpochSecond() - Long.parseLong(uptime.group(1));
                if (births.isEmpty() || Math.abs(births.lastEntry().getValue() - born) > SAME_BIRTH) {
                    births.put(reply.from(), born);
                }
            }
        }
        return births;
    }

    /** Nodes that are known by their links only. */
    private void peers(String node) {
        for (RecordedReply reply : recording.all(node, Tool.NETWORK_NODES)) {
            if (!reply.failed()) {
                for (Rows.Row row : recording.rows(reply).all()) {
                    long born = reply.call().moment().getEpochSecond() - (long) row.number("Uptime");
                    births.computeIfAbsent(row.text("Node"), name -> new TreeMap<>())
                            .putIfAbsent(Instant.MIN, born);
                }
            }
        }
    }

    /** Where names were replaced in the bundle, the sum in its ids is still that of the true name. */
    private void sumInItsRows(String node) {
        recording.all(node, Tool.PROCESS_LIST).stream()
                .filter(reply -> !reply.failed())
                .limit(1)
                .flatMap(reply -> recording.rows(reply).all().stream())
                .limit(1)
                .map(row -> PID.matcher(row.text("PID")))
                .filter(Matcher::matches)
                .forEach(pid -> nodes.putIfAbsent(pid.group(1), node));
    }

    /** All nodes that something is known of. */
    List<String> names() {
        return births.keySet().stream().filter(name -> !name.isEmpty()).sorted().toList();
    }

    /** The second in which the node started that runs under this name at a moment of the recording. */
    long creation(String node, Instant at) {
        NavigableMap<Instant, Long> seen = seen(node);
        if (!seen.isEmpty()) {
            return standing(seen, at);
        }
        NavigableMap<Instant, Long> known = births.getOrDefault(node, new TreeMap<>());
        if (known.isEmpty()) {
            return 0;
        }
        long born = standing(known, at);
        return timeline.replayed(Instant.ofEpochSecond(born)).getEpochSecond();
    }

    private NavigableMap<Instant, Long> seen(String node) {
        return creations.computeIfAbsent(node, recording::creations);
    }

    private static long standing(NavigableMap<Instant, Long> values, Instant at) {
        Map.Entry<Instant, Long> last = values.floorEntry(at);
        return (last == null ? values.firstEntry() : last).getValue();
    }

    String pid(String recorded, Instant at) {
        Matcher pid = PID.matcher(recorded);
        if (!pid.matches()) {
            return recorded;
        }
        String node = node(pid.group(1));
        long number = number(pid);
        return node.isEmpty() && number == 0
                ? ""
                : node + ":" + Long.toUnsignedString(number) + "." + creation(node, at);
    }

    String alias(String recorded, Instant at) {
        Matcher alias = ALIAS.matcher(recorded);
        if (!alias.matches()) {
            return recorded;
        }
        String node = node(alias.group(1));
        return node.isEmpty()
                ? ""
                : node + ":" + alias.group(2) + "." + alias.group(3) + "." + alias.group(4) + "." + creation(node, at);
    }

    /** An event or a named process. */
    String named(String recorded) {
        Matcher name = NAME.matcher(recorded);
        return name.matches() ? node(name.group(1)) + ":" + name.group(2) : recorded;
    }

    /** The number of a process: its id prints the two halves of it. */
    static long number(String pid) {
        Matcher halves = PID.matcher(pid);
        return halves.matches() ? number(halves) : 0;
    }

    private static long number(Matcher pid) {
        return (Long.parseLong(pid.group(2)) << 32) | (Long.parseLong(pid.group(3)) & LOW);
    }

    private String node(String sum) {
        return sum.isEmpty() ? "" : nodes.getOrDefault(sum, "unknown-" + sum + "@unknown");
    }
}
