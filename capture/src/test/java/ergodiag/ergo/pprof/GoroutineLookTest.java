package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoroutineLookTest {
    private static final String LOOK = """
            {"sequence":1,"timestamp":"2026-11-24T03:23:56.976Z","data":{"content":[{"type":"text","text":"goroutine profile: \
            total 22, matched 1, showing 1\\n\\n1 @ 0x489ace\\n# labels: {\\"pid\\":\\"<A.0.1050>\\"}\\n#\\t0x80a2d4\\tmain.await+0x14\\t\\tfaults.go:188"}]}}
            """;

    private static List<GoroutineLook> read(String text) {
        return GoroutineLook.list(new BufferedReader(new StringReader(text)), "series.jsonl");
    }

    @Test
    void eachLineIsADumpWhoseBlocksAllStandOnThatLine() {
        List<GoroutineLook> looks = read(LOOK + LOOK);
        assertThat(looks).hasSize(2);
        GoroutineLook second = looks.get(1);
        assertThat(second.time().value()).contains(Instant.parse("2026-11-24T03:23:56.976Z"));
        GoroutineGroup group = second.dump().groups().get(0);
        assertThat(group.pid()).isEqualTo("<A.0.1050>");
        assertThat(group.frames().get(0).location()).isEqualTo("faults.go:188");
        assertThat(group.at().line()).isEqualTo(2);
    }

    @Test
    void aLineThatIsNoLookIsPassedOver() {
        assertThat(read("{torn\n[]\n{}\n" + LOOK.replace("goroutine profile", "nothing") + LOOK))
                .singleElement()
                .satisfies(look ->
                        assertThat(look.dump().groups().get(0).at().line()).isEqualTo(5));
    }

    @Test
    void aLookWithoutATimeIsKept() {
        assertThat(read(LOOK.replace("2026-", "soon")))
                .singleElement()
                .satisfies(look -> assertThat(look.time().isKnown()).isFalse());
    }
}
