package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.replay.recording.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as our own capture writes them: few readings, lists in parts, filtered dumps; and damaged ones. */
class PagedBundleTest {
    private static final String FIRST = """
            [{"PID":"<A.0.1001>","Name":"one","MessagesIn":5,"Uptime":9},{"PID":"<A.0.1002>","Name":"two","MessagesIn":7,"Uptime":8}]""";
    private static final String SECOND = """
            [{"PID":"<A.0.1002>","Name":"two","MessagesIn":7,"Uptime":8},{"PID":"<A.0.1003>","Name":"three","MessagesIn":18446744073709551615,"Uptime":1}]""";

    @TempDir
    private Path folder;

    private final StringBuilder ledger = new StringBuilder();
    private int calls;

    private void call(String arguments, String fields, String file, String text) throws IOException {
        calls++;
        ledger.append("{\"id\":" + calls + ",\"node\":\"b@host\",\"tool\":" + fields + ",\"arguments\":" + arguments
                + ",\"started\":\"2026-11-23T21:02:" + (10 + calls)
                + "Z\",\"took_ms\":1,\"outcome\":\"ok\",\"file\":\"nodes/b/"
                + file + "\"}\n");
        Path path = folder.resolve("nodes/b/" + file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Caller served() throws IOException {
        Files.writeString(
                folder.resolve("calls.jsonl"),
                "{\"id\":0,\"node\":\"a@host\",\"tool\":\"runtime_stats\",\"arguments\":{},\"started\":\"2026-11-23T21:02:00Z\","
                        + "\"took_ms\":1,\"outcome\":\"tool_error\",\"error\":{\"code\":-32602,\"message\":\"x\"}}\n"
                        + ledger);
        return Caller.of(folder, ReplayOptions.asRecorded().withTime(new ManualTime()));
    }

    private void pages(boolean complete) throws IOException {
        call(
                "{\"sort_by\":\"uptime\",\"limit\":2}",
                "\"process_list\",\"reading\":1,\"list\":\"all\",\"part\":1",
                "p1",
                FIRST);
        call(
                "{\"sort_by\":\"uptime\",\"limit\":2,\"max_uptime\":8}",
                "\"process_list\",\"reading\":1,\"list\":\"all\",\"part\":2,\"complete\":" + complete,
                "p2",
                SECOND);
    }

    @Test
    void thePartsOfACompleteListAreOneListWithEachRowOnce() throws IOException {
        pages(true);
        try (Caller node = served()) {
            assertThat(node.json("process_list", "{\"node\":\"b@host\",\"limit\":-1}"))
                    .hasSize(3);
            assertThat(node.text("process_list", "{\"node\":\"b@host\",\"sort_by\":\"messages_in\",\"limit\":1}"))
                    .contains("18446744073709551615");
            assertThat(node.text("process_lookup", "{\"node\":\"b@host\",\"name\":\"three\"}"))
                    .isEqualTo("<A.0.1003>");
        }
    }

    @Test
    void ofAnIncompleteListOnlyTheRecordedQuestionIsAnswered() throws IOException {
        pages(false);
        try (Caller node = served()) {
            assertThat(node.error("process_list", "{\"node\":\"b@host\",\"limit\":-1}"))
                    .startsWith("not recorded: ");
            assertThat(node.json("process_list", "{\"node\":\"b@host\",\"sort_by\":\"uptime\",\"limit\":2}"))
                    .hasSize(2);
        }
    }

    @Test
    void aFilteredDumpAnswersTheSameFilterOnly() throws IOException {
        call(
                "{\"debug\":1,\"filter\":\"Run\",\"limit\":1000}",
                "\"pprof_goroutines\",\"reading\":1",
                "g1",
                "goroutine profile: total 9, matched 2, showing 2\n\n1 @ 0x1\n# Run a\n\n1 @ 0x2\n# Run b");
        try (Caller node = served()) {
            assertThat(node.text(
                            "pprof_goroutines", "{\"node\":\"b@host\",\"debug\":1,\"filter\":\"Run\",\"limit\":1}"))
                    .isEqualTo("goroutine profile: total 9, matched 2, showing 1\n\n1 @ 0x1\n# Run a\n\n"
                            + "... 1 more matched goroutines not shown");
            assertThat(node.error("pprof_goroutines", "{\"node\":\"b@host\",\"debug\":1}"))
                    .startsWith("not recorded: ");
        }
    }

    @Test
    void aDamagedListCostsItselfOnly() throws IOException {
        call("{\"limit\":-1}", "\"process_list\",\"reading\":1,\"rows\":2", "p1", FIRST.substring(0, 60));
        call("{}", "\"runtime_stats\",\"reading\":1", "r1", "{\n  \"goroutines\": 3\n}");
        try (Caller node = served()) {
            assertThat(node.error("process_list", "{\"node\":\"b@host\",\"limit\":-1}"))
                    .startsWith("not recorded: ");
            assertThat(node.json("runtime_stats", "{\"node\":\"b@host\"}")
                            .path("goroutines")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void goWritesDurationsThisWay() {
        assertThat(DurationText.text(Duration.ofMillis(300))).isEqualTo("300ms");
        assertThat(DurationText.text(Duration.ofMillis(1500))).isEqualTo("1.5s");
        assertThat(DurationText.text(Duration.ofSeconds(60))).isEqualTo("1m0s");
        assertThat(DurationText.text(Duration.ofHours(1))).isEqualTo("1h0m0s");
    }
}
