package ergodiag.ergo.map;

import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Fields;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.UnreadableReply;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The resource {@code ergo://cluster}: counters of all nodes, at most three seconds old where they answer (ERGO33.md 8).
 *
 * @param nodes those that it watches
 * @param offline those that it knows of and does not reach
 * @param complete whether its registrar lists all nodes, and none is hidden from us
 * @param note why it may not be complete; "" otherwise
 */
public record ClusterMap(List<Seen> nodes, List<Offline> offline, boolean complete, String note) {
    private static final String REACHABLE = "reachable";

    /**
     * A node as it was seen last.
     *
     * @param at where it stands in the map
     * @param creation the second in which it started, Unix time: another one is another life
     * @param info its counters; what is registered on it is not told
     * @param stats its Go runtime
     * @param age how old that is
     * @param reachable whether it answers now
     * @param reason why it does not; "" when it does
     * @param peers the nodes it is connected to
     * @param applications the applications that run on it
     */
    public record Seen(
            Source at,
            long creation,
            NodeInfo info,
            RuntimeStats stats,
            Duration age,
            boolean reachable,
            String reason,
            List<String> peers,
            List<String> applications) {
        public String name() {
            return info.name();
        }
    }

    /**
     * A node that it does not reach.
     *
     * @param at where it stands in the map
     * @param name its name
     * @param status {@code unreachable}, or {@code discovered} for one that it never reached
     * @param reason why
     * @param peers the nodes that are connected to it
     */
    public record Offline(Source at, String name, String status, String reason, List<String> peers) {}

    /** Every name of a node in it. */
    public List<String> names() {
        return Stream.concat(nodes.stream().map(Seen::name), offline.stream().map(Offline::name))
                .toList();
    }

    /** @throws UnreadableReply when it is no such map */
    public static ClusterMap read(InputStream in, Source at) {
        JsonNode root;
        try {
            root = ForeignJson.mapper().readTree(in);
        } catch (JacksonException e) {
            throw new UnreadableReply(at.file(), 1, e.getOriginalMessage());
        }
        if (!root.path("Nodes").isArray() && !root.path("Offline").isArray()) {
            throw new UnreadableReply(at.file(), 1, "a map of the cluster was expected");
        }
        List<Seen> nodes = new ArrayList<>();
        Source seen = at.member("Nodes");
        root.path("Nodes").forEach(node -> nodes.add(seen(node, seen.element(nodes.size()))));
        List<Offline> offline = new ArrayList<>();
        Source gone = at.member("Offline");
        root.path("Offline")
                .forEach(node -> offline.add(new Offline(
                        gone.element(offline.size()),
                        text(node, "Node"),
                        text(node, "Status"),
                        text(node, "Reason"),
                        texts(node.path("Peers")))));
        return new ClusterMap(
                List.copyOf(nodes), List.copyOf(offline), root.path("Complete").asBoolean(true), text(root, "Note"));
    }

    private static Seen seen(JsonNode node, Source at) {
        JsonNode info = node.path("Info");
        Fields fields = new Fields(info, at.member("Info"));
        List<String> peers = new ArrayList<>();
        info.path("Peers").forEach(peer -> peers.add(text(peer, "Node")));
        return new Seen(
                at,
                fields.count("Creation"),
                NodeInfo.of(fields),
                RuntimeStats.of(fields),
                new Fields(node, at).millisAgo("Age"),
                text(node, "Status").equals(REACHABLE),
                text(node, "Reason"),
                List.copyOf(peers),
                texts(info.path("Applications")));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString("")));
        return List.copyOf(texts);
    }
}
