package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Dialect;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a replay does as an Observer beyond the exchanges of the contract. */
class ObserverReplayTest {
    private static final String NODE = "node2@localhost";

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();

    private ObserverCaller observer(String sample) {
        return ObserverCaller.of(sample, ReplayOptions.asRecorded().withTime(time));
    }

    private static String about(String more) {
        return "{\"node\":\"" + NODE + "\"" + more + "}";
    }

    @Test
    void theWholeListComesInPagesToo() {
        try (ObserverCaller observer = observer("overload-and-stuck-call")) {
            JsonNode whole = observer.json("processes", about(",\"limit\":5000"));
            assertThat(whole.path("Truncated").asBoolean()).isFalse();
            List<String> paged = new ArrayList<>();
            long start = 0;
            for (boolean more = true; more; ) {
                JsonNode page =
                        observer.json("processes", about(",\"scan\":\"ordered\",\"limit\":7,\"start\":" + start));
                page.path("Processes").forEach(row -> paged.add(row.path("PID").asString()));
                start = Long.parseLong(paged.get(paged.size() - 1).split("[:.]")[1]) + 1;
                more = page.path("Truncated").asBoolean();
            }
            assertThat(paged).isEqualTo(whole.path("Processes").findValuesAsString("PID"));
            assertThat(observer.json("processes", about(",\"limit\":3"))
                            .path("Truncated")
                            .asBoolean())
                    .isTrue();
            assertThat(observer.text("processes", about(",\"scan\":\"ordered\",\"start\":5")))
                    .isEqualTo("failed: node " + NODE + ": incorrect value or argument");
        }
    }

