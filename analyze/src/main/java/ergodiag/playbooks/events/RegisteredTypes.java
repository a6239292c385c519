package ergodiag.playbooks.events;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.ToolReadings;
import ergodiag.ergo.MessageType;
import ergodiag.ergo.Publication;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The types of messages that nodes have registered.
 *
 * @param nodes nodes that named their types
 * @param registered for each type that is not the framework's own, the nodes that have it
 * @param known what is known of a type, by its name
 */
record RegisteredTypes(Set<String> nodes, Map<String, Set<String>> registered, Map<String, MessageType> known) {

    static RegisteredTypes of(Cluster cluster) {
        Set<String> nodes = new TreeSet<>();
        Map<String, Set<String>> registered = new TreeMap<>();
        Map<String, MessageType> known = new TreeMap<>();
        for (Node node : cluster.nodes()) {
            for (Timed<List<String>> names :
                    node.readings().of(ToolReadings.TYPE_NAMES).readings()) {
                nodes.add(node.name());
                names.it().stream()
                        .filter(name -> !MessageType.isOfTheFramework(name))
                        .forEach(name -> registered
                                .computeIfAbsent(name, any -> new TreeSet<>())
                                .add(node.name()));
            }
            node.readings()
                    .of(ToolReadings.TYPES)
                    .readings()
                    .forEach(type -> known.putIfAbsent(type.it().name(), type.it()));
        }
        return new RegisteredTypes(nodes, registered, known);
    }

    /** Whether a node named any. */
    boolean isEmpty() {
        return registered.isEmpty();
    }

    /** What is known of a registered type; empty when no node was asked. */
    Optional<MessageType> about(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** The registered types whose messages show these fields. */
    List<String> fitting(Collection<String> fields) {
        return fields.isEmpty()
                ? List.of()
                : registered.keySet().stream()
                        .filter(name ->
                                about(name).filter(type -> type.fits(fields)).isPresent())
                        .toList();
    }

    /** What a message is, in words: the types that it may be of, else its fields, else its form. */
    String words(Publication message) {
        List<String> types = fitting(message.fields());
        return !types.isEmpty()
                ? types.stream().limit(3).map(MessageType::shortName).collect(Collectors.joining(" or "))
                        + (types.size() > 3 ? " or others" : "")
                : !message.fields().isEmpty()
                        ? "{" + message.fields().stream().limit(8).collect(Collectors.joining(", "))
                                + (message.fields().size() > 8 ? ", ..." : "") + "}"
                        : message.form().isEmpty() ? "not told" : "a " + message.form();
    }
}
