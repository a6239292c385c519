package ergodiag.playbooks.restarts;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Processes of one node with the same parent and the same behaviour: where one of them dies and comes back, it comes back here.
 *
 * @param node the node
 * @param parent pid of the parent
 * @param behavior Go type
 * @param members every process of the family that was seen, by the time of its birth
 */
public record Siblings(Node node, String parent, String behavior, List<Process> members) {

    /** Families of a node, those of the observer left out. */
    public static List<Siblings> of(Node node) {
        Map<List<String>, List<Process>> families = new LinkedHashMap<>();
        for (Process process : node.processes().values()) {
            ProcessRow row = process.last();
            if (!Node.isOurs(row)) {
                families.computeIfAbsent(List.of(row.parent(), row.behavior()), key -> new ArrayList<>())
                        .add(process);
            }
        }
        return families.entrySet().stream()
                .map(entry -> new Siblings(
                        node,
                        entry.getKey().get(0),
                        entry.getKey().get(1),
                        entry.getValue().stream()
                                .sorted(java.util.Comparator.comparing(Siblings::birth)
                                        .thenComparing(Process::pid))
                                .toList()))
                .toList();
    }

    /** Our clock when the process was born, to a second. */
    public static Instant birth(Process process) {
        Timed<ProcessRow> first = process.rows().first().orElseThrow();
        return first.at().minus(first.it().uptime());
    }

    /** The first row of every member that was seen when it was not older than that. */
    public List<Timed<ProcessRow>> young(Duration limit) {
        return members.stream()
                .flatMap(member -> member.rows().first().stream())
                .filter(row -> row.it().uptime().compareTo(limit) <= 0)
                .toList();
    }

    /** Members that were seen and are not in a later complete list, or whose registered name went to another member. */
    public List<Process> gone() {
        return members.stream().filter(this::isGone).toList();
    }

    private boolean isGone(Process process) {
        Instant seen = process.rows().last().orElseThrow().at();
        boolean missed = node.processLists().readings().stream()
                .anyMatch(list -> list.at().isAfter(seen)
                        && list.it().complete()
                        && list.it().process(process.pid()).isEmpty());
        String name = process.last().name();
        return missed
                || (!name.isEmpty()
                        && members.stream()
                                .anyMatch(other -> other.last().name().equals(name)
                                        && !other.pid().equals(process.pid())
                                        && other.rows()
                                                .last()
                                                .orElseThrow()
                                                .at()
                                                .isAfter(seen)));
    }

    /** The parent, where a list showed it. */
    public Optional<Process> parentProcess() {
        return node.process(parent);
    }
}