    @Test
    void aStateThatTimedOutInTheRecordingTakesFiveSeconds() {
        try (ObserverCaller observer = observer("overload-and-stuck-call")) {
            time.pass(Duration.ofSeconds(20));
            String stuck = observer.json("processes", about(",\"state\":\"wait response\""))
                    .at("/Processes/0/PID")
                    .asString();
            Instant asked = time.now();
            assertThat(observer.text("process_state", about(",\"pid\":\"" + stuck + "\"")))
                    .isEqualTo("failed: node " + NODE + ": timed out");
            assertThat(Duration.between(asked, time.now())).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void aNodeThatFellSilentIsWaitedFor() throws IOException {
        StringBuilder ledger = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            boolean answers = i < 2;
            ledger.append(
                    "{\"id\":" + i + ",\"node\":\"" + (i == 0 ? "a@host" : "b@host")
                            + "\",\"tool\":\"node_info\",\"arguments\":{},\"started\":\"2026-11-23T21:02:0" + i
                            + "Z\",\"took_ms\":1,"
                            + (answers
                                    ? "\"outcome\":\"ok\",\"file\":\"info\"}\n"
                                    : "\"outcome\":\"timeout\",\"error\":{\"message\":\"remote call to 'b@host' failed: timed out\"}}\n"));
        }
        Files.writeString(folder.resolve("calls.jsonl"), ledger);
        Files.writeString(folder.resolve("info"), "{\n  \"Name\": \"x\",\n  \"Uptime\": 5\n}");
        ReplayOptions options = ReplayOptions.asRecorded().as(Dialect.OBSERVER).withTime(time);
        try (ObserverCaller observer = ObserverCaller.of(folder, options)) {
            time.pass(Duration.ofSeconds(10));
            Instant asked = time.now();
            assertThat(observer.text("node", "{\"node\":\"b@host\"}")).isEqualTo("failed: node b@host: timed out");
            assertThat(Duration.between(asked, time.now())).isEqualTo(Duration.ofSeconds(5));
            JsonNode lens = observer.read("ergo://b@host/network").path("error");
            assertThat(lens.path("code").asInt()).isEqualTo(-32603);
            assertThat(lens.path("message").asString()).isEqualTo("timed out");
            assertThat(Duration.between(asked, time.now())).isEqualTo(Duration.ofSeconds(15));
            JsonNode map = observer.value("ergo://cluster");
            assertThat(map.at("/Nodes/1/Reason").asString()).isEqualTo("timed out");
            assertThat(observer.server().statistics().callsByTool())
                    .containsEntry("node", 1L)
                    .containsEntry("lens_network", 1L)
                    .containsEntry("cluster_map", 1L);
        }
    }

    @Test
    void idsOfANodeUnderAnotherNameAreItsOwn() throws IOException {
        Files.writeString(
                folder.resolve("calls.jsonl"),
                "{\"id\":1,\"node\":\"b@host\",\"tool\":\"node_info\",\"arguments\":{},\"started\":\"2026-11-23T21:02:09Z\","
                        + "\"took_ms\":0,\"outcome\":\"ok\",\"file\":\"info\"}\n"
                        + "{\"id\":2,\"node\":\"b@host\",\"tool\":\"process_list\",\"arguments\":{\"limit\":-1},"
                        + "\"started\":\"2026-11-23T21:02:09Z\",\"took_ms\":0,\"outcome\":\"ok\",\"file\":\"rows\"}\n");
        Files.writeString(folder.resolve("info"), "{\"Name\":\"b@host\",\"Uptime\":9}");
        Files.writeString(
                folder.resolve("rows"),
                "[{\"PID\":\"<1B30E9C5.1.2>\",\"Name\":\"one\",\"MessagesIn\":18446744073709551615,\"Parent\":\"<1B30E9C5.0.1>\"}]");
        ReplayOptions options = ReplayOptions.asRecorded().as(Dialect.OBSERVER).withTime(time);
        long started = time.now().getEpochSecond() - 9;
        try (ObserverCaller observer = ObserverCaller.of(folder, options)) {
            JsonNode row = observer.json("processes", "{\"node\":\"b@host\"}").at("/Processes/0");
            assertThat(row.path("PID").asString()).isEqualTo("b@host:4294967298." + started);
            assertThat(row.path("Parent").asString()).isEqualTo("b@host:1." + started);
            assertThat(row.path("MessagesIn").toString()).startsWith("1844674407370955");
            assertThat(row.path("Leader").asString()).isEmpty();
        }
    }

    @Test
    void clockUptimeAndStartOfANodeAgree() {
        try (ObserverCaller observer = observer("healthy-three-nodes")) {
            String creation =
                    observer.json("capabilities", about("")).path("Creation").asString();
            time.pass(Duration.ofSeconds(33));
            JsonNode info = observer.json("node", about("")).path("Info");
            Instant clock = Instant.parse(info.path("ServerTime").asString());
            assertThat(Duration.between(clock, time.now()).abs()).isLessThan(Duration.ofMillis(100));
            assertThat(clock.getEpochSecond() - info.path("Uptime").asLong())
                    .isBetween(Long.parseLong(creation) - 1, Long.parseLong(creation) + 1);
            assertThat(observer.json("capabilities", about("")).path("Creation").asString())
                    .isEqualTo(creation);
        }
    }

    @Test
    void whatWasNotRecordedIsRefused() {
        try (ObserverCaller observer = observer("healthy-three-nodes")) {
            assertThat(observer.text("types", about(""))).startsWith("failed: not recorded: ");
            JsonNode stream =
                    observer.read("ergo://" + NODE + "/stream/market_ticks").path("error");
            assertThat(stream.path("code").asInt()).isEqualTo(-32603);
            assertThat(stream.path("message").asString()).startsWith("not recorded: ");
        }
    }

    @Test
    void aReadingThatIsNoneIsAbsent() {
        try (ObserverCaller observer = observer("healthy-three-nodes")) {
            for (String[] wrong : new String[][] {
                {"ergo://" + NODE + "/nolens", "there is no lens \"nolens\""},
                {"http://x", "uri \"http://x\": want ergo://node[/watch/key]/lens[/target][?scope]"},
                {"ergo://" + NODE + "/processes?minMailbox=x", "minMailbox=\"x\" is not a number"},
                {"ergo://" + NODE + "/event/none", "node " + NODE + " has no event none"},
                {"ergo://" + NODE + "/network/x", "lens \"network\" takes no target"},
                {"ergo://" + NODE + "/connection/x@y", "node " + NODE + " has no connection to x@y"},
                {"ergo://" + NODE + "/watch/k/node", "a key belongs to a caller, so this needs an authorized listener"},
                {"ergo://cluster/x", "uri \"ergo://cluster/x\": want ergo://cluster"}
            }) {
                JsonNode error = observer.read(wrong[0]).path("error");
                assertThat(error.path("code").asInt()).as(wrong[0]).isEqualTo(-32602);
                assertThat(error.path("message").asString()).isEqualTo(wrong[1]);
            }
        }
    }

    @Test
    void whatIsFollowedIsToldToBeNew() throws IOException, InterruptedException {
        time.hold();
        try (ObserverCaller observer = observer("healthy-three-nodes")) {
            String uris =
                    ",\"notifications\":{\"resourceSubscriptions\":[\"ergo://" + NODE + "/node\",\"ergo://cluster\"]}";
            HttpRequest listen = ObserverCaller.request(observer.server().url(), "subscriptions/listen", "", uris)
                    .build();
            HttpResponse<java.io.InputStream> stream =
                    java.net.http.HttpClient.newHttpClient().send(listen, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            try (java.io.BufferedReader lines = new java.io.BufferedReader(
                    new java.io.InputStreamReader(stream.body(), java.nio.charset.StandardCharsets.UTF_8))) {
                assertThat(lines.readLine())
                        .startsWith(
                                "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\"")
                        .contains("\"services.ergo/refused\":{\"ergo://cluster\":\"the map cannot be followed\"}")
                        .contains("\"resourceSubscriptions\":[\"ergo://" + NODE + "/node\"]");
                assertThat(lines.readLine()).isEmpty();
                time.release();
                assertThat(lines.readLine()).contains("notifications/resources/updated");
            }
        }
    }

    @Test
    void longRepliesArePackedForWhoTakesThat() {
        try (ObserverCaller observer = observer("healthy-three-nodes")) {
            URI page = observer.server().url().resolve("/anything");
            HttpResponse<String> ui = Caller.send(HttpRequest.newBuilder(page).build());
            assertThat(ui.statusCode()).isEqualTo(200);
            assertThat(ui.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            HttpRequest list = ObserverCaller.request(observer.server().url(), "tools/list", "", "")
                    .header("Accept-Encoding", "gzip")
                    .build();
            assertThat(Caller.send(list).headers().firstValue("Content-Encoding"))
                    .hasValue("gzip");
        }
    }
}
