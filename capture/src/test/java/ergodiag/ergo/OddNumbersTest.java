package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Source;
import ergodiag.ergo.process.ProcessRow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node tells as a number and cannot be one is a gap, and nothing is made up in its place. */
class OddNumbersTest {
    static List<String> odd() {
        return List.of(
                "1" + "0".repeat(309),
                "9".repeat(10_000),
                "1e999",
                "-1e999",
                "1e-999999999",
                "7.5",
                "-7",
                "1e308",
                "-1e308",
                "18446744073709551616",
                "\"7\"",
                "true",
                "[7]",
                "{}");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aRecordWithACounterThatIsNoneIsNone(String odd) {
        for (String field : List.of("ProcessesSpawned", "ProcessesTotal", "SendErrorsLocal", "RegisteredEvents")) {
            assertThatThrownBy(() -> info("{\"Name\":\"a\",\"" + field + "\":" + odd + "}"))
                    .isInstanceOf(UnreadableReply.class)
                    .hasMessageStartingWith("Reading node.json: its " + field + " cannot be ")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        }
        assertThatThrownBy(() -> info("{\"LogMessages\":[0,0," + odd + "]}")).isInstanceOf(UnreadableReply.class);
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aReadingThatMayBeMissingIsMissing(String odd) {
        NodeInfo info = info("{\"Name\":\"a\",\"UserTime\":" + odd + ",\"HeapLive\":" + odd + ",\"GCCycles\":" + odd
                + ",\"ServerTime\":" + odd + ",\"RegisteredNames\":" + odd + ",\"Creation\":" + odd + "}");
        assertThat(info.userTime().isKnown()).isFalse();
        assertThat(info.heapLive().gap().orElseThrow().reason()).contains("HeapLive cannot be");
        assertThat(info.gcCycles().isKnown()).isFalse();
        assertThat(info.serverTime().isKnown()).isFalse();
        assertThat(info.registered()).isEmpty();
        assertThat(info.creation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e308", "-7", "\"7\""})
    void anAmountThatIsNoneMakesNoShare(String odd) {
        assertThat(info("{\"CPUTimeGC\":" + odd + "}").budget().collecting().isKnown())
                .isFalse();
        assertThatThrownBy(() -> RuntimeStats.read(in("{\"gc_cpu_percent\":" + odd + "}"), Source.file("r.json")))
                .isInstanceOf(UnreadableReply.class);
    }

    @Test
    void wholeNumbersAreReadHoweverTheyAreWritten() {
        NodeInfo info = info("{\"ProcessesTotal\":0.1e1,\"ProcessesSpawned\":2.0,\"Uptime\":3.0e0,"
                + "\"SendErrorsLocal\":18446744073709551615}");
        assertThat(info.processesTotal()).isEqualTo(1);
        assertThat(info.spawned().value()).isEqualTo(2);
        assertThat(info.uptime()).isEqualTo(Duration.ofSeconds(3));
        assertThat(info.sendErrorsLocal()).hasToString("18446744073709551615");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aRowThatCannotBeReadCostsItself(String odd) {
        List<String> pids = new ArrayList<>();
        String list = "[{\"PID\":\"<A.0.1>\"},{\"PID\":\"<A.0.2>\",\"MessagesIn\":" + odd + "},{\"PID\":\"<A.0.3>\"}]";
        assertThatThrownBy(() -> ProcessRow.stream(in(list), Source.file("list.json"), row -> pids.add(row.pid())))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageStartingWith("Reading list.json: at /1 its MessagesIn cannot be ");
        assertThat(pids).containsExactly("<A.0.1>", "<A.0.3>");
    }

    @Test
    void timesThatUnderflowedAreNone() {
        List<ProcessRow> rows = new ArrayList<>();
        ProcessRow.stream(
                in("[{\"RunningTime\":18446744073709551000,\"MailboxLatency\":-1,\"Uptime\":-5}]"),
                Source.file("list.json"),
                rows::add);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.runningTime()).isZero();
            assertThat(row.latency().isKnown()).isFalse();
            assertThat(row.uptime()).isEqualTo(Duration.ofSeconds(-5));
        });
    }

    private static NodeInfo info(String text) {
        return NodeInfo.read(in(text), Source.file("node.json"));
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
