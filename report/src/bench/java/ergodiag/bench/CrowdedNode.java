package ergodiag.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A cluster of two recorded nodes of which the second one, behind the wall, is given many processes. */
final class CrowdedNode {
    /** The node with the processes. */
    static final String NAME = WideCluster.name(2);

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final long SEED = 4;
    private static final int BEHAVIOURS = 10;
    private static final int HOURS_IN_SECONDS = 6 * 3600;
    private static final int SAME_SECOND = 75;

    /** How its processes came to be. */
    enum MakeUp {
        OVER_HOURS_NAMED("born over six hours, named"),
        ONE_SECOND_UNNAMED("born in one second, unnamed, ten behaviours");

        private final String words;

        MakeUp(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private CrowdedNode() {}

    /** Writes the cluster as a plain folder. */
    static Path of(Path sample, int processes, MakeUp makeUp, Path folder) throws IOException {
        WideCluster.of(sample, 2, folder);
        Path ledger = folder.resolve("calls.jsonl");
        List<String> lines = new ArrayList<>();
        boolean counted = false;
        for (String line : Files.readAllLines(ledger)) {
            ObjectNode call = (ObjectNode) JSON.readTree(line);
            String tool = call.path("tool").asString("");
            boolean crowded = call.path("node").asString("").equals(NAME);
            if (crowded && tool.equals("node_info") && !counted) {
                Path file = folder.resolve(call.path("file").asString(""));
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replaceFirst("\"ProcessesTotal\": \\d+", "\"ProcessesTotal\": " + processes));
                lines.add(line(call, file));
                counted = true;
            } else if (!crowded || !tool.equals("node_info") && !tool.equals("process_list")) {
                lines.add(line);
            }
        }
        ObjectNode list = JSON.createObjectNode().put("id", lines.size() + 1).put("node", NAME);
        list.put("tool", "process_list").put("started", started(lines)).put("took_ms", 1.0);
        list.putObject("arguments").put("limit", -1);
        list.put("outcome", "ok").put("reading", 1).put("rows", processes);
        list.put("file", "nodes/" + NAME + "/process_list.crowd.001.json");
        Path rows = folder.resolve(list.path("file").asString(""));
        write(rows, processes, makeUp);
        lines.add(line(list, rows));
        Files.write(ledger, lines);
        return folder;
    }

    private static String started(List<String> lines) {
        return JSON.readTree(lines.get(lines.size() / 2)).path("started").asString("");
    }

    private static String line(ObjectNode call, Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            call.put("bytes", Files.size(file)).put("sha256", HexFormat.of().formatHex(digest.digest()));
            return JSON.writeValueAsString(call);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Oldest first, as a sort by uptime leaves them: a replay that need not sort is as fast as a node. */
    private static void write(Path file, int processes, MakeUp makeUp) throws IOException {
        Random random = new Random(SEED);
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int i = 0; i < processes; i++) {
                out.write(i == 0 ? "[" : ",");
                out.write(row(i, processes, makeUp, random));
            }
            out.write("\n]");
        }
    }

    private static String row(int i, int processes, MakeUp makeUp, Random random) {
        boolean named = makeUp == MakeUp.OVER_HOURS_NAMED;
        long uptime = named ? HOURS_IN_SECONDS - (long) HOURS_IN_SECONDS * i / processes + 1 : SAME_SECOND;
        int in = random.nextInt(1_000_000);
        return String.format(
                Locale.ROOT,
                """

                  {
                    "PID": "\\u003c08151198.0.%d\\u003e",
                    "Name": "%s",
                    "Application": "session_app",
                    "Behavior": "main.Session%s",
                    "Kind": "actor",
                    "MessagesIn": %d,
                    "MessagesOut": %d,
                    "MessagesMailbox": %d,
                    "MailboxLatency": 0,
                    "RunningTime": %d,
                    "InitTime": %d,
                    "Wakeups": %d,
                    "Uptime": %d,
                    "State": "sleep",
                    "StateTime": 75163281105,
                    "Parent": "\\u003c08151198.0.1029\\u003e",
                    "Leader": "\\u003c08151198.0.1\\u003e",
                    "LogLevel": "info"
                  }\
                """,
                1000 + i,
                named ? String.format(Locale.ROOT, "session_%06d", i) : "",
                (char) ('A' + i % BEHAVIOURS),
                in,
                random.nextInt(1_000_000),
                random.nextInt(100) == 0 ? random.nextInt(50) : 0,
                random.nextInt(1_000_000_000),
                random.nextInt(100_000),
                1 + random.nextInt(in + 1),
                uptime);
    }
}
