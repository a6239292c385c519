package ergodiag.replay.tools;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.ToolAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools about links to other nodes. */
public final class NetworkTools {
    private final Sight sight;
    private final Arguments asked;

    public NetworkTools(Sight sight, Arguments asked) {
        this.sight = sight;
        this.asked = asked;
    }

    public ToolAnswer nodes() {
        Optional<Rows> peers = sight.whole(Tool.NETWORK_NODES);
        if (peers.isEmpty()) {
            return sight.asAsked(Tool.NETWORK_NODES, entry -> entry.arguments().equals(asked.spelled()))
                    .orElse(ToolAnswer.notRecorded("the links of " + sight.node()));
        }
        return ToolAnswer.of(GoJson.list(
                peers.get().all().stream().filter(this::fits).map(Row::text).toList()));
    }

    private boolean fits(Row row) {
        return row.text("Node").contains(asked.text("name"))
                && ProcessListTool.reaches(row.number("Uptime"), asked.atLeast("min_uptime"))
                && ProcessListTool.reaches(row.number("ConnectionUptime"), asked.atLeast("min_connection_uptime"))
                && ProcessListTool.reaches(row.number("MessagesIn"), asked.atLeast("min_messages_in"))
                && ProcessListTool.reaches(row.number("MessagesOut"), asked.atLeast("min_messages_out"))
                && ProcessListTool.reaches(row.number("BytesIn"), asked.atLeast("min_bytes_in"))
                && ProcessListTool.reaches(row.number("BytesOut"), asked.atLeast("min_bytes_out"));
    }

    /** One link, taken from the list of all so that the two always agree. */
    public ToolAnswer nodeInfo() {
        String name = asked.text("name");
        Optional<Rows> peers = sight.whole(Tool.NETWORK_NODES);
        if (peers.isEmpty()) {
            return sight.about(Tool.NETWORK_NODE_INFO, "name", name)
                    .orElse(ToolAnswer.notRecorded("the link of " + sight.node() + " to " + name));
        }
        return peers.get().all().stream()
                .filter(row -> row.text("Node").equals(name))
                .findFirst()
                .map(row -> ToolAnswer.of(EventTools.dedented(row.text())))
                .orElse(ToolAnswer.error("network_node_info: no connection"));
    }

    public ToolAnswer ping() {
        String name = asked.text("name");
        if (!name.equals(sight.node())
                && sight.recording().loss(name, sight.at()).isPresent()) {
            return ToolAnswer.error("ping " + name + " failed: no route");
        }
        return sight.about(Tool.NETWORK_PING, "name", name)
                .orElse(ToolAnswer.notRecorded("a ping from " + sight.node() + " to " + name));
    }

    /** As recorded where it was asked; otherwise told from the node's own links, without what its registrar may know more. */
    public ToolAnswer clusterNodes() {
        Optional<ToolAnswer> recorded = sight.plain(Tool.CLUSTER_NODES);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        Optional<Rows> peers = sight.whole(Tool.NETWORK_NODES);
        if (peers.isEmpty()) {
            return ToolAnswer.notRecorded("the view of the cluster from " + sight.node());
        }
        List<Map<String, String>> nodes = new ArrayList<>();
        nodes.add(node(sight.node(), "self"));
        peers.get().all().forEach(row -> nodes.add(node(row.text("Node"), "connected")));
        return ToolAnswer.of(GoJson.pretty(nodes));
    }

    private static Map<String, String> node(String name, String status) {
        Map<String, String> node = new LinkedHashMap<>();
        node.put("name", name);
        node.put("status", status);
        return node;
    }
}
