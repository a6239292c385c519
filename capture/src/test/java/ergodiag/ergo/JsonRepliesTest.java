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
import org.junit.jupiter.params.provider.ValueSource;

class JsonRepliesTest {
    @Test
    void aCounterAboveTheSignedRangeIsKept() {
        ProcessRow row =
                rows("[{\"PID\":\"<A.0.1>\",\"MessagesIn\":18446744073709551615,\"Wakeups\":9223372036854775808}]")
                        .get(0);
        assertThat(row.messagesIn()).hasToString("18446744073709551615");
        assertThat(row.wakeups()).hasToString("9223372036854775808");
        assertThat(row.messagesIn()).isGreaterThan(row.wakeups());
        assertThat(row.messagesIn().since(row.wakeups())).isEqualTo(Math.pow(2, 63));
    }

    @Test
    void unknownFieldsAreIgnoredAndAbsentOnesAreGaps() {
        ProcessRow row = rows("[{\"PID\":\"<A.0.1>\",\"FromTheFuture\":{\"deep\":[1,2]},\"State\":\"sleep\"}]")
                .get(0);
        assertThat(row.pid()).isEqualTo("<A.0.1>");
        assertThat(row.latency().isKnown()).isFalse();
        assertThat(row.stateTime().isKnown()).isFalse();
        assertThat(row.kind()).isEmpty();
    }

    @Test
    void aLatencyOfMinusOneIsAGapAndZeroIsAValue() {
        List<ProcessRow> rows = rows("[{\"MailboxLatency\":-1},{\"MailboxLatency\":0}]");
        assertThat(rows.get(0).latency().gap()).isPresent();
        assertThat(rows.get(1).latency().value()).hasValue(Duration.ZERO);
        assertThat(rows.get(1).at().pointer()).isEqualTo("/1");
    }

    @Test
    void nullIsAnEmptyList() {
        assertThat(rows("null")).isEmpty();
        assertThat(rows("[]")).isEmpty();
        assertThat(RemoteNode.list(bytes("null"), Source.file("links.json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "[{\"PID\":",
                "[{\"PID\":\"<A.0.1>\"}",
                "{}",
                "\"null\"",
                "unknown tool: process_list",
                "[{\"MessagesIn\":12345678901234567890123456789012345678901234567890x}]"
            })
    void aListThatIsNoneIsUnreadableAndNothingElse(String text) {
        assertThatThrownBy(() -> rows(text)).isInstanceOf(UnreadableReply.class).hasMessageContaining("list.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "no such tool", "{\"Name\":", "{\"Name\":\"a\"} trailing"})
    void anObjectThatIsNoneIsUnreadableAndNothingElse(String text) {
        assertThatThrownBy(() -> NodeInfo.read(bytes(text), Source.file("node.json")))
                .isInstanceOf(UnreadableReply.class);
        assertThatThrownBy(() -> RuntimeStats.read(bytes(text), Source.file("node.json")))
                .isInstanceOf(UnreadableReply.class);
        assertThatThrownBy(() -> ProcessInfo.read(bytes(text), Source.file("node.json")))
                .isInstanceOf(UnreadableReply.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"UserTime\":null,\"LogMessages\":5,\"RegisteredNames\":{},\"ServerTime\":7,\"Version\":[]}",
                "{\"LogMessages\":[],\"GCCycles\":-5,\"ServerTime\":\"yesterday\"}",
                "{\"Uptime\":1.0,\"UserTime\":99999999999999999999999999,\"Name\":[1],\"MemoryLimit\":\"7\"}"
            })
    void fieldsOfAnotherTypeNeverBreakTheRead(String text) {
        NodeInfo info = NodeInfo.read(bytes(text), Source.file("node.json"));
        assertThat(info.serverTime().isKnown()).isFalse();
        assertThat(info.uptime().toNanos()).isNotNegative();
        assertThat(info.name()).isEmpty();
    }

    @Test
    void anElementThatNeverEndsIsRefusedBeforeItIsInMemory() {
        assertThatThrownBy(() -> ProcessRow.stream(new Endless("[{\"a\":[", "1,"), Source.file("list.json"), row -> {}))
                .isInstanceOf(UnreadableReply.class);
        assertThatThrownBy(() -> ProcessRow.stream(new Endless("[{", "\"a\":1,"), Source.file("list.json"), row -> {}))
                .isInstanceOf(UnreadableReply.class);
        assertThatThrownBy(() -> NodeInfo.read(new Endless("{", "\"a\":\"bbbbbbbbb\","), Source.file("node.json")))
                .isInstanceOf(UnreadableReply.class);
    }

    private static List<ProcessRow> rows(String text) {
        List<ProcessRow> rows = new ArrayList<>();
        ProcessRow.stream(bytes(text), Source.file("list.json"), rows::add);
        return rows;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
