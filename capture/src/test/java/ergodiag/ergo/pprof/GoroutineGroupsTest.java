package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Source;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the Observer's tool {@code goroutines} replies. */
class GoroutineGroupsTest {
    private static final String ACTOR = """
            main.awaitConfirmation(0x3b42f3f5a300?)
            \tcluster/faults.go:188 +0x15
            main.(*SettlementWriter).HandleMessage(0x3b42f3ec4e60?, {{0x0?, 0x0?}, 0x0?})
            \tcluster/faults.go:183 +0x17
            created by ergo.services/ergo/node.(*process).run in goroutine 33692
            \tnode/process_run_pprof.go:28 +0x8a""";

    private static final String LOCK = """
            internal/sync.(*Mutex).lockSlow(%s)
            \tinternal/sync/mutex.go:149 +0x15
            main.(*Cache).Put(...)
            \tcluster/cache.go:20""";

    private static String group(int count, String state, int wait, String stack) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("Count", count, "State", state, "WaitSec", wait, "Stack", stack, "IDs", List.of(1)));
    }

    private static String reply(int total, int filtered, String... groups) {
        return "{\"Groups\":[" + String.join(",", groups) + "],\"services.ergo/legend\":{\"units\":{}},\"Total\":"
                + total + ",\"Filtered\":" + filtered + "}";
    }

    private static GoroutineDump read(String reply) {
        return GoroutineDump.fromGroups(
                new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Source.file("g.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goroutine 7 [chan receive, 42 minutes] {pid: \"<8B9E362E.0.1041>\", role: reader}:",
                "goroutine 7 [chan receive, 42 minutes]{\"pid\": \"<8B9E362E.0.1041>\", \"role\": \"reader\"}:",
                "goroutine 7 [chan receive, 42 minutes labels:{\"pid\": \"<8B9E362E.0.1041>\", \"role\": \"reader\"}]:"
            })
    void labelsAreReadInBothForms(String header) {
        GoroutineDump dump = read(reply(1, 1, group(1, "chan receive", 42 * 60, header + "\n" + ACTOR)));
        GoroutineGroup group = dump.groups().get(0);
        assertThat(group.pid()).isEqualTo("<8B9E362E.0.1041>");
        assertThat(group.labels()).containsEntry("role", "reader");
        assertThat(group.reason()).isEqualTo("chan receive");
        assertThat(group.minutes()).hasValue(42);
        assertThat(group.at()).isEqualTo(Source.file("g.json").member("Groups").element(0));
        assertThat(group.frames())
                .extracting(StackFrame::function)
                .containsExactly("main.awaitConfirmation", "main.(*SettlementWriter).HandleMessage");
        assertThat(dump.complete()).isTrue();
    }

    @Test
    void aStateThatWasCutBehindItsLabelsIsCutBeforeThem() {
        String header = "goroutine 9 [IO wait labels:{\"meta\": \"Alias#<1B30E9C5.1.2.3>\", \"role\": \"reader\"}]:";
        GoroutineGroup group = read(reply(
                        1,
                        1,
                        group(1, "IO wait labels:{\"meta\": \"Alias#<1B30E9C5.1.2.3>\"", 0, header + "\n" + ACTOR)))
                .groups()
                .get(0);
        assertThat(group.reason()).isEqualTo("IO wait");
        assertThat(group.labels())
                .containsOnly(Map.entry("meta", "Alias#<1B30E9C5.1.2.3>"), Map.entry("role", "reader"));
    }

    @Test
    void onlyTheFirstOfAGroupHasItsName() {
        GoroutineDump dump = read(reply(
                30,
                12,
                group(12, "chan receive", 300, "goroutine 7 [chan receive] {pid: \"<8B9E362E.0.1041>\"}:\n" + ACTOR)));
        assertThat(dump.groups()).extracting(GoroutineGroup::count).containsExactly(1, 11);
        assertThat(dump.groups()).extracting(GoroutineGroup::pid).containsExactly("<8B9E362E.0.1041>", "");
        assertThat(dump.groups())
                .extracting(GoroutineGroup::minutes)
                .containsExactly(OptionalLong.empty(), OptionalLong.of(5));
        assertThat(dump.total()).isEqualTo(30);
        assertThat(dump.matched()).hasValue(12);
        assertThat(dump.complete()).isTrue();
    }

    @Test
    void theLockOfOneIsNotTheLockOfAll() {
        String stack = "goroutine 7 [sync.Mutex.Lock]:\n" + LOCK.formatted("0xc00009ab40");
        assertThat(read(reply(3, 3, group(3, "sync.Mutex.Lock", 0, stack))).groups())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.count()).isEqualTo(3);
                    assertThat(group.lock()).isEmpty();
                });
        assertThat(read(reply(1, 1, group(1, "sync.Mutex.Lock", 0, stack)))
                        .groups()
                        .get(0)
                        .lock())
                .hasValue("0xc00009ab40");
    }

    @Test
    void whatAnEarlierStageLeftApartIsPutTogether() {
        String[] groups = new String[3];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = group(
                    1,
                    "chan receive",
                    60 * i,
                    "goroutine " + i + " [chan receive]:\nmain.wait(0xc0000" + i + ")\n\tmain.go:3 +0x1");
        }
        assertThat(read(reply(3, 3, groups)).groups()).singleElement().satisfies(group -> {
            assertThat(group.count()).isEqualTo(3);
            assertThat(group.minutes()).hasValue(2);
            assertThat(group.at().pointer()).isEqualTo("/Groups/0");
        });
    }

    @Test
    void theHeaderTellsAWaitThatAThreadHides() {
        String stack = "goroutine 7 [select, 5 minutes, locked to thread]:\n" + ACTOR;
        assertThat(read(reply(1, 1, group(1, "select", 0, stack)))
                        .groups()
                        .get(0)
                        .minutes())
                .hasValue(5);
    }

    @Test
    void whatDidNotComeIsNotShown() {
        GoroutineDump dump = read(reply(9, 9, group(4, "sleep", 0, "")));
        assertThat(dump.notShown()).isEqualTo(5);
        assertThat(dump.complete()).isFalse();
        assertThat(dump.groups().get(0).reason()).isEqualTo("sleep");
    }

    @Test
    void noGroupsIsAnEmptyDump() {
        GoroutineDump dump = read("{\"Total\":26,\"Filtered\":0,\"Groups\":null}");
        assertThat(dump.groups()).isEmpty();
        assertThat(dump.matched()).hasValue(0);
        assertThat(dump.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{\"Error\":\"timed out\"}", "{\"Groups\":[{", "goroutine profile: total 3"})
    void anythingElseIsUnreadable(String reply) {
        assertThatThrownBy(() -> read(reply))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageContaining("g.json");
    }

    @Test
    void moreGroupsThanCanBeKeptAreNotShown() {
        StringBuilder groups = new StringBuilder();
        int many = GoroutineDumpReader.MOST_GROUPS + 5;
        for (int i = 0; i < many; i++) {
            groups.append(i == 0 ? "" : ",")
                    .append("{\"Count\":1,\"State\":\"select\",\"Stack\":\"goroutine 1 [select]:\\nmain.f")
                    .append(i)
                    .append("()\\n\\tm.go:1\"}");
        }
        GoroutineDump dump = read(reply(many, many, groups.toString()));
        assertThat(dump.groups()).hasSize(GoroutineDumpReader.MOST_GROUPS);
        assertThat(dump.notShown()).isEqualTo(5);
    }

    @Test
    void aDamagedReplyIsReadOrRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String whole = reply(
                13,
                12,
                group(11, "chan receive", 300, "goroutine 7 [chan receive] {pid: \"<8B9E362E.0.1041>\"}:\n" + ACTOR),
                group(1, "sync.Mutex.Lock", 0, "goroutine 8 [sync.Mutex.Lock]:\n" + LOCK.formatted("0xc00009ab40")));
        for (int turn = 0; turn < 3000; turn++) {
            StringBuilder damaged = new StringBuilder(whole);
            for (int i = 0; i <= random.nextInt(4); i++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setLength(Math.max(1, at));
                    case 1 -> damaged.setCharAt(at, (char) random.nextInt(0x300));
                    default -> damaged.insert(at, "[{\"]},:9".charAt(random.nextInt(8)));
                }
            }
            try {
                assertThat(read(damaged.toString()).groups())
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (UnreadableReply e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("g.json");
            }
        }
    }
}
