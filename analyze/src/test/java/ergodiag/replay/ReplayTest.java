package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplayTest {
    /** The common pool may have one thread, which the HTTP client needs itself. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private final ManualTime time = new ManualTime();
    private final ReplayOptions options = ReplayOptions.asRecorded().withTime(time);

    @Test
    void countersMoveAsRecordedTimePasses() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            long before = node.json("node_info", "{}").path("EventsPublished").asLong();
            time.pass(Duration.ofSeconds(30));
            long after = node.json("node_info", "{}").path("EventsPublished").asLong();
            assertThat(after).isGreaterThan(before);
        }
    }

    @Test
    void theLastReadingStandsAtTheEnd() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            time.pass(Duration.ofHours(1));
            String last = node.text("node_info", "{}");
            time.pass(Duration.ofHours(1));
            assertThat(node.text("node_info", "{}")).isEqualTo(last);
        }
    }

    @Test
    void serverTimeIsThePresent() {
        for (double speed : new double[] {1, 4}) {
            try (Caller node = Caller.of("healthy-three-nodes", options.withSpeed(speed))) {
                time.pass(Duration.ofSeconds(20));
                Instant shown = Instant.parse(
                        node.json("node_info", "{}").path("ServerTime").asString());
                assertThat(Duration.between(shown, time.now())).isBetween(Duration.ZERO, Duration.ofSeconds(4));
            }
        }
    }

    @Test
    void speedMakesRecordedTimePassFaster() {
        try (Caller slow = Caller.of("healthy-three-nodes", options);
                Caller fast = Caller.of("healthy-three-nodes", options.withSpeed(6))) {
            time.pass(Duration.ofSeconds(10));
            assertThat(fast.json("node_info", "{}").path("Uptime").asLong())
                    .isGreaterThan(slow.json("node_info", "{}").path("Uptime").asLong() + 40);
        }
    }

    @Test
    void twoNodesAskedTogetherAreSeenAtTheSameMoment() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            for (int i = 0; i < 80; i++) {
                long there = readings(node, "node1@localhost", "node2@localhost");
                long back = readings(node, "node2@localhost", "node1@localhost");
                assertThat(back).as("after %s", time.now()).isEqualTo(there);
                time.pass(Duration.ofMillis(971));
            }
        }
    }

    /** The uptime of the peer is whole seconds of one clock: equal when both readings are of one cycle. */
    private static long readings(Caller node, String from, String to) {
        return node.json("network_node_info", "{\"node\":\"" + from + "\",\"name\":\"" + to + "\"}")
                .path("ConnectionUptime")
                .asLong();
    }

    @Test
    void aNodeThatVanishedFailsFromThenOn() {
        try (Caller node = Caller.of("node-gone", options)) {
            assertThat(node.error("runtime_stats", "{\"node\":\"node3@localhost\"}"))
                    .isEmpty();
            time.pass(Duration.ofSeconds(75));
            assertThat(node.error("runtime_stats", "{\"node\":\"node3@localhost\"}"))
                    .isEqualTo("remote call to 'node3@localhost' failed: no route");
            assertThat(node.error("network_ping", "{\"name\":\"node3@localhost\"}"))
                    .isEqualTo("ping node3@localhost failed: no route");
            assertThat(node.error("network_node_info", "{\"name\":\"node3@localhost\"}"))
                    .isEqualTo("network_node_info: no connection");
            assertThat(node.error("runtime_stats", "{\"node\":\"node2@localhost\"}"))
                    .isEmpty();
        }
    }

    @Test
    void aProxiedReplyAboveTheWallNeverArrives() {
        String big = "{\"node\":\"node3@localhost\",\"limit\":-1,\"timeout\":7}";
        try (Caller node = Caller.of("crash-loop", options)) {
            time.pass(Duration.ofSeconds(100));
            Instant asked = time.now();
            assertThat(node.error("process_list", big)).isEqualTo("remote call to 'node3@localhost' failed: timed out");
            assertThat(Duration.between(asked, time.now())).isEqualTo(Duration.ofSeconds(7));
            assertThat(node.json("process_list", "{\"node\":\"node3@localhost\",\"limit\":100}")
                            .size())
                    .isEqualTo(100);
        }
        try (Caller node = Caller.of("crash-loop", options.withoutWall())) {
            time.pass(Duration.ofSeconds(100));
            assertThat(node.json("process_list", big).size()).isGreaterThan(115);
        }
    }

    @Test
    void limitZeroMeansAHundredAndNegativeAll() {
        try (Caller node = Caller.of("crash-loop", options.withoutWall())) {
            time.pass(Duration.ofSeconds(100));
            assertThat(node.json("process_list", "{\"node\":\"node3@localhost\",\"limit\":0}")
                            .size())
                    .isEqualTo(100);
            assertThat(node.json("process_list", "{\"node\":\"node3@localhost\"}")
                            .size())
                    .isEqualTo(100);
            assertThat(node.json("process_list", "{\"node\":\"node3@localhost\",\"limit\":-7}")
                            .size())
                    .isGreaterThan(100);
        }
    }

    @Test
    void listsAreSortedDescendingAndFilteredByEachKey() {
        try (Caller node = Caller.of("blocked-consumer", options)) {
            JsonNode all = node.json("process_list", "{\"limit\":-1}");
            List<Long> uptimes = new ArrayList<>();
            node.json("process_list", "{\"limit\":-1,\"sort_by\":\"messages_in\"}")
                    .forEach(row -> uptimes.add(row.path("MessagesIn").asLong()));
            assertThat(uptimes).hasSize(all.size()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
            node.json("process_list", "{\"application\":\"trading_app\",\"behavior\":\"Worker\",\"state\":\"SLEEP\"}")
                    .forEach(row -> assertThat(row.path("Behavior").asString()).contains("Worker"));
            node.json("process_list", "{\"min_messages_in\":100,\"max_uptime\":100000}")
                    .forEach(row -> assertThat(row.path("MessagesIn").asLong()).isGreaterThanOrEqualTo(100));
            assertThat(node.text("process_list", "{\"min_wakeups\":99999999}")).isEqualTo("null");
        }
    }

    @Test
    void anInspectOfAStuckProcessHoldsItsWorkerForFiveSeconds() {
        try (Caller node = Caller.of("blocked-consumer", options)) {
            String pid = pidOf(node, "node2@localhost", "settlement_writer");
            Instant asked = time.now();
            assertThat(node.error("process_inspect", "{\"node\":\"node2@localhost\",\"pid\":\"" + pid + "\"}"))
                    .isEqualTo("process_inspect: timed out");
            assertThat(Duration.between(asked, time.now())).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private static String pidOf(Caller node, String where, String name) {
        return node.text("process_lookup", "{\"node\":\"" + where + "\",\"name\":\"" + name + "\"}");
    }

    @Test
    void theSixthCallWaitsForTheFirstWorker() throws InterruptedException {
        try (Caller node = Caller.of("blocked-consumer", options)) {
            String pid = pidOf(node, "node2@localhost", "settlement_writer");
            Instant asked = time.now();
            time.hold();
            CompletableFuture<String> stuck = CompletableFuture.supplyAsync(
                    () -> node.error("process_inspect", "{\"node\":\"node2@localhost\",\"pid\":\"" + pid + "\"}"),
                    OWN_THREAD);
            time.awaitSleepers(1);
            for (int i = 0; i < 4; i++) {
                assertThat(node.error("runtime_stats", "{}")).isEmpty();
            }
            CompletableFuture<String> sixth =
                    CompletableFuture.supplyAsync(() -> node.error("runtime_stats", "{\"timeout\":1}"), OWN_THREAD);
            time.awaitSleepers(1);
            time.release();
            assertThat(stuck.join()).isEqualTo("process_inspect: timed out");
            assertThat(sixth.join()).isEmpty();
            assertThat(Duration.between(asked, time.now())).isEqualTo(Duration.ofSeconds(5));
            ReplayStatistics seen = node.server().statistics();
            assertThat(seen.mostInFlight()).isEqualTo(2);
            assertThat(seen.mostInFlightByNode()).containsEntry("node2@localhost", 1);
            assertThat(seen.callsByTool()).containsEntry("runtime_stats", 5L);
        }
    }

    @Test
    void oneCpuProfileAtATimePerNode() throws InterruptedException {
        try (Caller node = Caller.of("memory-and-cpu", options)) {
            time.hold();
            CompletableFuture<String> first = CompletableFuture.supplyAsync(
                    () -> node.text("pprof_cpu", "{\"node\":\"node3@localhost\",\"duration\":4,\"limit\":3}"),
                    OWN_THREAD);
            time.awaitSleepers(1);
            assertThat(node.error("pprof_cpu", "{\"node\":\"node3@localhost\"}"))
                    .isEqualTo("failed to start CPU profile: cpu profiling already in use");
            time.release();
            assertThat(first.join())
                    .startsWith("CPU profile: ")
                    .contains(", showing 3\n\nflat%    cum%     function\n");
        }
    }

    @Test
    void aSamplerByCountGivesOneLessAndLingers() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            String read = started(
                    node,
                    "{\"node\":\"node2@localhost\",\"tool\":\"runtime_stats\",\"interval_ms\":300,\"count\":3,\"linger_sec\":2}");
            time.pass(Duration.ofSeconds(1));
            JsonNode samples = node.json("sample_read", read);
            assertThat(samples.path("completed").asBoolean()).isTrue();
            assertThat(samples.path("sequence").asInt()).isEqualTo(3);
            assertThat(samples.path("samples").size()).isEqualTo(2);
            assertThat(node.json("sample_read", read.replace("}", ",\"since\":2}"))
                            .path("samples")
                            .isNull())
                    .isTrue();
            time.pass(Duration.ofSeconds(3));
            assertThat(node.error("sample_read", read)).endsWith("not found or not responding: unknown process");
        }
    }

    @Test
    void aSamplerIsAProcessOfItsNodeAndCountsAsOne() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            String other = "{\"node\":\"node2@localhost\"}";
            JsonNode before = node.json("node_info", other);
            String read = started(
                    node,
                    "{\"node\":\"node2@localhost\",\"tool\":\"runtime_stats\",\"interval_ms\":200,\"duration_sec\":60}");
            time.pass(Duration.ofSeconds(2));
            String id = read.replaceAll(".*\"(mcp_sampler_\\w+)\".*", "$1");
            JsonNode young = node.json(
                    "process_list", "{\"node\":\"node2@localhost\",\"max_uptime\":10,\"name\":\"" + id + "\"}");
            assertThat(young.size()).isOne();
            assertThat(young.at("/0/Behavior").asString()).isEqualTo("mcp.sampler");
            assertThat(young.at("/0/Uptime").asInt()).isEqualTo(2);
            assertThat(grown(before, node.json("node_info", other))).containsExactly(1L, 1L, 0L);
            node.text("sample_stop", read);
            time.pass(Duration.ofSeconds(1));
            assertThat(grown(before, node.json("node_info", other))).containsExactly(0L, 1L, 1L);
        }
    }

    private static List<Long> grown(JsonNode before, JsonNode now) {
        return Stream.of("ProcessesTotal", "ProcessesSpawned", "ProcessesTerminated")
                .map(counter ->
                        now.path(counter).asLong() - before.path(counter).asLong())
                .toList();
    }

    @Test
    void aSamplerByDurationDropsEverythingAtItsEndInSpiteOfLinger() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            String read = started(
                    node,
                    "{\"node\":\"node2@localhost\",\"tool\":\"runtime_stats\",\"interval_ms\":200,\"duration_sec\":1,\"linger_sec\":5}");
            time.pass(Duration.ofMillis(500));
            assertThat(node.json("sample_read", read).path("samples").size()).isEqualTo(3);
            time.pass(Duration.ofSeconds(1));
            assertThat(node.error("sample_read", read)).endsWith("unknown process");
        }
    }

    @Test
    void aSamplerOfProfilesRunsOnTheNodeItself() {
        try (Caller node = Caller.of("memory-and-cpu", options)) {
            String read = started(
                    node,
                    "{\"node\":\"node3@localhost\",\"tool\":\"pprof_cpu\",\"arguments\":{\"duration\":5},\"count\":2,"
                            + "\"linger_sec\":60,\"duration_sec\":120}");
            time.pass(Duration.ofSeconds(6));
            JsonNode reply = node.json("sample_read", read);
            assertThat(reply.path("samples").size()).isEqualTo(1);
            assertThat(reply.at("/samples/0/data/content/0/text").asString()).startsWith("CPU profile: 5 seconds");
        }
    }

    @Test
    void aListenerKeepsTheLastEntriesOfItsLevelsInARing() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            String listen =
                    "{\"node\":\"node2@localhost\",\"log_levels\":[\"info\"],\"buffer_size\":3,\"duration_sec\":300}";
            String id = node.json("sample_listen", listen).path("sampler_id").asString();
            assertThat(node.text("loggers_list", "{\"node\":\"node2@localhost\"}"))
                    .contains("mcp_sampler_" + id);
            time.pass(Duration.ofSeconds(90));
            JsonNode reply = node.json("sample_read", "{\"node\":\"node2@localhost\",\"sampler_id\":\"" + id + "\"}");
            assertThat(reply.path("mode").asString()).isEqualTo("passive");
            assertThat(reply.path("samples").size()).isEqualTo(3);
            assertThat(reply.at("/samples/2/sequence").asInt())
                    .isEqualTo(reply.path("sequence").asInt() - 1)
                    .isGreaterThan(3);
            Instant written = Instant.parse(reply.at("/samples/2/timestamp").asString());
            assertThat(written).isBetween(time.now().minusSeconds(90), time.now());
        }
    }

    private static String started(Caller node, String arguments) {
        JsonNode reply = node.json("sample_start", arguments);
        String where = Caller.JSON.readTree(arguments).path("node").asString();
        return "{\"node\":\"" + where + "\",\"sampler_id\":\""
                + reply.path("sampler_id").asString() + "\"}";
    }

    @Test
    void eventsAreFilteredByStateAndSorted() {
        try (Caller node = Caller.of("events-and-pool", options)) {
            JsonNode all = node.json("event_list", "{\"limit\":-1}");
            JsonNode active = node.json("event_list", "{\"utilization_state\":\"active\"}");
            assertThat(active.size()).isPositive().isLessThan(all.size());
            active.forEach(
                    event -> assertThat(event.path("Subscribers").asInt()).isPositive());
            JsonNode sorted = node.json("event_list", "{\"sort_by\":\"published\",\"limit\":1}");
            all.forEach(event -> assertThat(sorted.at("/0/MessagesPublished").asLong())
                    .isGreaterThanOrEqualTo(event.path("MessagesPublished").asLong()));
        }
    }

    @Test
    void whatWasNotRecordedOrWouldChangeTheClusterIsRefused() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            for (String tool :
                    List.of("message_types", "cron_schedule", "send_message", "process_kill", "log_level_set")) {
                assertThat(node.error(tool, "{}")).as(tool).startsWith("not recorded: ");
            }
        }
    }

    @Test
    void aToolWithoutAnyAnswerIsNotListedSoThatACaptureDoesNotAskInVain() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            String tools = Caller.post(node.server().url(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                    .body();
            assertThat(tools)
                    .contains("\"process_list\"", "\"process_state\"", "\"sample_start\"", "\"network_ping\"")
                    .doesNotContain("\"message_types\"", "\"cron_schedule\"", "\"send_message\"");
        }
    }

    @Test
    void anEventThatNobodyListenedToIsSilent() {
        try (Caller node = Caller.of("healthy-three-nodes", options)) {
            String id = node.json("sample_listen", "{\"event\":\"market_ticks\"}")
                    .path("sampler_id")
                    .asString();

            assertThat(node.json("sample_read", "{\"sampler_id\":\"" + id + "\"}")
                            .path("samples")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void theTruthOfARecordingIsNeverShown() {
        try (Caller node = Caller.of("blocked-consumer", options)) {
            String tools = Caller.post(node.server().url(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                    .body();
            assertThat(tools).doesNotContain("truth");
            assertThat(node.error("truth", "{}")).isEqualTo("unknown tool: truth");
        }
    }
}
