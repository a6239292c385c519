package ergodiag.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A bundle as a capture writes it that asked an Observer, made by asking a replay. */
final class ObservedBundle {
    private final ObserverCaller observer;
    private final ManualTime time;
    private final Path folder;
    private final StringBuilder ledger = new StringBuilder();
    private int calls;

    private ObservedBundle(ObserverCaller observer, ManualTime time, Path folder) {
        this.observer = observer;
        this.time = time;
        this.folder = folder;
    }

    /** Asks for everything twice, half a minute apart, and for the map in between. */
    static void capture(ObserverCaller observer, ManualTime time, Path folder) throws IOException {
        ObservedBundle bundle = new ObservedBundle(observer, time, folder);
        bundle.keep(
                "",
                "tools_list",
                "{}",
                "",
                "{\"tools\":"
                        + Caller.JSON
                                .readTree(observer.ask("tools/list", "", "").body())
                                .at("/result/tools") + "}");
        observer.read("ergo://node1@localhost/log");
        bundle.round();
        for (int i = 0; i < 9; i++) {
            time.pass(Duration.ofSeconds(3));
            bundle.map();
        }
        time.pass(Duration.ofSeconds(3));
        bundle.round();
        StringBuilder log = new StringBuilder();
        observer.value("ergo://node1@localhost/log")
                .forEach(batch ->
                        batch.path("Entries").forEach(entry -> log.append(entry).append('\n')));
        bundle.keep("node1@localhost", "lens_log", "{}", "", log.toString(), "log.jsonl");
        Files.writeString(folder.resolve("calls.jsonl"), bundle.ledger);
    }

    private void map() throws IOException {
        keep("", "cluster_map", "{}", "", observer.value("ergo://cluster").toString());
    }

    private void round() throws IOException {
        map();
        for (JsonNode node : observer.value("ergo://cluster").path("Nodes")) {
            if (node.path("Status").asString().equals("reachable")) {
                round(node.at("/Info/Name").asString());
            }
        }
    }

    private void round(String node) throws IOException {
        for (String tool : new String[] {
            "node", "capabilities", "connections", "network", "applications", "goroutines", "cron", "registrar_nodes"
        }) {
            tool(node, tool, "{}", "");
        }
        tool(node, "heap_profile", "{\"limit\":1000}", "");
        tool(node, "events", "{\"limit\":1000}", ",\"list\":\"all\",\"part\":1,\"complete\":true");
        tool(node, "processes", "{\"scan\":\"all\",\"limit\":10000}", ",\"list\":\"all\",\"part\":1,\"complete\":true");
        for (JsonNode row :
                observer.json("processes", "{\"node\":\"" + node + "\"}").path("Processes")) {
            String pid = row.path("PID").asString();
            if (row.path("Kind").asString().equals("supervisor")) {
                tool(node, "process_state", "{\"pid\":\"" + pid + "\"}", "");
                keep(
                        node,
                        "lens_process",
                        "{\"pid\":\"" + pid + "\"}",
                        "",
                        observer.value("ergo://" + node + "/process/" + pid).toString());
            }
        }
    }

    private void tool(String node, String tool, String arguments, String fields) throws IOException {
        ObjectNode all = (ObjectNode) Caller.JSON.readTree(arguments);
        keep(
                node,
                tool,
                arguments,
                fields,
                observer.text(tool, all.put("node", node).toString()));
    }

    private void keep(String node, String tool, String arguments, String fields, String text) throws IOException {
        keep(node, tool, arguments, fields, text, "json");
    }

    private void keep(String node, String tool, String arguments, String fields, String text, String ending)
            throws IOException {
        calls++;
        Instant now = time.now();
        String file = "nodes/" + (node.isEmpty() ? "cluster" : node) + "/" + tool + "." + calls + "." + ending;
        ledger.append("{\"id\":" + calls + ",\"node\":\"" + node + "\",\"dialect\":\"observer\",\"tool\":\"" + tool
                + "\",\"arguments\":" + arguments + fields + ",\"reading\":" + calls + ",\"started\":\"" + now
                + "\",\"took_ms\":0,\"outcome\":\"ok\",\"file\":\"" + file + "\"}\n");
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
