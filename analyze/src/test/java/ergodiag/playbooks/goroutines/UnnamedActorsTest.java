package ergodiag.playbooks.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks of nodes that were built without the tag that names their actors. */
class UnnamedActorsTest {
    private static final String RUN = "ergo.services/ergo/act.(*Actor).ProcessRun";

    @TempDir
    Path folder;

    private Verdict judged(int until, int count, String label, String... stack) {
        return TestBundles.in(folder.resolve("b" + System.nanoTime()))
                .seconds(0, 10, 20)
                .node("a@host", node -> {
                    for (int i = 0; i < 3; i++) {
                        node.process("<A.0.106" + i + ">", row -> row.set("Behavior", "main.Scorer"));
                    }
                    node.goroutines(1, 30, TestNode.block(count, label, stack));
                    node.goroutines(until, 30, TestNode.block(count, label, stack));
                })
                .judge(new Goroutines())
                .verdicts()
                .get(0);
    }

    @Test
    void whoWaitsInOnePlaceForFiveSecondsCannotBeCalledWell() {
        String[] waiting = {"runtime.chanrecv1", "main.awaitScore", "main.(*Scorer).HandleMessage", RUN};
        assertThat(judged(6, 2, "", waiting)).satisfies(verdict -> {
            assertThat(verdict.state()).isEqualTo(Verdict.State.CANNOT_TELL);
            assertThat(verdict.gaps())
                    .anyMatch(gap -> gap.reason().contains("main.awaitScore")
                            && gap.reason().contains("-tags=pprof"));
        });
        assertThat(judged(5, 2, "", waiting).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    /** As grouped dumps of real nodes are: they leave out the frames of the runtime, so that nothing tells what is waited for. */
    @Test
    void soWhereNoFrameTellsWhatTheyWaitFor() {
        assertThat(judged(6, 2, "", "main.awaitScore", "main.(*Scorer).HandleMessage", RUN)
                        .state())
                .isEqualTo(Verdict.State.CANNOT_TELL);
    }

    @Test
    void whoStandsInTheFrameworkOrHasANameIsNoReasonToDoubt() {
        assertThat(judged(6, 2, "", "runtime.chanrecv1", RUN).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(judged(6, 1, "<A.0.9999>", "runtime.chanrecv1", "main.awaitScore", RUN)
                        .state())
                .isEqualTo(Verdict.State.HEALTHY);
    }
}
