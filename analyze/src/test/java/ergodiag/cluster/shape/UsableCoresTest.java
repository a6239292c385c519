package ergodiag.cluster.shape;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.playbooks.cpu.CpuProfiling;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of sixteen processors of which a container may use some. */
class UsableCoresTest {
    @TempDir
    Path temp;

    private List<Finding> found(double busy, Consumer<TestNode> told) {
        return TestBundles.in(temp)
                .seconds(IntStream.rangeClosed(0, 20).mapToObj(i -> 3 * i).toArray(Integer[]::new))
                .node("a@host", node -> {
                    node.stats("cpus", s -> 16)
                            .cpuProfile(
                                    (long) (5e9 * busy),
                                    "90.0  90.0  encoding/json.Marshal",
                                    "10.0  10.0  runtime.futex");
                    told.accept(node);
                })
                .judge(new CpuProfiling())
                .findings();
    }

    private static Consumer<TestNode> usable(double cores, int everySeconds) {
        return node -> node.info("CPUTimeTotal", s -> 500 + cores * (s - s % everySeconds));
    }

    @Test
    void oneThatUsesAllItMayUseIsShortOfCores() {
        for (int collects : new int[] {1, 3, 10}) {
            List<Finding> findings = found(1.9, usable(2, collects));
            assertThat(findings).extracting(Finding::code).containsExactly("ED0304");
            assertThat(findings.get(0).severity()).isEqualTo(Severity.WARNING);
            assertThat(findings.get(0).prose().sentence()).contains("of its 2 cores");
        }
    }

    @Test
    void theSameWorkOnMoreCoresIsNone() {
        assertThat(found(1.9, usable(4, 3))).isEmpty();
        assertThat(found(1.9, node -> {})).as("by its processors").isEmpty();
    }

    @Test
    void aTimeThatHardlyMovesTellsNothing() {
        assertThat(found(1.9, usable(2, 50))).isEmpty();
    }
}
