package ergodiag.cluster.inventory;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Nodes that do the same work, as far as can be told: they run the same program, of whatever release.
 *
 * @param program name of the program
 * @param nodes three of them at least, since of two neither is the odd one
 */
public record LikeNodes(String program, List<Node> nodes) {
    private static final int ENOUGH = 3;

    /** All groups of like nodes of a cluster, by the name of their program. */
    public static List<LikeNodes> of(Cluster cluster) {
        Map<String, List<Node>> byProgram = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty())
                .collect(Collectors.groupingBy(
                        node -> node.infos().last().orElseThrow().it().program(), TreeMap::new, Collectors.toList()));
        return byProgram.entrySet().stream()
                .filter(program -> program.getValue().size() >= ENOUGH)
                .map(program -> new LikeNodes(program.getKey(), List.copyOf(program.getValue())))
                .toList();
    }
}
