package ergodiag.verdicts;

import ergodiag.bundle.Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same cluster among many more healthy nodes, or with many more healthy processes. */
final class Crowds {
    private static final int MORE = 9;
    private static final String DONOR = "node2@localhost";
    private static final String DONOR_PREFIX = "08151198";
    /** Two of every so many readings are enough to be healthy by. */
    private static final int EVERY = 8;

    private static final Set<String> KEPT = Set.of(
            "node_info",
            "runtime_stats",
            "process_list",
            "event_list",
            "app_list",
            "network_info",
            "network_acceptors",
            "network_nodes",
            "network_ping",
            "pprof_cpu",
            "pprof_heap",
            "pprof_goroutines",
            "sample_listen");

    private Crowds() {}

    /** Ten times the nodes, in a full mesh: each new one is a node of the healthy recording. */
    static Material nodes(Material material, Path healthy) {
        Material donor;
        try (Bundle bundle = Bundle.open(healthy)) {
            donor = Clocks.shifted(Material.of(bundle), Duration.between(started(bundle), started(material)));
        }
        List<ObjectNode> kept = donor.ledger().stream().filter(Crowds::isKept).toList();
        Map<String, Instant> listed = lastListed(material);
        List<String> names = new ArrayList<>();
        int copies = MORE * material.manifest().path("nodes").size();
        for (int i = 1; i <= copies; i++) {
            names.add(String.format(Locale.ROOT, "extra%02d@localhost", i));
        }
        List<ObjectNode> ledger = new ArrayList<>(
                material.ledger().stream().map(ObjectNode::deepCopy).toList());
        Map<String, String> files = new LinkedHashMap<>(material.files());
        for (ObjectNode call : ledger) {
            if (Material.tool(call).equals("network_nodes") && files.containsKey(Material.file(call))) {
                JsonNode rows = Material.JSON.readTree(files.get(Material.file(call)));
                if (rows.isArray() && !rows.isEmpty()) {
                    names.forEach(name -> ((ArrayNode) rows).add(link(rows.get(0), name, call, material)));
                    files.put(Material.file(call), rows.toString());
                }
            }
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String prefix = String.format(Locale.ROOT, "%08X", 0xABCD0000 + i);
            UnaryOperator<String> renamed = text -> text.replace(DONOR, name).replace(DONOR_PREFIX, prefix);
            for (ObjectNode call : kept) {
                ObjectNode copy = (ObjectNode) Material.JSON.readTree(renamed.apply(call.toString()));
                copy.put("id", 100_000L * (i + 1) + call.path("id").asLong());
                String file = Material.file(copy);
                String text = donor.files().getOrDefault(Material.file(call), "");
                if (!isToTheGone(copy, listed)) {
                    files.put(
                            file,
                            Material.tool(call).equals("network_nodes")
                                    ? peers(Material.JSON.readTree(text), copy, name, names, listed, material)
                                    : renamed.apply(text));
                    ledger.add(copy);
                }
            }
        }
        ObjectNode manifest = material.manifest().deepCopy();
        names.forEach(name -> ((ArrayNode) manifest.path("nodes"))
                .addObject()
                .put("name", name)
                .put("state", "captured")
                .putArray("known_from")
                .add("cluster_nodes"));
        return new Material(manifest, ledger, files);
    }

    private static Instant started(Bundle bundle) {
        return bundle.manifest().capture().started();
    }

    private static Instant started(Material material) {
        return Instant.parse(material.manifest().path("capture").path("started").asString());
    }

    private static boolean isKept(ObjectNode call) {
        int reading = call.path("reading").asInt(0);
        boolean often = !Set.of("pprof_goroutines", "pprof_heap", "app_list", "network_ping", "pprof_cpu")
                .contains(Material.tool(call));
        return call.path("node").asString("").equals(DONOR)
                && KEPT.contains(Material.tool(call))
                && !call.path("arguments").path("debug").asString("").equals("2")
                && (!often || reading % EVERY <= 1);
    }

    /** When somebody listed a node for the last time. */
    private static Map<String, Instant> lastListed(Material material) {
        Map<String, Instant> last = new HashMap<>();
        for (ObjectNode call : material.ledger()) {
            if (Material.tool(call).equals("network_nodes")) {
                for (JsonNode row : Material.JSON.readTree(material.files().getOrDefault(Material.file(call), "[]"))) {
                    last.merge(row.path("Node").asString(), at(call), (one, other) -> one.isAfter(other) ? one : other);
                }
            }
        }
        return last;
    }

