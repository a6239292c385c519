package ergodiag.playbooks.leak;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.ProcessList;
import ergodiag.ergo.Ids;
import ergodiag.ergo.ProcessRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The processes of a node by family: same application, behaviour and parent. */
public final class Families {
    /** End of the pid under which a node starts processes itself (seen in recordings), as texts write it; it is in no list. */
    private static final String NODE_ITSELF = ".0.1>";

    private Families() {}

    /**
     * A family.
     *
     * @param application application of its members
     * @param behavior behaviour of its members
     * @param parentPid pid of their parent; "" of all whose parents have ended
     * @param parentBehavior behaviour of most of the parents that have ended; "" where none was seen, or theirs lives
     * @param unnamed whether its members have no registered names
     * @param first members in the first list
     * @param last members in the last list
     * @param complete whether both lists hold every process of the node
     * @param parent the parent, when it is in a list
     * @param newest a member that came after the first list
     */
    public record Family(
            String application,
            String behavior,
            String parentPid,
            String parentBehavior,
            boolean unnamed,
            long first,
            long last,
            boolean complete,
            Optional<ProcessRow> parent,
            Optional<ProcessRow> newest) {
        public long grown() {
            return last - first;
        }

        /** Whether its members live on although those that started them have ended: however many those were, it is one family. */
        public boolean isOrphaned() {
            return parentPid.isEmpty();
        }
    }

    /** The families of a node, those of the observer left out, largest first. */
    public static List<Family> of(Node node) {
        if (node.processLists().isEmpty()) {
            return List.of();
        }
        ProcessList first = node.processLists().readings().get(0).it();
        ProcessList last = node.processLists()
                .readings()
                .get(node.processLists().size() - 1)
                .it();
        Map<List<String>, List<ProcessRow>> before = byFamily(node, first);
        Map<List<String>, List<ProcessRow>> now = byFamily(node, last);
        List<Family> families = new ArrayList<>();
        now.forEach((key, members) ->
                families.add(family(node, key, before.getOrDefault(key, List.of()), members, first, last)));
        families.sort(Comparator.comparingLong((Family family) -> -family.last())
                .thenComparing(Family::behavior)
                .thenComparing(Family::parentPid));
        return List.copyOf(families);
    }

    /** The family that grew most between the lists, unnamed ones first; empty when there are no two lists or none grew. */
    public static Optional<Family> fastest(Node node) {
        return node.processLists().hasTwo()
                ? of(node).stream()
                        .filter(family -> family.grown() > 0)
                        .max(Comparator.comparingLong(Family::grown).thenComparing(Family::unnamed))
                : Optional.empty();
    }

    private static Family family(
            Node node,
            List<String> key,
            List<ProcessRow> before,
            List<ProcessRow> now,
            ProcessList first,
            ProcessList last) {
        return new Family(
                key.get(0),
                key.get(1),
                key.get(2),
                key.get(2).isEmpty() ? parents(node, now) : "",
                now.stream().allMatch(row -> row.name().isEmpty()),
                before.size(),
                now.size(),
                first.complete() && last.complete(),
                node.process(key.get(2)).map(Process::last),
                now.stream().filter(row -> first.process(row.pid()).isEmpty()).findFirst());
    }

    private static Map<List<String>, List<ProcessRow>> byFamily(Node node, ProcessList list) {
        Map<List<String>, List<ProcessRow>> families = new LinkedHashMap<>();
        for (ProcessRow row : list.rows()) {
            if (!Node.isOurs(row)) {
                families.computeIfAbsent(
                                List.of(row.application(), row.behavior(), parent(node, row)), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return families;
    }

    /** The pid of its parent; "" where that was a process of the same node and is not in the newest list, which holds every process. */
    static String parent(Node node, ProcessRow row) {
        boolean ended = isProcessOfTheSameNode(row)
                && node.processLists().last().stream()
                        .anyMatch(list -> list.it().complete()
                                && list.it().process(row.parent()).isEmpty());
        return ended ? "" : row.parent();
    }

    /** The node itself starts processes too, and so do processes of other nodes. */
    private static boolean isProcessOfTheSameNode(ProcessRow row) {
        String pid = Ids.inTexts(row.pid());
        String parent = Ids.inTexts(row.parent());
        int end = pid.indexOf('.');
        return end > 0 && parent.startsWith(pid.substring(0, end + 1)) && !parent.endsWith(NODE_ITSELF);
    }

    private static String parents(Node node, List<ProcessRow> members) {
        return members.stream()
                .flatMap(row -> node.process(row.parent()).stream())
                .map(parent -> parent.last().behavior())
                .collect(Collectors.groupingBy(behavior -> behavior, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
