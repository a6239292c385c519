package ergodiag.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a capture itself did to the cluster, so that it can be told from what the cluster does.
 *
 * @param samplers processes we started on the nodes, in the order of starting
 * @param calls by node, how many calls reached for it
 * @param connections connections between nodes that were not there before we asked across them
 */
public record Own(List<Sampler> samplers, Map<String, Long> calls, List<Connection> connections) {
    /** Nothing is known of it. */
    public static final Own UNKNOWN = new Own(List.of(), Map.of(), List.of());

    public Own {
        samplers = List.copyOf(samplers);
        calls = Map.copyOf(calls);
        connections = List.copyOf(connections);
    }

    /** The same with other names of nodes, and other names in texts. */
    public Own renamed(UnaryOperator<String> node, UnaryOperator<String> text) {
        Map<String, Long> named = new TreeMap<>();
        calls.forEach((name, count) -> named.merge(node.apply(name), count, Long::sum));
        return new Own(
                samplers.stream()
                        .map(it -> new Sampler(it.id(), node.apply(it.node()), text.apply(it.runs()), it.started()))
                        .toList(),
                named,
                connections.stream()
                        .map(it -> new Connection(node.apply(it.from()), node.apply(it.to())))
                        .toList());
    }

    /**
     * A process that ran for us.
     *
     * @param id as the node calls it
     * @param node where
     * @param runs the tool it ran, {@code log}, or {@code event NAME}
     * @param started our clock
     */
    public record Sampler(String id, String node, String runs, Instant started) {}

    /** A connection that our question made or may have made. */
    public record Connection(String from, String to) {}
}
