package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wide cluster made from a recorded one of three nodes: node 4 is what node 1 was, node 5 what node 2 was, and so on, each with its own
 * name and linked to all others. PIDs stay. Replies in which no node is named are stored once and shared by the ledger.
 */
final class WideCluster {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int RECORDED = 3;
    /** Every so many recorded readings of the links are kept: each names every peer, so that they are the bulk of a wide cluster. */
    private static final int LINKS_KEPT = 4;

    private static final Set<String> OWN_NAME = Set.of("node_info", "network_info");
    private static final Set<String> REPLACED =
            Set.of("network_nodes", "network_node_info", "network_ping", "registrar_resolve", "cluster_nodes");

    private final Bundle source;
    private final Path folder;
    private final int nodes;
    private final BufferedWriter ledger;
    private final Map<Integer, Map<Integer, Map<String, JsonNode>>> links = new TreeMap<>();
    private int calls;

    private WideCluster(Bundle source, Path folder, int nodes) throws IOException {
        this.source = source;
        this.folder = folder;
        this.nodes = nodes;
        this.ledger = Files.newBufferedWriter(folder.resolve("calls.jsonl"));
    }

    /** Writes the cluster as a plain folder. */
    static Path of(Path sample, int nodes, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Bundle source = Bundle.open(sample)) {
            WideCluster wide = new WideCluster(source, folder, nodes);
            try (wide.ledger) {
                wide.write();
            }
        }
        return folder;
    }

    static String name(int node) {
        return "node" + node + "@localhost";
    }

    /** Which of the recorded nodes a node is like. */
    private static int like(int node) {
        return (node - 1) % RECORDED + 1;
    }

    private void write() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), JSON.writeValueAsString(manifest()));
        for (JsonNode line : read("calls.jsonl").lines().map(JSON::readTree).toList()) {
            ObjectNode call = (ObjectNode) line;
            String tool = call.path("tool").asString("");
            String node = call.path("node").asString("");
            if (REPLACED.contains(tool)) {
                replaced(call, tool, node);
            } else if (node.isEmpty()) {
                ledger(call, read(call.path("file").asString("")));
            } else {
                copies(call, tool, node);
            }
        }
        for (int from = 1; from <= nodes; from++) {
            pings(from);
        }
    }

    private ObjectNode manifest() throws IOException {
        ObjectNode manifest = (ObjectNode) JSON.readTree(read("manifest.json"));
        ArrayNode list = manifest.putArray("nodes");
        for (int node = 1; node <= nodes; node++) {
            ObjectNode entry = list.addObject().put("name", name(node)).put("state", "captured");
            entry.putArray("known_from").add("cluster_nodes");
        }
        return manifest;
    }

    private void copies(ObjectNode call, String tool, String node) throws IOException {
        String file = call.path("file").asString("");
        String text = file.isEmpty() ? "" : read(file);
        for (int copy = number(node); copy <= nodes; copy += RECORDED) {
            ObjectNode mine = call.deepCopy().put("node", name(copy));
            if (OWN_NAME.contains(tool)) {
                mine.put("file", file.replace(node, name(copy)));
                ledger(mine, text.replace(node, name(copy)));
            } else {
                ledger(mine, text);
            }
        }
    }

    private void replaced(ObjectNode call, String tool, String node) throws IOException {
        if (tool.equals("cluster_nodes")) {
            ledger(call, clusterNodes());
        } else if (tool.equals("network_nodes") && node.isEmpty()) {
            ledger(call, peers(1, 1));
        } else if (tool.equals("network_nodes") && call.path("reading").asInt(1) % LINKS_KEPT == 1) {
            for (int copy = number(node); copy <= nodes; copy += RECORDED) {
                String file = call.path("file").asString("").replace(node, name(copy));
                ledger(
                        call.deepCopy().put("node", name(copy)).put("file", file),
                        peers(copy, call.path("reading").asInt(1)));
            }
        } else if (tool.equals("registrar_resolve")
                && call.path("arguments").path("name").asString("").equals(name(2))) {
            routes(call, node);
        }
    }

    private void routes(ObjectNode call, String node) throws IOException {
        String text = read(call.path("file").asString(""));
        for (int to = 1; to <= nodes; to++) {
            ObjectNode mine = call.deepCopy().put("node", node);
            mine.putObject("arguments").put("name", name(to));
            ledger(mine, text);
        }
    }

    private String clusterNodes() {
        ArrayNode list = JSON.createArrayNode();
        for (int node = 1; node <= nodes; node++) {
            list.addObject().put("name", name(node)).put("status", node == 1 ? "self" : "connected");
        }
        return list.toPrettyString();
    }

    /** The links of a node: to each peer as between the two recorded nodes that the ends are like; between two alike as to a third. */
    private String peers(int node, int reading) throws IOException {
        ArrayNode list = JSON.createArrayNode();
        for (int peer = 1; peer <= nodes; peer++) {
            if (peer != node) {
                int from = like(node);
                int to = like(peer);
                if (from == to) {
                    int third = from % RECORDED + 1;
                    from = node < peer ? from : third;
                    to = node < peer ? third : to;
                }
                ObjectNode link = (ObjectNode) recordedLinks(from, reading)
                        .getOrDefault(name(to), JSON.createObjectNode())
                        .deepCopy();
                list.add(link.put("Node", name(peer)));
            }
        }
        return list.toPrettyString();
    }

    private Map<String, JsonNode> recordedLinks(int node, int reading) throws IOException {
        Map<Integer, Map<String, JsonNode>> readings = links.computeIfAbsent(node, any -> new TreeMap<>());
        if (!readings.containsKey(reading)) {
            Map<String, JsonNode> byPeer = new LinkedHashMap<>();
            for (Call call : source.calls()) {
                if (call.tool().equals("network_nodes")
                        && call.node().equals(name(node))
                        && call.reading().orElse(0) == reading
                        && call.file().isPresent()) {
                    JSON.readTree(read(call.file().get()))
                            .forEach(link -> byPeer.put(link.path("Node").asString(""), link));
                }
            }
            readings.put(reading, byPeer);
        }
        return readings.get(reading);
    }

    private void pings(int from) throws IOException {
        for (int to = 1; to <= nodes; to++) {
            ObjectNode call = JSON.createObjectNode().put("node", name(from)).put("tool", "network_ping");
            call.putObject("arguments").put("name", name(to));
            call.put("started", source.manifest().capture().started().toString())
                    .put("took_ms", 0.5);
            call.put("outcome", "ok").put("reading", 1);
            call.put("file", "nodes/" + name(from) + "/network_ping." + name(to) + ".001.txt");
            if (to != from) {
                ledger(call, "ping " + name(to) + ": rtt 0.20ms");
            }
        }
    }

    private void ledger(ObjectNode call, String text) throws IOException {
        String file = call.path("file").asString("");
        if (!file.isEmpty()) {
            Path path = folder.resolve(file);
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            if (!Files.exists(path)) {
                Files.createDirectories(path.getParent());
                Files.write(path, content);
            }
            call.put("bytes", content.length).put("sha256", Sha256.of(content));
        }
        calls++;
        ledger.write(JSON.writeValueAsString(call.put("id", calls)));
        ledger.newLine();
    }

    private String read(String file) throws IOException {
        if (file.isEmpty()) {
            return "";
        }
        try (InputStream in = source.files().contains(file) ? source.open(file) : InputStream.nullInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int number(String node) {
        return Integer.parseInt(node.substring("node".length(), node.indexOf('@')));
    }
}
