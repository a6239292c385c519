package ergodiag.playbooks.leak;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.ProcessList;
import ergodiag.ergo.Ids;
import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
     * @param came members in the last list that were none in the first
     * @param went members in the first list that are none in the last
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
            long came,
            long went,
            Optional<ProcessRow> parent,
            Optional<ProcessRow> newest) {
        /** Members that came or went. */
        public long churn() {
            return came + went;
        }

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
        Grouped first = new Grouped(node, node.processLists().readings().get(0).it());
        Grouped last = node.processLists().hasTwo()
                ? new Grouped(
                        node,
                        node.processLists()
                                .readings()
                                .get(node.processLists().size() - 1)
                                .it())
                : first;
        List<Family> families = new ArrayList<>();
        last.members.keySet().forEach(key -> families.add(family(node, key, first, last)));
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

    private static Family family(Node node, Key key, Grouped first, Grouped last) {
        List<ProcessRow> before = first.of(key);
        List<ProcessRow> now = last.of(key);
        List<ProcessRow> came = now.stream().filter(row -> !first.has(key, row)).toList();
        return new Family(
                key.application(),
                key.behavior(),
                key.parent(),
                key.parent().isEmpty() ? parents(node, now) : "",
                now.stream().allMatch(row -> row.name().isEmpty()),
                before.size(),
                now.size(),
                first.list.complete() && last.list.complete(),
                came.size(),
                before.stream().filter(row -> !last.has(key, row)).count(),
                node.process(key.parent()).map(Process::last),
                came.stream().filter(row -> !first.list.contains(row.pid())).findFirst());
    }

    /** What the members of a family have in common. */
    private record Key(String application, String behavior, String parent) {}

    /** The processes of a list by family, those of the observer left out. */
    private static final class Grouped {
        private final Node node;
        private final ProcessList list;
        private final Map<Key, List<ProcessRow>> members = new LinkedHashMap<>();
        /** By parent, which many have in common: the parent of the family. */
        private final Map<String, String> parents = new HashMap<>();

        private Grouped(Node node, ProcessList list) {
            this.node = node;
            this.list = list;
            for (ProcessRow row : list.rows()) {
                if (!Node.isOurs(row)) {
                    members.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row);
                }
            }
        }

        private Key key(ProcessRow row) {
            return new Key(
                    row.application(),
                    row.behavior(),
                    parents.computeIfAbsent(row.parent(), parent -> parent(node, row)));
        }

        private List<ProcessRow> of(Key key) {
            return members.getOrDefault(key, List.of());
        }

        /** Whether the process of a row is a member of that family here. */
        private boolean has(Key key, ProcessRow row) {
            return list.process(row)
                    .filter(here -> !Node.isOurs(here) && key(here).equals(key))
                    .isPresent();
        }
    }

    /** The pid of its parent; "" where that was a process of the same node and is not in the newest list, which holds every process. */
    private static String parent(Node node, ProcessRow row) {
        boolean ended = isProcessOfTheSameNode(row)
                && node.processLists().last().stream()
                        .anyMatch(list -> list.it().complete() && !list.it().contains(row.parent()));
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
