package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A bundle that was captured through an Observer, replayed as one, and as the MCP application. */
class ObservedBundleTest {
    private static final String SAMPLE = "overload-and-stuck-call";
    private static final String NODE = "{\"node\":\"node2@localhost\"}";
    private static final String ALL = "{\"node\":\"node2@localhost\",\"limit\":-1}";

    @TempDir
    private Path folder;

    private ReplayOptions captured() throws IOException {
        return captured(SAMPLE, 10);
    }

    private ReplayOptions captured(String sample, long begins) throws IOException {
        ManualTime time = new ManualTime();
        try (ObserverCaller observer =
                ObserverCaller.of(sample, ReplayOptions.asRecorded().withTime(time))) {
            time.pass(Duration.ofSeconds(begins));
            ObservedBundle.capture(observer, time, folder);
        }
        return ReplayOptions.asRecorded().withTime(new ManualTime());
    }

    @Test
    void itIsReplayedInTheWayInWhichItWasCaptured() throws IOException {
        ReplayOptions options = captured();
        try (ObserverCaller observer = ObserverCaller.of(folder, options)) {
            JsonNode map = observer.value("ergo://cluster");
            assertThat(map.path("Nodes")).hasSize(3);
            String pid = "";
            for (JsonNode row : observer.json("processes", NODE).path("Processes")) {
                if (row.path("Name").asString().equals("trading_sup")) {
                    pid = row.path("PID").asString();
                }
            }
            String creation = map.at("/Nodes/1/Info/Creation").asString();
            assertThat(pid).startsWith("node2@localhost:1").endsWith("." + creation);
            JsonNode lens = observer.value("ergo://node2@localhost/process/" + pid);
            assertThat(lens.at("/Info/PID").asString()).isEqualTo(pid);
            assertThat(observer.text("process_state", "{\"node\":\"node2@localhost\",\"pid\":\"" + pid + "\"}"))
                    .contains("\"strategy\":");
            assertThat(observer.json("capabilities", NODE).path("Build").toString())
                    .isEqualTo("[\"latency\",\"pprof\"]");
            assertThat(observer.json("heap_profile", "{\"node\":\"node2@localhost\",\"limit\":1000}")
                            .path("Records")
                            .size())
                    .isPositive();
            assertThat(observer.text("types", NODE)).startsWith("failed: not recorded: ");
        }
    }

    @Test
    void itsLogIsReplayedAsItCame() throws IOException {
        ManualTime time = new ManualTime();
        captured();
        try (ObserverCaller observer =
                ObserverCaller.of(folder, ReplayOptions.asRecorded().withTime(time))) {
            assertThat(observer.value("ergo://node1@localhost/log")).isEmpty();
            time.pass(Duration.ofSeconds(29));
            JsonNode entry = observer.value("ergo://node1@localhost/log").at("/0/Entries/0");
            assertThat(entry.path("Name").asString()).isEqualTo("audit_log");
            assertThat(entry.path("PID").asString()).startsWith("node1@localhost:1005.");
        }
    }

    @Test
    void aNodeThatLeftTheMapsIsGoneFromThenOn() throws IOException {
        captured("node-gone", 40);
        ManualTime time = new ManualTime();
        try (ObserverCaller observer =
                ObserverCaller.of(folder, ReplayOptions.asRecorded().withTime(time))) {
            String node3 = "{\"node\":\"node3@localhost\"}";
            assertThat(observer.text("node", node3)).startsWith("{\"Node\":\"node3@localhost\"");
            time.pass(Duration.ofSeconds(28));
            assertThat(observer.text("node", node3)).contains("node3@localhost is not connected");
            assertThat(observer.value("ergo://cluster").at("/Nodes/2/Status").asString())
                    .isEqualTo("unreachable");
            time.pass(Duration.ofSeconds(60));
            assertThat(observer.value("ergo://cluster").path("Nodes")).hasSize(2);
        }
    }

    @Test
    void asTheMcpApplicationItSaysWhatThatSaid() throws IOException {
        ReplayOptions options = captured().as(Dialect.MCP_APPLICATION);
        ManualTime same = new ManualTime();
        try (Caller told = Caller.of(folder, options);
                Caller recorded = Caller.of(SAMPLE, ReplayOptions.asRecorded().withTime(same))) {
            same.pass(Duration.ofSeconds(10));
            assertThat(told.json("process_list", ALL).values())
                    .containsExactlyInAnyOrderElementsOf(
                            recorded.json("process_list", ALL).values());
            for (JsonNode row : recorded.json("process_list", ALL)) {
                if (row.path("Kind").asString().equals("supervisor")) {
                    String about = "{\"node\":\"node2@localhost\",\"pid\":\""
                            + row.path("PID").asString() + "\"}";
                    assertThat(told.text("process_inspect", about)).isEqualTo(recorded.text("process_inspect", about));
                    JsonNode info = told.json("process_info", about);
                    for (String field : List.of("PID", "Parent", "LinksPID", "MailboxQueues", "State", "Aliases")) {
                        assertThat(info.path(field))
                                .isEqualTo(recorded.json("process_info", about).path(field));
                    }
                }
            }
            JsonNode node = told.json("node_info", NODE);
            for (String field :
                    List.of("Name", "ProcessesTotal", "MemoryUsed", "UserTime", "RegisteredNames", "Loggers")) {
                assertThat(node.path(field))
                        .as(field)
                        .isEqualTo(recorded.json("node_info", NODE).path(field));
            }
            assertThat(told.json("network_nodes", NODE).at("/0/MessagesIn"))
                    .isEqualTo(recorded.json("network_nodes", NODE).at("/0/MessagesIn"));
            assertThat(told.json("event_list", ALL).findValuesAsString("Event"))
                    .hasSize(3)
                    .containsExactlyInAnyOrderElementsOf(
                            recorded.json("event_list", ALL).findValuesAsString("Event"));
            assertThat(told.text("log_level_get", NODE)).isEqualTo(recorded.text("log_level_get", NODE));
            assertThat(told.text("app_info", "{\"node\":\"node2@localhost\",\"name\":\"trading_app\"}"))
                    .contains("\"Group\": [\n    \"\\u003c08151198.0.");
            assertThat(told.text("pprof_goroutines", NODE)).startsWith("goroutine profile: total ");
            assertThat(told.text("pprof_heap", NODE)).startsWith("heap profile: total inuse ");
            assertThat(told.error("pprof_cpu", NODE)).startsWith("not recorded: ");
            String list = Caller.post(
                            told.server().url(),
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}")
                    .body();
            assertThat(list).contains("\"process_list\"").doesNotContain("\"pprof_cpu\"");
        }
    }
}
