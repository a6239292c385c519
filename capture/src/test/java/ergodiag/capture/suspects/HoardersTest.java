package ergodiag.capture.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoardersTest {
    private static final String NODE = "a@host";

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static NodeInfo aliases(int count) {
        return NodeInfo.read(
                in("{\"Name\":\"a@host\",\"RegisteredAliases\":" + count + "}"), Source.file("node_info.json"));
    }

    /** Processes of which each ran for so many milliseconds. */
    private static List<ProcessRow> ran(int... millis) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < millis.length; i++) {
            rows.add("{\"PID\":\"<A.0." + i + ">\",\"Behavior\":\"main.X\",\"RunningTime\":" + millis[i] + "000000}");
        }
        List<ProcessRow> read = new ArrayList<>();
        ProcessRow.stream(in("[" + String.join(",", rows) + "]"), Source.file("process_list.json"), read::add);
        return read;
    }

    @Test
    void thoseThatRanMostAreAskedWhenAliasesBecomeMoreAndOthersNext() {
        Hoarders hoarders = new Hoarders();
        hoarders.saw(NODE, aliases(5));
        hoarders.saw(NODE, aliases(25));
        assertThat(hoarders.isGrowing(NODE)).isTrue();
        List<ProcessRow> before = ran(900, 10, 10, 10);
        List<ProcessRow> now = ran(901, 10, 60, 30);
        assertThat(hoarders.next(NODE, before, now, 2)).extracting(Suspect::pid).containsExactly("<A.0.2>", "<A.0.3>");
        assertThat(hoarders.next(NODE, before, now, 2)).extracting(Suspect::pid).containsExactly("<A.0.0>", "<A.0.1>");
    }

    @Test
    void nobodyIsAskedWhereFewBecomeMoreOrAllAreGivenBack() {
        Hoarders hoarders = new Hoarders();
        hoarders.saw(NODE, aliases(5));
        hoarders.saw(NODE, aliases(24));
        assertThat(hoarders.next(NODE, ran(1), ran(2), 9)).isEmpty();
        hoarders.saw(NODE, aliases(300));
        hoarders.saw(NODE, aliases(6));
        assertThat(hoarders.next(NODE, ran(1), ran(2), 9)).isEmpty();
        assertThat(hoarders.isGrowing(NODE)).isFalse();
        assertThat(hoarders.next("b@host", ran(1), ran(2), 9)).isEmpty();
    }
}
