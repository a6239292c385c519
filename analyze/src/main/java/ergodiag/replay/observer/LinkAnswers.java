package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.tools.NodeTools;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an Observer says about the network of a node: {@code network}, {@code connections}, {@code connection}. */
final class LinkAnswers {
    private final View view;

    LinkAnswers(View view) {
        this.view = view;
    }

    /** @param reading whether it is the reading, which also says that it goes on */
    String network(boolean reading) {
        JsonNode recorded = view.json(new NodeTools(view.sight(), View.asking(Map.of())).plain(Tool.NETWORK_INFO));
        ObjectNode info = Shape.NETWORK.of(recorded);
        info.set(ObjectText.LEGEND, view.tree(Shape.NETWORK.legend("")));
        ObjectText reply = new ObjectText().text("Node", view.node());
        if (reading) {
            reply.flag("Stopped", false);
        }
        return reply.json("Info", GoJson.compact(info)).toString();
    }

    /** The connections whose peer has that text in its name. */
    String connections(String peer, long limit) {
        String part = peer.toLowerCase(Locale.ROOT);
        List<String> rows = sorted(view.rows(Tool.NETWORK_NODES)).stream()
                .filter(row -> row.text("Node").toLowerCase(Locale.ROOT).contains(part))
                .limit(limit)
                .map(this::info)
                .toList();
        return new ObjectText()
                .text("Node", view.node())
                .listOrNil("Connections", rows)
                .legend(Shape.REMOTE.legend("Connections[]."))
                .toString();
    }

    /** The connection to a node; empty when there is none. */
    Optional<String> connection(String peer, boolean reading) {
        return view.rows(Tool.NETWORK_NODES).all().stream()
                .filter(row -> row.text("Node").equals(peer))
                .findFirst()
                .map(row -> {
                    ObjectText reply = new ObjectText().text("Node", view.node());
                    if (reading) {
                        reply.flag("Disconnected", false);
                    }
                    return reply.json("Info", info(row))
                            .legend(Shape.REMOTE.legend("Info."))
                            .toString();
                });
    }

    private String info(Row row) {
        return GoJson.compact(Shape.REMOTE.of(view.tree(row.text())));
    }

    /** All of them as they were recorded. */
    static JsonNode trees(View view, Rows links) {
        ArrayNode trees = ForeignJson.mapper().createArrayNode();
        sorted(links).forEach(row -> trees.add(view.tree(row.text())));
        return trees;
    }

    private static List<Row> sorted(Rows links) {
        return links.all().stream()
                .sorted(Comparator.comparing(row -> row.text("Node")))
                .toList();
    }
}
