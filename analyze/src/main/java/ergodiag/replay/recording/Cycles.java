package ergodiag.replay.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts readings of one cycle on one instant. A recorder asks all nodes for the same within milliseconds; if each reading became visible at
 * its own instant, a caller who asks two nodes right after one another could see one before and one after it, and the counters of a link
 * would not agree.
 */
final class Cycles {
    private Cycles() {}

    /**
     * The entries by node and tool, sorted by time, with the instants of a cycle made one, the latest.
     *
     * @param entries all entries
     * @param width how far readings of one cycle lie apart at most
     */
    static Map<String, Map<String, List<RecordedReply>>> aligned(List<RecordedReply> entries, Duration width) {
        Map<String, List<RecordedReply>> alike = new HashMap<>();
        for (RecordedReply entry : withoutPreviews(entries, width)) {
            String number = entry.call().reading().isPresent()
                    ? "reading " + entry.call().reading().getAsInt()
                    : "call " + entry.call().id();
            String key = entry.call().tool() + "\n" + entry.arguments() + "\n" + number;
            alike.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
        }
        Map<String, Map<String, List<RecordedReply>>> sorted = new HashMap<>();
        for (List<RecordedReply> group : alike.values()) {
            for (RecordedReply entry : atOneInstant(group, width)) {
                sorted.computeIfAbsent(entry.node(), k -> new HashMap<>())
                        .computeIfAbsent(entry.call().tool(), k -> new ArrayList<>())
                        .add(entry);
            }
        }
        sorted.values()
                .forEach(tools -> tools.values().forEach(list -> list.sort(Comparator.comparing(RecordedReply::from))));
        return sorted;
    }

    private static List<RecordedReply> atOneInstant(List<RecordedReply> group, Duration width) {
        List<RecordedReply> ordered = new ArrayList<>(group);
        ordered.sort(Comparator.comparing(RecordedReply::from));
        List<RecordedReply> aligned = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= ordered.size(); i++) {
            boolean ends = i == ordered.size()
                    || Duration.between(
                                            ordered.get(first).from(),
                                            ordered.get(i).from())
                                    .compareTo(width)
                            > 0;
            if (ends) {
                Instant latest = ordered.get(i - 1).from();
                ordered.subList(first, i)
                        .forEach(entry ->
                                aligned.add(new RecordedReply(entry.node(), entry.arguments(), entry.parts(), latest)));
                first = i;
            }
        }
        return aligned;
    }

    /** Leaves out what was asked about the cluster as a whole where the node's own reading follows at once. */
    private static List<RecordedReply> withoutPreviews(List<RecordedReply> entries, Duration width) {
        Map<String, List<Instant>> own = new HashMap<>();
        for (RecordedReply entry : entries) {
            if (!entry.call().node().isEmpty()) {
                own.computeIfAbsent(named(entry), k -> new ArrayList<>()).add(entry.from());
            }
        }
        return entries.stream()
                .filter(entry -> !entry.call().node().isEmpty()
                        || own.getOrDefault(named(entry), List.of()).stream()
                                .noneMatch(other -> Duration.between(entry.from(), other)
                                                .abs()
                                                .compareTo(width)
                                        <= 0))
                .toList();
    }

    private static String named(RecordedReply entry) {
        return entry.node() + "\n" + entry.call().tool() + "\n" + entry.arguments();
    }
}
