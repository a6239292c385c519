package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.ergo.UnreadableReply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoroutineDumpTest {
    private static final String SUMMARY = """
            goroutine profile: total 14, matched 6, showing 2

            goroutine profile: total 14
            3 @ 0x489ace 0x44cbf7
            #\t0x488ca4\tinternal/poll.runtime_pollWait+0x84\t\t\t\truntime/netpoll.go:351
            #\t0x523404\tinternal/sync.(*HashTrieMap[go.shape.interface {},go.shape.interface {}]).Load+0x24\tnet/net.go:196

            1 @ 0x489ace 0x41a66e
            # labels: {"pid":"<08151198.0.1190>", "odd":"a \\"quoted\\" } word"}
            #\t0x80a2d4\tmain.awaitConfirmation+0x14\t\t\t\tcluster/faults.go:188
            #\t0x80a256\tmain.(*SettlementWriter).HandleMessage+0x16\t\tcluster/faults.go:183

            ... 4 more matched goroutines not shown
            """;

    private static final String STACKS = """
            goroutine profile: total 30, matched 4, showing 4

            goroutine 26455 [chan receive, 1 minutes labels:{"pid": "<08151198.0.1190>"}]:
            main.awaitConfirmation(0x3b42f3f5a300?)
            \tcluster/faults.go:188 +0x15
            main.(*SettlementWriter).HandleMessage(0x3b42f3ec4e60?, {{0x0?, 0x0?}, 0x0?}, {0x975160?, 0xee60c0?})
            \tcluster/faults.go:183 +0x17
            created by ergo.services/ergo/node.(*process).run in goroutine 33692
            \tergo.services/ergo@v1.999/node/process_run_pprof.go:28 +0x8a

            goroutine 7 [select (no cases), 1234 minutes, locked to thread]:
            main.main()
            \tcluster/main.go:12 +0x1

            goroutine 9 gp=0xc000 m=nil [sync.Mutex.Lock (scan)]:
            main.pick[...]({0x1, 0x2})
            \tcluster/pick.go:3
            ...additional frames elided...

            goroutine 11 [running]:
            \tgoroutine running on other thread; stack unavailable
            """;

    @Test
    void aSummaryIsReadGroupByGroup() {
        GoroutineDump dump = read(SUMMARY);
        assertThat(dump.total()).isEqualTo(14);
        assertThat(dump.matched()).hasValue(6);
        assertThat(dump.showing()).isEqualTo(2);
        assertThat(dump.notShown()).isEqualTo(4);
        assertThat(dump.complete()).isFalse();
        assertThat(dump.groups()).extracting(GoroutineGroup::count).containsExactly(3, 1);
        GoroutineGroup actor = dump.groups().get(1);
        assertThat(actor.pid()).isEqualTo("<08151198.0.1190>");
        assertThat(actor.labels()).isEqualTo(Map.of("pid", "<08151198.0.1190>", "odd", "a \"quoted\" } word"));
        assertThat(actor.reason()).isEmpty();
        assertThat(actor.minutes()).isEmpty();
        assertThat(actor.at().line()).isEqualTo(8);
        assertThat(actor.frames())
                .containsExactly(
                        new StackFrame("main.awaitConfirmation", "cluster/faults.go:188"),
                        new StackFrame("main.(*SettlementWriter).HandleMessage", "cluster/faults.go:183"));
    }

    @Test
    void aGenericNameWithBlanksStaysInOnePiece() {
        assertThat(read(SUMMARY).groups().get(0).frames())
                .extracting(StackFrame::function)
                .contains("internal/sync.(*HashTrieMap[go.shape.interface {},go.shape.interface {}]).Load");
    }

    @Test
    void fullStacksCarryReasonAgeAndLabels() {
        GoroutineDump dump = read(STACKS);
        assertThat(dump.complete()).isTrue();
        assertThat(dump.groups()).hasSize(4);
        GoroutineGroup waiting = dump.groups().get(0);
        assertThat(waiting.pid()).isEqualTo("<08151198.0.1190>");
        assertThat(waiting.reason()).isEqualTo("chan receive");
        assertThat(waiting.minutes()).isEqualTo(OptionalLong.of(1));
        assertThat(waiting.at().line()).isEqualTo(3);
        assertThat(waiting.frames())
                .extracting(StackFrame::function)
                .containsExactly("main.awaitConfirmation", "main.(*SettlementWriter).HandleMessage");
        assertThat(waiting.frames().get(1).location()).isEqualTo("cluster/faults.go:183");
    }

    @Test
    void reasonsKeepTheirBracketsAndLoseTheNotesOfTheCollector() {
        assertThat(read(STACKS).groups())
                .extracting(GoroutineGroup::reason)
                .containsExactly("chan receive", "select (no cases)", "sync.Mutex.Lock", "running");
        assertThat(read(STACKS).groups().get(1).minutes()).hasValue(1234);
        assertThat(read(STACKS).groups().get(2).frames())
                .containsExactly(new StackFrame("main.pick[...]", "cluster/pick.go:3"));
        assertThat(read(STACKS).groups().get(3).frames()).isEmpty();
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(read(STACKS.replace("\n", "\r\n"))).isEqualTo(read(STACKS));
        assertThat(read(SUMMARY.replace("\n", "\r\n"))).isEqualTo(read(SUMMARY));
    }

    @Test
    void nothingMatchedIsACompleteAnswer() {
        GoroutineDump dump = read("goroutine profile: total 15, matched 0, showing 0\n\n\n");
        assertThat(dump.groups()).isEmpty();
        assertThat(dump.complete()).isTrue();
    }

    @Test
    void withoutAFilterASummaryOfAllBlocksIsComplete() {
        GoroutineDump dump = read("""
                goroutine profile: total 22, showing 1

                22 @ 0x1 0x2
                #\t0x1\tmain.work+0x1\tmain.go:1
                """);
        assertThat(dump.matched()).isEmpty();
        assertThat(dump.complete()).isTrue();
    }

    @Test
    void aTextThatWasCutIsNotComplete() {
        GoroutineDump dump = read(STACKS.substring(0, STACKS.indexOf("goroutine 9")));
        assertThat(dump.groups()).hasSize(2);
        assertThat(dump.notShown()).isEqualTo(2);
        assertThat(dump.complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "null",
                "{\"goroutines\": 5}",
                "goroutine profile: total x, showing 1",
                "goroutine profile: total 99999999999999999999, showing 1",
                "goroutine profile: total 5, showing 1\n\nnothing of the kind",
                "goroutine profile: total 5, showing 1\n\n99999999999 @ 0x1",
                "CPU profile: 5 seconds, 20000000 total samples, showing 12"
            })
    void garbageIsUnreadableAndNothingElse(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableReply.class).hasMessageContaining("dump.txt");
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItIsInMemory() {
        Reader endless = new Reader() {
            @Override
            public int read(char[] into, int offset, int length) {
                java.util.Arrays.fill(into, offset, offset + length, 'x');
                return length;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> GoroutineDump.read(new BufferedReader(endless), "dump.txt"))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void aReaderThatFailsHalfWayIsUnreadable() {
        Reader failing = new Reader() {
            private boolean begun;

            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                if (begun) {
                    throw new IOException("disk gone");
                }
                begun = true;
                "goroutine".getChars(0, 9, into, offset);
                return 9;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> GoroutineDump.read(new BufferedReader(failing), "dump.txt"))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageContaining("disk gone");
    }

    @Test
    void moreBlocksThanAnybodyReadsAreCountedAndNotKept() {
        int blocks = GoroutineDumpReader.MOST_GROUPS + 10;
        String text =
                "goroutine profile: total %d, showing %d\n\n".formatted(blocks, blocks) + "1 @ 0x1\n\n".repeat(blocks);
        GoroutineDump dump = read(text);
        assertThat(dump.groups()).hasSize(GoroutineDumpReader.MOST_GROUPS);
        assertThat(dump.notShown()).isEqualTo(10);
        assertThat(dump.complete()).isFalse();
    }

    @Test
    void aStackWithoutEndIsCut() {
        String text =
                "goroutine profile: total 1, showing 1\n\n1 @ 0x1\n" + "#\t0x1\tmain.f+0x1\tmain.go:1\n".repeat(5000);
        assertThat(read(text).groups().get(0).frames()).hasSize(StackBlocks.MOST_FRAMES);
    }

    private static GoroutineDump read(String text) {
        return GoroutineDump.read(new BufferedReader(new StringReader(text)), "dump.txt");
    }
}
