package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.archive.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sample whose entry node has as many processes as wanted, in as many complete lists as wanted, and that has as many further nodes like it. The processes that it
 * has more repeat those that were recorded, with pids of their own; nothing of it is in memory but one row of each kind.
 */
public final class CrowdedSample {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();
    private static final String LEDGER = "calls.jsonl";
    private static final String MANIFEST = "manifest.json";
    private static final String SUMS = "SHA256SUMS";
    private static final String ROOT = "b/";
    private static final String PID = "%PID%";
    private static final long FIRST_PID = 10_000_000;
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Bundle sample;
    private final String entry;
    private final Map<String, String> sums = new TreeMap<>();
    private final StringBuilder ledger = new StringBuilder();
    private final ZipOutputStream zip;
    private long lastId;

    private CrowdedSample(Bundle sample, OutputStream out) {
        this.sample = sample;
        this.entry = sample.manifest().capture().entry().node();
        this.zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /**
     * Writes one.
     *
     * @param nodes that are crowded: the entry node, and further ones
     * @param processes in each complete list of theirs
     * @param readings complete lists of each of them
     */
    public static Path write(Path sample, Path file, int nodes, int processes, int readings) throws IOException {
        try (Bundle read = Bundle.open(sample);
                OutputStream out = Files.newOutputStream(file)) {
            new CrowdedSample(read, out).write(nodes, processes, readings);
        }
        return file;
    }

    private void write(int nodes, int processes, int readings) throws IOException {
        List<ObjectNode> lists = new ArrayList<>();
        List<ObjectNode> infos = new ArrayList<>();
        List<ObjectNode> others = new ArrayList<>();
        sample.text(LEDGER)
                .lines()
                .map(line -> (ObjectNode) JSON.readTree(line))
                .forEach(call -> {
                    boolean here = call.path("node").asString("").equals(entry)
                            && call.path("outcome").asString("").equals("ok");
                    boolean list = here
                            && call.path("tool").asString("").equals("process_list")
                            && call.path("arguments").path("limit").asInt(0) == -1;
                    boolean info = here && call.path("tool").asString("").equals("node_info");
                    lastId = Math.max(lastId, call.path("id").asLong(0));
                    (list ? lists : info ? infos : others).add(call);
                });
        for (ObjectNode call : others) {
            ledger.append(call).append('\n');
        }
        for (String file : sample.files()) {
            boolean replaced = List.of(LEDGER, MANIFEST, SUMS).contains(file)
                    || lists.stream()
                            .anyMatch(call -> call.path("file").asString("").equals(file))
                    || infos.stream()
                            .anyMatch(call -> call.path("file").asString("").equals(file));
            if (!replaced) {
                put(file, out -> sample.open(file).transferTo(out));
            }
        }
        for (int node = 1; node <= nodes; node++) {
            String name = node == 1 ? entry : String.format("crowd%03d@localhost", node);
            for (int reading = 1; reading <= readings; reading++) {
                ObjectNode list = lists.get(Math.min(reading, lists.size()) - 1);
                ObjectNode info = infos.get(Math.min(reading, infos.size()) - 1);
                long later = (long) Math.max(0, reading - lists.size()) * BETWEEN.toSeconds();
                tell(info, name, "node_info", reading, later, out -> out.write(info(info, name, processes, later)));
                tell(list, name, "process_list.all", reading, later, out -> rows(list, processes, later, out));
            }
        }
        put(LEDGER, out -> out.write(bytes(ledger.toString())));
        put(MANIFEST, out -> out.write(bytes(manifest(nodes))));
        StringBuilder lines = new StringBuilder();
        sums.forEach((file, sum) -> lines.append(sum).append("  ").append(file).append('\n'));
        put(SUMS, out -> out.write(bytes(lines.toString())));
        zip.finish();
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private long put(String file, Content content) throws IOException {
        MessageDigest digest = Sha256.digest();
        zip.putNextEntry(new ZipEntry(ROOT + file));
        long[] bytes = {0};
        content.write(new DigestOutputStream(zip, digest) {
            @Override
            public void write(byte[] from, int start, int length) throws IOException {
                super.write(from, start, length);
                bytes[0] += length;
            }

            @Override
            public void write(int one) throws IOException {
                super.write(one);
                bytes[0]++;
            }
        });
        zip.closeEntry();
        sums.put(file, HexFormat.of().formatHex(digest.digest()));
        return bytes[0];
    }

    /** Writes a reply and its line of the ledger, both made from a recorded one. */
    private void tell(ObjectNode recorded, String node, String kind, int reading, long later, Content content)
            throws IOException {
        String file = String.format("nodes/%s/%s.%03d.json", node, kind, reading);
        long bytes = put(file, content);
        lastId++;
        ObjectNode call = recorded.deepCopy()
                .put("id", lastId)
                .put("node", node)
                .put("reading", reading)
                .put("file", file)
                .put("bytes", bytes)
                .put("sha256", sums.get(file))
                .put(
                        "started",
                        Instant.parse(recorded.path("started").asString(""))
                                .plusSeconds(later)
                                .toString());
        call.remove("rows");
        ledger.append(call).append('\n');
    }

    private byte[] info(ObjectNode recorded, String node, int processes, long later) {
        ObjectNode info =
                (ObjectNode) JSON.readTree(sample.text(recorded.path("file").asString("")));
        info.put("Name", node);
        info.put("ProcessesTotal", processes - 1);
        info.put("Uptime", info.path("Uptime").asLong(0) + later);
        return bytes(PRETTY.writeValueAsString(info));
    }

    private void rows(ObjectNode recorded, int processes, long later, OutputStream out) throws IOException {
        List<String> all = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (JsonNode row : JSON.readTree(sample.text(recorded.path("file").asString("")))) {
            ObjectNode now = ((ObjectNode) row).put("Uptime", row.path("Uptime").asLong(0) + later);
            all.add(element(now));
            boolean odd = !row.path("Name").asString("").isEmpty()
                    || row.path("MessagesMailbox").asLong(0) > 0
                    || row.path("Application").asString("").equals("mcp_app");
            if (!odd) {
                plain.add(element(now.deepCopy().put("PID", "<1B30E9C5.0." + PID + ">")));
            }
        }
        out.write(bytes("[\n  "));
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < processes; i++) {
            some.append(i == 0 ? "" : ",\n  ");
            some.append(
                    i < all.size()
                            ? all.get(i)
                            : plain.get(i % plain.size()).replace(PID, String.valueOf(FIRST_PID + i)));
            if (some.length() > 1 << 16) {
                out.write(bytes(some.toString()));
                some.setLength(0);
            }
        }
        out.write(bytes(some.append("\n]\n").toString()));
    }

    private static String element(ObjectNode row) {
        return PRETTY.writeValueAsString(row).replace("\n", "\n  ");
    }

    private String manifest(int nodes) {
        ObjectNode manifest = (ObjectNode) JSON.readTree(sample.text(MANIFEST));
        for (int node = 2; node <= nodes; node++) {
            ((ArrayNode) manifest.path("nodes"))
                    .addObject()
                    .put("name", String.format("crowd%03d@localhost", node))
                    .put("state", "captured")
                    .putArray("known_from")
                    .add("cluster_nodes");
        }
        // else all of it is looked through for secrets first, which is another work
        ((ObjectNode) manifest.path("redaction")).put("applied", true);
        return manifest.toPrettyString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
