package ergodiag.playbooks.network;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Parts of a cluster whose nodes are all there, reach each other within their part, and none of another.
 *
 * @param parts the largest first
 * @param broken the pairs across them that are known to be broken
 */
record Partition(List<List<Node>> parts, List<PairReach> broken) {

    /** Empty where all nodes of which it is known reach each other, directly or through others. */
    static Optional<Partition> of(Cluster cluster, List<PairReach> pairs) {
        List<PairReach> broken = pairs.stream().filter(PairReach::isBroken).toList();
        if (broken.isEmpty()) {
            return Optional.empty();
        }
        List<List<Node>> parts =
                parts(PairReach.there(cluster), pairs, pair -> pair.state() == PairReach.State.OPEN).stream()
                        .filter(part -> broken.stream()
                                .anyMatch(pair -> part.contains(pair.one()) != part.contains(pair.other())))
                        .sorted(Comparator.comparing((List<Node> part) -> -part.size())
                                .thenComparing(part -> !part.get(0)
                                        .name()
                                        .equals(cluster.manifest()
                                                .capture()
                                                .entry()
                                                .node())))
                        .toList();
        return parts.size() < 2 ? Optional.empty() : Optional.of(new Partition(parts, broken));
    }

    /** Nodes between which no connection was ever seen, not through others either, so that nothing tells whether they reach each other. */
    static List<List<Node>> neverConnected(Cluster cluster, List<Link> links, List<PairReach> pairs) {
        Set<String> listed = links.stream()
                .map(link -> LinkEnds.pair(link.from(), link.to()))
                .collect(Collectors.toSet());
        return parts(
                PairReach.there(cluster),
                pairs,
                pair -> pair.state() != PairReach.State.UNKNOWN
                        || listed.contains(
                                LinkEnds.pair(pair.one().name(), pair.other().name())));
    }

    /** Nodes that reach each other, directly or through others. */
    private static List<List<Node>> parts(List<Node> nodes, List<PairReach> pairs, Predicate<PairReach> together) {
        Map<String, Integer> order = new HashMap<>();
        Map<String, List<Node>> partOf = new LinkedHashMap<>();
        for (Node node : nodes) {
            order.put(node.name(), order.size());
            partOf.put(node.name(), new ArrayList<>(List.of(node)));
        }
        List<List<Node>> parts = new ArrayList<>(partOf.values());
        for (PairReach pair : pairs) {
            if (together.test(pair)) {
                List<Node> one = Objects.requireNonNull(partOf.get(pair.one().name()));
                List<Node> other =
                        Objects.requireNonNull(partOf.get(pair.other().name()));
                if (one != other) {
                    one.addAll(other);
                    other.forEach(node -> partOf.put(node.name(), one));
                    parts.removeIf(part -> part == other);
                }
            }
        }
        parts.forEach(part -> part.sort(Comparator.comparing(node -> order.get(node.name()))));
        return parts;
    }

    /** Whether its nodes are of different parts. */
    boolean divides(PairReach pair) {
        return parts.stream().anyMatch(part -> part.contains(pair.one()) != part.contains(pair.other()));
    }

    /** All nodes but those of the largest part. */
    List<Node> cutOff() {
        return parts.stream().skip(1).flatMap(List::stream).toList();
    }

    boolean isClosed() {
        return broken.stream().allMatch(pair -> pair.state() == PairReach.State.CLOSED);
    }

    /** The last moment at which two nodes of different parts surely reached each other; empty where none did within the window. */
    Optional<Instant> since() {
        Optional<Instant> seen =
                broken.stream().flatMap(pair -> pair.since().stream()).max(Comparator.naturalOrder());
        return seen.map(last -> logged(last).orElse(last));
    }

    /** What the network of a node logged of the other part when it was seen to break: the node itself is its source. */
    private Optional<Instant> logged(Instant last) {
        Instant gone = broken.stream()
                .flatMap(pair -> pair.until().stream())
                .max(Comparator.naturalOrder())
                .orElse(last);
        return broken.stream()
                .flatMap(PairReach::logged)
                .flatMap(entry -> entry.time().value().stream())
                .filter(at -> !at.isBefore(last) && !at.isAfter(gone))
                .min(Comparator.naturalOrder());
    }
}
