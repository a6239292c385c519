package ergodiag.bundle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a capture itself did to the cluster, so that it can be told from what the cluster does.
 *
 * @param samplers processes we started on the nodes, in the order of starting
 * @param calls how many calls reached for each node, by its name
 * @param connections connections between nodes that were not there before we asked across them
 */
public record Own(List<Sampler> samplers, List<CallsTo> calls, List<Connection> connections) {
    /** Nothing is known of it. */
    public static final Own UNKNOWN = new Own(List.of(), List.of(), List.of());

    public Own {
        samplers = List.copyOf(samplers);
        calls = calls.stream().sorted(Comparator.comparing(CallsTo::node)).toList();
        connections = List.copyOf(connections);
    }

    /** The same with other names of nodes, and other names in texts. */
    public Own renamed(UnaryOperator<String> node, UnaryOperator<String> text) {
        return new Own(
                samplers.stream()
                        .map(it -> new Sampler(it.id(), node.apply(it.node()), text.apply(it.runs()), it.started()))
                        .toList(),
                calls.stream()
                        .map(it -> new CallsTo(node.apply(it.node()), it.calls()))
                        .toList(),
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

    /** How many calls reached for a node. */
    public record CallsTo(String node, long calls) {}

    /** A connection that our question made or may have made. */
    public record Connection(String from, String to) {}
}
