package ergodiag.cluster.shape;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.cpu.CpuProfiling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of sixteen processors of which a container may use some. */
class UsableCoresTest {
    @TempDir
    Path temp;

    private List<Finding> found(double busy, Consumer<TestNode> told) {
        return judged(busy, told).findings();
    }

    private Verdict.State state(double busy, Consumer<TestNode> told) {
        return judged(busy, told).verdicts().get(0).state();
    }

    private Findings judged(double busy, Consumer<TestNode> told) {
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
                .judge(new CpuProfiling());
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

    /** Whole dumps in which so many goroutines of the application are ready to run. */
    private static Consumer<TestNode> ready(int many) {
        return node -> {
            for (int second : new int[] {1, 30, 59}) {
                StringBuilder dump = new StringBuilder(
                        "goroutine profile: total 40, showing " + (many + 1) + "\n\n"
                                + "goroutine 7 [running]:\nruntime/pprof.writeGoroutineStacks()\n\truntime/pprof/pprof.go:819\n");
                for (int i = 0; i < many; i++) {
                    dump.append("\ngoroutine ")
                            .append(20 + i)
                            .append(" [runnable]:\nmain.price()\n\tshop/price.go:1\n");
                }
                node.reply(second, "pprof_goroutines", Map.of("debug", 2, "limit", 100), dump.toString());
            }
        };
    }

    @Test
    void withoutThatTimeTheGoroutinesThatWantToRunTell() {
        List<Finding> findings = found(1.9, ready(14));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0304");
        assertThat(findings.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(findings.get(0).prose().sentence()).contains("uses all of the 1.9 cores", "14 goroutines");
        assertThat(found(1.9, ready(3))).as("hardly more than run").isEmpty();
        assertThat(found(1.9, ready(14).andThen(usable(4, 3))))
                .as("it has two cores left")
                .isEmpty();
    }

    @Test
    void withoutEitherABusyNodeCannotBeTold() {
        assertThat(state(1.9, node -> {})).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(state(1.9, ready(2))).isEqualTo(Verdict.State.HEALTHY);
        assertThat(state(0.6, node -> node.info("UserTime", s -> 1_000_000_000L * (20 + Math.max(0, s - 30)))))
                .as("it used a whole one at another time")
                .isEqualTo(Verdict.State.HEALTHY);
        assertThat(state(0.3, node -> {})).as("an idle one is well").isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void aTimeThatHardlyMovesTellsNothing() {
        assertThat(found(1.9, usable(2, 50))).isEmpty();
    }
}
