package ergodiag.replay.observer;

import ergodiag.ergo.Ids;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.RecordedReply;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Rows;
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
    /** Nobody: what a process has as its parent that nobody started. */
    private static final Pattern NOBODY = Pattern.compile("(?:(?:Alias|Ref|Event)#)?<[.:0]*>");

    /** An event or a named process: {@code Event#<1B30E9C5:ticks>}, {@code <1B30E9C5.order_book>}. */
    private static final Pattern NAMED = Pattern.compile("(?:Event#)?<([0-9A-F]{8})[:.]'?(.*?)'?>", Pattern.DOTALL);

    private static final Pattern UPTIME = Pattern.compile("\"Uptime\": ?(\\d+)");
    /** Uptimes are whole seconds, read within milliseconds: births further apart are two. */
    private static final long SAME_BIRTH = 5;

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
        births.keySet().forEach(node -> nodes.put(Ids.checksum(node), node));
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

    /** Nodes that are known by links to them only, as the first and the last look at those show them. */
    private void peers(String node) {
        List<RecordedReply> replies = recording.all(node, Tool.NETWORK_NODES).stream()
                .filter(reply -> !reply.failed())
                .toList();
        for (RecordedReply reply :
                replies.isEmpty() ? replies : List.of(replies.get(0), replies.get(replies.size() - 1))) {
            for (Rows.Row row : recording.rows(reply).all()) {
                long born = reply.call().moment().getEpochSecond() - (long) row.number("Uptime");
                births.computeIfAbsent(row.text("Node"), name -> new TreeMap<>())
                        .putIfAbsent(Instant.MIN, born);
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
                .flatMap(row -> Ids.of(row.text("PID")).stream())
                .forEach(pid -> nodes.putIfAbsent(pid.checksum(), node));
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

    /** The whole seconds for which the node has been running at a moment of the recording; 0 where nothing tells. */
    long uptime(String node, Instant at) {
        NavigableMap<Instant, Long> known = births.getOrDefault(node, new TreeMap<>());
        return known.isEmpty() ? 0 : Math.max(0, at.getEpochSecond() - standing(known, at));
    }

    private NavigableMap<Instant, Long> seen(String node) {
        return creations.computeIfAbsent(node, recording::creations);
    }

    private static long standing(NavigableMap<Instant, Long> values, Instant at) {
        Map.Entry<Instant, Long> last = values.floorEntry(at);
        return (last == null ? values.firstEntry() : last).getValue();
    }

    /** A process or an alias. */
    String numbered(String recorded, Instant at) {
        if (NOBODY.matcher(recorded).matches()) {
            return "";
        }
        return Ids.of(recorded)
                .filter(id -> id.kind() != Ids.Kind.NAME && id.creation().isEmpty())
                .map(id -> node(id.checksum()) + ":" + id.rest() + "." + creation(node(id.checksum()), at))
                .orElse(recorded);
    }

    /** An event, or a process by its name. */
    String named(String recorded) {
        Matcher name = NAMED.matcher(recorded);
        return name.matches() ? node(name.group(1)) + ":" + name.group(2) : recorded;
    }

    /** The number of a process, whose two halves stand at the end of its short form; 0 for any other text. */
    static long number(String pid) {
        int low = pid.lastIndexOf('.');
        int high = pid.lastIndexOf('.', low - 1);
        if (high < 0 || !pid.endsWith(">")) {
            return 0;
        }
        try {
            return (Long.parseLong(pid, high + 1, low, 10) << 32) + Long.parseLong(pid, low + 1, pid.length() - 1, 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String node(String sum) {
        return nodes.getOrDefault(sum, "unknown-" + sum + "@unknown");
    }
}
