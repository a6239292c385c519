package ergodiag.playbooks.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.findings.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meta processes, by the labels of their goroutines. */
final class StuckMetaTest {
    private static final String META = "Alias#<1B30E9C5.1.2.3>";

    @TempDir
    Path folder;

    @Test
    void aHandlerThatNeverComesBackIsStuck() {
        assertThat(judged(
                        meta("handler", "main.(*Socket).HandleMessage"),
                        meta("handler", "main.(*Socket).HandleMessage")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED1005");
                    assertThat(finding.prose().sentence())
                            .contains(META, "role handler", "main.(*Socket).HandleMessage");
                });
    }

    @Test
    void oneThatMovesIsNot() {
        assertThat(judged(meta("handler", "main.(*Socket).HandleMessage"), meta("handler", "main.(*Socket).flush")))
                .isEmpty();
    }

    @Test
    void aReaderIsThereToWaitUnlessItWaitsForALock() {
        String waits = meta("reader", "internal/poll.(*FD).Read", "main.(*Socket).Start");
        assertThat(judged(waits, waits)).isEmpty();
        String locked = meta("reader", "sync.(*Mutex).Lock", "main.(*Socket).Start");
        assertThat(judged(locked, locked)).extracting(Finding::code).containsExactly("ED1005");
    }

    private static String meta(String role, String... functions) {
        StringBuilder block =
                new StringBuilder("1 @ 0x1 0x2\n# labels: {\"meta\":\"" + META + "\", \"role\":\"" + role + "\"}\n");
        for (String function : functions) {
            block.append("#\t0x1\t").append(function).append("+0x1\tfile.go:10\n");
        }
        return block.toString().stripTrailing();
    }

    private List<Finding> judged(String first, String second) {
        return TestBundles.in(folder)
                .node("a@host", node -> node.goroutines(0, 30, first).goroutines(60, 30, second))
                .judge(new Goroutines())
                .findings();
    }
}
