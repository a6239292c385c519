package ergodiag.replay.recording;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.ObserverTool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The maps of the cluster that an Observer gave every few seconds, as what the MCP application says of each node: the counters and links of
 * the map are newer than the node's own answers, which say more.
 */
final class ObserverMaps {
    /** Twice the time after which an Observer looks at a node again for its map. */
    private static final Duration NEAR = Duration.ofSeconds(6);

    /** The application that an Observer is. */
    private static final String OBSERVER = "observer_app";

    private static final String REACHABLE = "reachable";
    /** What the map says of a node that its own answer says otherwise, or not at all. */
    private static final List<String> OF_THE_MAP = List.of("Creation", "Mode", "Applications", "Peers");

    private final Function<Call, JsonNode> trees;
    private final List<Call> maps;
    private final Map<String, Map<String, NavigableMap<Instant, Call>>> own = new HashMap<>();
    private final Map<String, NavigableMap<Instant, Long>> creations = new HashMap<>();
    private final Map<Long, List<String>> reachable = new LinkedHashMap<>();
    private Optional<String> home = Optional.empty();

    ObserverMaps(List<Call> asked, Function<Call, JsonNode> trees) {
        this.trees = trees;
        List<Call> answered = asked.stream()
                .filter(call -> call.outcome().answered() && call.file().isPresent())
                .sorted(Comparator.comparing(Call::moment))
                .toList();
        this.maps = answered.stream()
                .filter(call -> ObserverTool.CLUSTER_MAP.askedBy(call))
                .toList();
        answered.stream()
                .filter(call -> ObserverTool.NODE.askedBy(call) || ObserverTool.CONNECTIONS.askedBy(call))
                .forEach(call -> own.computeIfAbsent(call.node(), k -> new HashMap<>())
                        .computeIfAbsent(call.tool(), k -> new TreeMap<>())
                        .put(call.moment(), call));
        maps.forEach(this::look);
    }

    private void look(Call map) {
        List<String> names = new ArrayList<>();
        trees.apply(map).path("Nodes").forEach(node -> {
            String name = node.at("/Info/Name").asString("");
            creations
                    .computeIfAbsent(name, k -> new TreeMap<>())
                    .put(map.moment(), node.at("/Info/Creation").asLong(0));
            if (node.path("Status").asString("").equals(REACHABLE)) {
                names.add(name);
            }
            boolean observes = node.at("/Info/Applications").values().stream()
                    .anyMatch(app -> app.asString("").equals(OBSERVER));
            home = observes ? Optional.of(name) : home;
        });
        reachable.put(map.id(), names);
    }

    Optional<String> home() {
        return home;
    }

    /** When the first of the last maps was given that do not have the node. */
    Optional<Instant> lostSince(String node) {
        Optional<Instant> since = Optional.empty();
        boolean seen = false;
        for (Call map : maps) {
            boolean here = reachable.getOrDefault(map.id(), List.of()).contains(node);
            seen |= here;
            since = here || !seen ? Optional.empty() : since.or(() -> Optional.of(map.moment()));
        }
        return since;
    }

    /** Whether a map was given so soon before or after a moment that nothing newer is known of the nodes. */
    boolean near(Instant moment) {
        return maps.stream()
                .anyMatch(map -> Duration.between(map.moment(), moment).abs().compareTo(NEAR) <= 0);
    }

    NavigableMap<Instant, Long> creations(String node) {
        return creations.getOrDefault(node, new TreeMap<>());
    }

    /** The questions that the maps answer. */
    List<Call> calls(String entry) {
        List<Call> calls = new ArrayList<>();
        for (Call map : maps) {
            calls.add(asked(
                    map,
                    new Asked(
                            entry,
                            Tool.CLUSTER_NODES.toolName(),
                            Map.of(),
                            map.asked().why())));
            for (String node : reachable.getOrDefault(map.id(), List.of())) {
                calls.add(asked(
                        map,
                        new Asked(
                                node,
                                Tool.NODE_INFO.toolName(),
                                Map.of(),
                                map.asked().why())));
                calls.add(asked(
                        map,
                        new Asked(
                                node,
                                Tool.NETWORK_NODES.toolName(),
                                Map.of(),
                                map.asked().why())));
            }
        }
        return calls;
    }

    /** The same call as another question. */
    static Call asked(Call call, Asked other) {
        ListPart part = Tool.named(other.tool())
                        .filter(tool -> tool.form() == Tool.Form.LIST)
                        .isPresent()
                ? call.part()
                : ListPart.NONE;
        return new Call(
                call.id(), other, call.timing(), call.outcome(), call.failure(), call.reading(), call.stored(), part);
    }

    /** What a map says of a node. */
    String text(Call call, JsonNode map) {
        if (Tool.CLUSTER_NODES.askedBy(call)) {
            return nodes(call.node(), map);
        }
        JsonNode info = map.path("Nodes").values().stream()
                .map(node -> node.path("Info"))
                .filter(node -> node.path("Name").asString("").equals(call.node()))
                .findFirst()
                .orElse(map.path("none"));
        return Tool.NODE_INFO.askedBy(call) ? info(call, info) : links(call, info);
    }

    private static String nodes(String entry, JsonNode map) {
        List<Object> nodes = new ArrayList<>();
        map.path("Nodes").forEach(node -> {
            String name = node.at("/Info/Name").asString("");
            if (node.path("Status").asString("").equals(REACHABLE)) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("name", name);
                line.put("status", name.equals(entry) ? "self" : "connected");
                nodes.add(line);
            }
        });
        return GoJson.pretty(nodes);
    }

    /** What it said of itself last, with the counters of the map. */
    private String info(Call call, JsonNode info) {
        ObjectNode merged = ForeignJson.mapper().createObjectNode();
        merged.setAll(object(own(call, ObserverTool.NODE).path("Info")));
        merged.setAll(object(info));
        merged.remove(OF_THE_MAP);
        return OldReply.pretty(merged);
    }

    /** The links of the map, each with what the node said of it last. */
    private String links(Call call, JsonNode info) {
        Map<String, JsonNode> known = new HashMap<>();
        own(call, ObserverTool.CONNECTIONS)
                .path("Connections")
                .forEach(link -> known.put(link.path("Node").asString(""), link));
        ArrayNode links = ForeignJson.mapper().createArrayNode();
        info.path("Peers").forEach(peer -> {
            ObjectNode link = ForeignJson.mapper().createObjectNode();
            link.setAll(object(known.getOrDefault(peer.path("Node").asString(""), peer)));
            link.setAll(object(peer));
            links.add(link);
        });
        return OldReply.list(links);
    }

    private static ObjectNode object(JsonNode value) {
        return value instanceof ObjectNode object
                ? object
                : ForeignJson.mapper().createObjectNode();
    }

    /** The last own answer of a node before the map, or its first. */
    private JsonNode own(Call map, ObserverTool tool) {
        NavigableMap<Instant, Call> answers =
                own.getOrDefault(map.node(), Map.of()).getOrDefault(tool.wireName(), new TreeMap<>());
        if (answers.isEmpty()) {
            return ForeignJson.mapper().missingNode();
        }
        Map.Entry<Instant, Call> before = answers.floorEntry(map.moment());
        return trees.apply((before == null ? answers.firstEntry() : before).getValue());
    }
}
