package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Source;
import ergodiag.ergo.process.ProcessRow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Readers read a value where it stands in a reply, and their evidence points there. */
final class PlacesTest {
    private static final Source ROOT = Source.file("reply.json");

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<ProcessRow> rows(String text) {
        List<ProcessRow> rows = new ArrayList<>();
        ProcessRow.stream(in(text), ROOT.member("Processes"), rows::add);
        return rows;
    }

    @Test
    void rowsAreReadInsideAReplyWhereverTheyStandInIt() {
        assertThat(
                        rows(
                                "{\"Node\":\"a@b\",\"x\":{\"Processes\":[1]},\"Processes\":[{\"PID\":\"a@b:1001.5\"},{\"PID\":\"a@b:1002.5\"}],\"Truncated\":false}"))
                .extracting(row -> row.at().pointer() + " " + row.pid())
                .containsExactly("/Processes/0 a@b:1001.5", "/Processes/1 a@b:1002.5");
        assertThat(rows("{\"Node\":\"a@b\",\"Processes\":null}")).isEmpty();
    }

    @Test
    void aReplyWithoutTheListIsNone() {
        for (String text : List.of("{\"Node\":\"a@b\"}", "[]", "null", "{\"Processes\":{}}", "{\"Processes\":[", "{")) {
            assertThatThrownBy(() -> rows(text)).as(text).isInstanceOf(UnreadableReply.class);
        }
    }

    @Test
    void whatANodeSaysStandsBelowInfo() {
        String reply =
                "{\"Node\":\"a@b\",\"Info\":{\"Name\":\"a@b\",\"ProcessesTotal\":7,\"Goroutines\":30,\"MemoryAlloc\":900,\"GCCycles\":4}}";
        NodeInfo info = NodeInfo.read(in(reply), ROOT.member("Info"));
        RuntimeStats stats = RuntimeStats.read(in(reply), ROOT.member("Info"));
        assertThat(info.name()).isEqualTo("a@b");
        assertThat(info.at().pointer()).isEqualTo("/Info");
        assertThat(stats.goroutines()).isEqualTo(30);
        assertThat(stats.heapAllocEvidence().pointer()).contains("/Info/MemoryAlloc");
        assertThat(stats.collectionsEvidence().pointer()).contains("/Info/GCCycles");
        assertThat(stats.tellsAllocated()).isFalse();
    }

    @Test
    void applicationsByNameAreAList() {
        assertThat(ApplicationInfo.list(
                        in("{\"Applications\":{\"shop/app\":{\"Name\":\"shop/app\",\"State\":\"running\"}}}"),
                        ROOT.member("Applications")))
                .extracting(app -> app.at().pointer() + " " + app.name() + " " + app.isRunning())
                .containsExactly("/Applications/shop~1app shop/app true");
    }

    @Test
    void anEventIsNamedInBothForms() {
        List<EventInfo> events = new ArrayList<>();
        EventInfo.stream(
                in("{\"Events\":[{\"Event\":\"a@b:ticks\"},{\"Event\":\"Event#<1B30E9C5:ticks>\"}]}"),
                ROOT.member("Events"),
                events::add);
        assertThat(events).extracting(EventInfo::name).containsExactly("ticks", "ticks");
    }

    @Test
    void anEntryOfTheLogLensTellsWhoLogged() {
        String line =
                "{\"Node\":\"a@b\",\"Source\":\"process\",\"Name\":\"audit\",\"PID\":\"a@b:1005.17\",\"Behavior\":\"main.Audit\",\"Peer\":\"\","
                        + "\"Timestamp\":1795809791957735680,\"Level\":\"error\",\"Message\":\"lost\"}\n";
        LogEntry entry = LogEntry.list(new java.io.BufferedReader(new java.io.StringReader(line)), "log.jsonl")
                .get(0);
        assertThat(entry.pid()).isEqualTo("a@b:1005.17");
        assertThat(entry.name()).isEqualTo("audit");
        assertThat(entry.level()).isEqualTo("error");
        assertThat(entry.time().value()).isPresent();
    }

    @Test
    void processesOfThoseWhoAskAreToldFromTheSystems() {
        Map.of(
                        "mcp_app ",
                        true,
                        "observer_app web",
                        true,
                        "system_app inspect_node",
                        true,
                        "system_app system_sup",
                        false,
                        "shop inspect_node",
                        false)
                .forEach((who, ours) -> {
                    String[] words = who.split(" ", 2);
                    assertThat(ProcessRow.isOfTheAskers(words[0], words[1]))
                            .as(who)
                            .isEqualTo(ours);
                });
    }
}
