package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.ergo.Bytes;
import ergodiag.ergo.TextLines;
import ergodiag.ergo.UnreadableReply;
import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    @Test
    void aCpuProfileTellsItsNanosecondsAsTime() {
        CpuProfile profile = cpu("""
                CPU profile: 5 seconds, 4880000000 total samples, showing 2

                flat%    cum%     function
                97.3     99.4     main.reindexLedger
                0.2      0.2      internal/sync.(*HashTrieMap[go.shape.interface {},go.shape.interface {}]).Load
                """);
        assertThat(profile.length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(profile.sampled()).isEqualTo(Duration.ofMillis(4880));
        assertThat(profile.rows()).hasSize(2);
        assertThat(profile.rows().get(0).flatPercent()).isEqualTo(97.3);
        assertThat(profile.rows().get(0).at().line()).isEqualTo(4);
        assertThat(profile.rows().get(1).function())
                .isEqualTo("internal/sync.(*HashTrieMap[go.shape.interface {},go.shape.interface {}]).Load");
    }

    @Test
    void aFilteredProfileOfAnIdleNodeIsEmptyAndReadable() {
        CpuProfile profile = cpu(
                "CPU profile: 1 seconds, 0 total samples, matched 0 functions, showing 0\n\nflat%    cum%     function\n");
        assertThat(profile.rows()).isEmpty();
    }

    @Test
    void aHeapProfileCountsInPowersOf1024() {
        HeapProfile profile = heap("""
                heap profile: total inuse 1.5GB, matched 6 functions, showing 4

                inuse        alloc        function
                1.0GB        8.5MB        ergo.services/ergo/meta.(*tcpconnection).readData
                512.1KB      2.0MB        internal/sync.newIndirectNode[go.shape.interface {},go.shape.interface {}]
                0B           512.0KB      ergo.services/ergo/node.(*process).run
                17B          17B          main.f
                """);
        assertThat(profile.inUse()).isEqualTo(new Bytes(3L << 29));
        assertThat(profile.rows())
                .extracting(row -> row.inUse().count())
                .containsExactly(1L << 30, Math.round(512.1 * 1024), 0L, 17L);
        assertThat(profile.rows().get(1).function()).endsWith("[go.shape.interface {},go.shape.interface {}]");
        assertThat(profile.rows().get(3).at().line()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "CPU profile: five seconds",
                "CPU profile: 5 seconds, 99999999999999999999999 total samples, showing 1",
                "CPU profile: 9999999999999999999 seconds, 1 total samples, showing 1",
                "CPU profile: 5 seconds, 10 total samples, showing 3\n\nflat% cum% function\n",
                "heap profile: total inuse 1.5XB, showing 1",
                "heap profile: total inuse 1.5MB, showing 1\n\ninuse alloc function\n"
            })
    void garbageIsUnreadableAndNothingElse(String text) {
        assertThatThrownBy(() -> cpu(text)).isInstanceOf(UnreadableReply.class).hasMessageContaining("profile.txt");
        assertThatThrownBy(() -> heap(text)).isInstanceOf(UnreadableReply.class).hasMessageContaining("profile.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 40})
    void theErrorSaysTheLine(int line) {
        String text = "CPU profile: 5 seconds, 10 total samples, showing 1" + "\n".repeat(line - 1)
                + "x".repeat(TextLines.LONGEST_LINE + 1);
        assertThatThrownBy(() -> cpu(text)).hasMessageContaining("profile.txt").hasMessageContaining("line " + line);
    }

    private static CpuProfile cpu(String text) {
        return CpuProfile.read(new BufferedReader(new StringReader(text)), "profile.txt");
    }

    private static HeapProfile heap(String text) {
        return HeapProfile.read(new BufferedReader(new StringReader(text)), "profile.txt");
    }
}
