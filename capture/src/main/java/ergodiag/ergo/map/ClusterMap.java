package ergodiag.ergo.map;

import ergodiag.bundle.Source;
import ergodiag.ergo.Fields;
import ergodiag.ergo.Json;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The resource {@code ergo://cluster}: counters of all nodes, at most three seconds old where they answer (ERGO33.md 8).
 *
 * @param nodes those that it watches
 * @param offline those that it knows of and does not reach
 * @param complete whether its registrar lists all nodes, and none is hidden from us
 * @param note why it may not be complete; "" otherwise
 * @param further names of nodes beyond those of which all is kept: a map without end must fit into memory
 */
public record ClusterMap(List<Seen> nodes, List<Offline> offline, boolean complete, String note, List<String> further) {
    private static final String REACHABLE = "reachable";
    /** Of so many nodes all is kept. */
    private static final int MOST_NODES = 5_000;
    /** So many names of others are kept, and so many letters of peers and names. */
    private static final int MOST_NAMES = 250_000;

    private static final int LONGEST = 16 << 20;

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
        return Stream.of(nodes.stream().map(Seen::name), offline.stream().map(Offline::name), further.stream())
                .flatMap(names -> names)
                .toList();
    }

    /** @throws ergodiag.ergo.UnreadableReply when it is no such map */
    public static ClusterMap read(InputStream in, Source at) {
        List<Seen> nodes = new ArrayList<>();
        List<Offline> offline = new ArrayList<>();
        Set<String> further = new LinkedHashSet<>();
        Room room = new Room();
        Fields rest = Json.beside(
                in,
                at,
                Map.of(
                        "Nodes",
                        fields -> {
                            JsonNode node = fields.node();
                            if (nodes.size() < MOST_NODES
                                    && room.takes(node.path("Info").path("Peers"))) {
                                nodes.add(seen(node, fields.at()));
                            } else if (further.size() < MOST_NAMES
                                    && room.takes(node.path("Info").path("Name"))) {
                                further.add(text(node.path("Info"), "Name"));
                            }
                        },
                        "Offline",
                        fields -> {
                            JsonNode node = fields.node();
                            if (offline.size() < MOST_NODES && room.takes(node)) {
                                offline.add(new Offline(
                                        fields.at(),
                                        text(node, "Node"),
                                        text(node, "Status"),
                                        text(node, "Reason"),
                                        texts(node.path("Peers"))));
                            } else if (further.size() < MOST_NAMES && room.takes(node.path("Node"))) {
                                further.add(text(node, "Node"));
                            }
                        }));
        return new ClusterMap(
                List.copyOf(nodes),
                List.copyOf(offline),
                rest.node().path("Complete").asBoolean(true),
                text(rest.node(), "Note"),
                List.copyOf(further));
    }

    /** The letters that are kept of all nodes together. */
    private static final class Room {
        private int left = LONGEST;

        boolean takes(JsonNode texts) {
            left -= letters(texts);
            return left >= 0;
        }

        private static int letters(JsonNode value) {
            int own = value.asString("").length() + 8;
            for (JsonNode each : value) {
                own += letters(each);
            }
            return own;
        }
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
