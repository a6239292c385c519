package ergodiag.verdicts;

import ergodiag.verdicts.Variation.Varied;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The same seen from another node, or with the nodes in another order. */
final class Places {
    private static final String FIRST = "node1@localhost";
    private static final String SECOND = "node2@localhost";

    private Places() {}

    /** The first node is the last by name. */
    static Varied reordered(Material material, Path target) {
        UnaryOperator<String> renamed =
                text -> text.replace(FIRST, "zeta-9@localhost").replace("1B30E9C5", "FEDCBA98");
        return new Varied(material.reworded(renamed).write(target), renamed);
    }

    /** The second node was asked, and asked the others. */
    static Material otherEntry(Material material) {
        ObjectNode manifest = material.manifest().deepCopy();
        ((ObjectNode) manifest.path("capture").path("entry")).put("node", SECOND);
        Map<String, String> files = new LinkedHashMap<>(material.files());
        for (ObjectNode call : material.ledger()) {
            if (call.path("node").asString("").isEmpty()) {
                String file = Material.file(call);
                if (Material.tool(call).equals("cluster_nodes")) {
                    files.computeIfPresent(file, (any, text) -> asSeenBySecond(text));
                }
                own(material, call).ifPresent(text -> files.put(file, text));
            }
        }
        return new Material(manifest, material.ledger(), files);
    }

    private static String asSeenBySecond(String text) {
        JsonNode rows = Material.JSON.readTree(text);
        for (JsonNode row : rows) {
            String name = row.path("name").asString();
            if (name.equals(FIRST) || name.equals(SECOND)) {
                ((ObjectNode) row).put("status", name.equals(SECOND) ? "self" : "connected");
            }
        }
        return rows.toString();
    }

    /** What the second node itself answered to the same question at first. */
    private static Optional<String> own(Material material, ObjectNode asked) {
        return material.ledger().stream()
                .filter(call -> Clocks.isOf(call, SECOND) && Material.tool(call).equals(Material.tool(asked)))
                .filter(call -> material.files().containsKey(Material.file(call)))
                .findFirst()
                .map(call -> material.files().get(Material.file(call)));
    }
}
