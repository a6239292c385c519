package ergodiag.playbooks.restarts;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        for (Process process : node.processes()) {
            ProcessRow row = process.last();
            if (!Node.isOurs(row)) {
                families.computeIfAbsent(List.of(row.parent(), row.behavior()), key -> new ArrayList<>())
                        .add(process);
            }
        }
        return families.entrySet().stream()
                .map(entry ->
                        new Siblings(node, entry.getKey().get(0), entry.getKey().get(1), byBirth(entry.getValue())))
                .toList();
    }

    /** A member with what it is sorted by, which is looked up once. */
    private record Born(Instant at, String pid, Process process) {}

    private static List<Process> byBirth(List<Process> members) {
        return members.stream()
                .map(process -> new Born(birth(process), process.pid(), process))
                .sorted(Comparator.comparing(Born::at).thenComparing(Born::pid))
                .map(Born::process)
                .toList();
    }

    /** Our clock when the process was born, to a second. */
    public static Instant birth(Process process) {
        Timed<ProcessRow> first = process.oldest();
        return first.at().minus(first.it().uptime());
    }

    /** The first row of every member that was seen when it was not older than that. */
    public List<Timed<ProcessRow>> young(Duration limit) {
        return members.stream()
                .map(Process::oldest)
                .filter(row -> row.it().uptime().compareTo(limit) <= 0)
                .toList();
    }

    /** Members that were seen and are not in a later complete list, or whose registered name went to another member. */
    public List<Process> gone() {
        Map<String, List<Process>> named = members.stream()
                .filter(member -> !member.last().name().isEmpty())
                .collect(Collectors.groupingBy(member -> member.last().name()));
        return members.stream()
                .filter(member ->
                        isGone(member, named.getOrDefault(member.last().name(), List.of())))
                .toList();
    }

    /** @param namesakes those of its registered name, itself among them; empty where it has none */
    private boolean isGone(Process process, List<Process> namesakes) {
        Instant seen = process.newest().at();
        boolean missed = node.processLists().readings().stream()
                .anyMatch(list -> list.at().isAfter(seen)
                        && list.it().complete()
                        && !list.it().contains(process.pid()));
        return missed
                || namesakes.stream()
                        .anyMatch(other ->
                                !other.equals(process) && other.newest().at().isAfter(seen));
    }

    /** Whether the process of that pid is one of them. */
    public boolean hasMember(String pid) {
        return node.process(pid)
                .map(Process::last)
                .filter(row -> !Node.isOurs(row)
                        && row.parent().equals(parent)
                        && row.behavior().equals(behavior))
                .isPresent();
    }

    /** The parent, where a list showed it. */
    public Optional<Process> parentProcess() {
        return node.process(parent);
    }
}