    private static Instant at(JsonNode call) {
        return Instant.parse(call.path("started").asString());
    }

    private static boolean isToTheGone(JsonNode call, Map<String, Instant> listed) {
        String to = call.path("arguments").path("name").asString("");
        return listed.containsKey(to) && at(call).isAfter(listed.get(to));
    }

    private static String peers(
            JsonNode rows, JsonNode call, String own, List<String> names, Map<String, Instant> listed, Material at) {
        ArrayNode peers = Material.JSON.createArrayNode();
        listed.forEach((name, last) -> {
            if (!at(call).isAfter(last.plusMillis(500))) {
                peers.add(link(rows.get(0), name, call, at));
            }
        });
        names.stream().filter(name -> !name.equals(own)).forEach(name -> peers.add(link(rows.get(0), name, call, at)));
        return peers.toString();
    }

    /** One side of a connection over which nothing was sent of late; the other side tells the same. */
    private static JsonNode link(JsonNode like, String peer, JsonNode call, Material material) {
        long seconds = Math.max(0, Duration.between(started(material), at(call)).toSeconds());
        ObjectNode row = ((ObjectNode) like.deepCopy())
                .put("Node", peer)
                .put("Uptime", 70 + seconds)
                .put("ConnectionUptime", 65 + seconds)
                .put("Reconnections", 0)
                .putNull("PoolDSN");
        for (String field : List.of("MessagesIn", "MessagesOut", "BytesIn", "BytesOut")) {
            row.put(field, 9000);
        }
        if (row.has("FragmentTimeouts")) {
            row.put("FragmentTimeouts", 0);
        }
        if (row.has("PoolLen")) {
            row.put("PoolLen", row.path("PoolSize").asInt());
        }
        return row;
    }

    /** Ten times the processes: families of twenty behaviours that do nothing wrong. */
    static Material processes(Material material) {
        Map<String, Integer> more = new HashMap<>();
        for (ObjectNode call : material.ledger()) {
            if (isWhole(call)) {
                more.computeIfAbsent(
                        call.path("node").asString(),
                        node -> MORE
                                * Material.JSON
                                        .readTree(material.files().getOrDefault(Material.file(call), "[]"))
                                        .size());
            }
        }
        return material.replies((call, reply) -> {
            int count = more.getOrDefault(call.path("node").asString(""), 0);
            if (Material.tool(call).equals("node_info") && reply instanceof ObjectNode info) {
                for (String field : List.of("ProcessesTotal", "ProcessesSpawned")) {
                    info.put(field, info.path(field).asLong() + count);
                }
            }
            if (isWhole(call) && reply instanceof ArrayNode rows && !rows.isEmpty()) {
                ObjectNode like = (ObjectNode) rows.get(0);
                for (int i = 0; i < count; i++) {
                    rows.add(bystander(like, i));
                }
            }
            return reply;
        });
    }

    private static boolean isWhole(JsonNode call) {
        return Material.tool(call).equals("process_list")
                && call.path("arguments").size() == 1
                && call.path("arguments").path("limit").asInt(0) == -1;
    }

    private static JsonNode bystander(ObjectNode like, int number) {
        String pid = like.path("PID").asString();
        ObjectNode row = like.deepCopy()
                .put("PID", pid.substring(0, pid.lastIndexOf('.') + 1) + (5_000_000 + number) + ">")
                .put("Name", number % 3 == 0 ? "bystander_" + number : "")
                .put("Application", "crowd_app")
                .put("Behavior", "crowd.Bystander" + number % 20)
                .put("MessagesIn", 40 + number)
                .put("MessagesOut", number)
                .put("MessagesMailbox", 0)
                .put("RunningTime", 250_000)
                .put("InitTime", 4000)
                .put("Wakeups", 40 + number)
                .put("State", "sleep");
        if (row.path("MailboxLatency").asLong() > 0) {
            row.put("MailboxLatency", 0);
        }
        if (row.has("StateTime")) {
            row.put("StateTime", 1_000_000_000L * row.path("Uptime").asLong());
        }
        if (row.has("Kind")) {
            row.put("Kind", "actor");
        }
        return row;
    }
}
