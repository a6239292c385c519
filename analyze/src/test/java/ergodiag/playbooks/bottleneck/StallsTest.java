package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.cluster.shape.SimulatedWorker;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stalls come and go, a herd is worked off: both fill a mailbox for seconds and empty it again. */
class StallsTest {
    private static final String PID = "<A.0.1050>";

    @TempDir
    Path temp;

    private List<Finding> found(SimulatedWorker worker) {
        return found(worker, node -> {});
    }

    private List<Finding> found(SimulatedWorker worker, Consumer<TestNode> more) {
        return TestBundles.in(temp)
                .seconds(IntStream.rangeClosed(0, 40).mapToObj(i -> 3 * i).toArray(Integer[]::new))
                .node("a@host", node -> {
                    node.process(
                            PID, row -> worker.row(row.set("Name", "ledger").set("Behavior", "main.Ledger")));
                    more.accept(node);
                })
                .judge(new Bottleneck())
                .findings();
    }

    @Test
    void stallsThatComeAgainAreAWarningWithTheirPlace() {
        List<Finding> findings = found(
                SimulatedWorker.taking(0.0002).steady(25, 4).stalls(8, 118, 24, 6),
                node -> node.goroutines(
                                12,
                                40,
                                TestNode.block(1, PID, "main.flush", "main.(*Ledger).HandleMessage", "x.ProcessRun"))
                        .goroutines(
                                66,
                                40,
                                TestNode.block(1, PID, "main.count", "main.(*Ledger).HandleMessage", "x.ProcessRun")));
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.code()).isEqualTo("ED0213");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject().name()).isEqualTo("ledger");
        assertThat(finding.subject().function())
                .as("not where it stands when it works")
                .isEqualTo("main.flush");
        assertThat(finding.prose().sentence()).contains("5 times, for 6 s each, every 24 s");
        assertThat(Duration.between(
                                TestBundles.START.plusSeconds(8),
                                finding.since().orElseThrow())
                        .abs())
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void stallsThatItAlwaysHadAreToldSinceItsStart() {
        Finding finding = found(SimulatedWorker.taking(0.0002).steady(25, 4).stalls(-57, 118, 20, 5))
                .get(0);
        assertThat(finding.prose().sentence()).contains("about 3 times before the window");
        assertThat(finding.since()).contains(TestBundles.START.minusSeconds(60));
    }

    @Test
    void aHerdThatIsWorkedOffEachTimeIsInformation() {
        List<Finding> findings = found(SimulatedWorker.taking(0.004).bunched(2000, -52, 20));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0209");
        assertThat(findings).allMatch(finding -> finding.severity() == Severity.INFO);
    }

    @Test
    void aSingleStallIsAWarningFromFiveSecondsOn() {
        List<Finding> long5 = found(SimulatedWorker.taking(0.001).steady(30, 7).stalls(40, 5.5));
        assertThat(long5).extracting(Finding::code).containsExactly("ED0213");
        assertThat(long5.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(long5.get(0).aspect()).isEqualTo("once");
        List<Finding> long4 = found(SimulatedWorker.taking(0.001).steady(30, 7).stalls(40, 4.2));
        assertThat(long4).extracting(Finding::code).containsExactly("ED0213");
        assertThat(long4.get(0).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void pausesOfLessThanTwoSecondsAreNone() {
        assertThat(found(SimulatedWorker.taking(0.001).steady(30, 7).stalls(8, 118, 12, 1.8)))
                .isEmpty();
    }

    @Test
    void aStallThatIsStillOnIsSaidToBe() {
        List<Finding> findings =
                found(SimulatedWorker.taking(0.001).steady(30, 7).stalls(112, 60));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0213");
        assertThat(findings.get(0).aspect()).isEqualTo("still on");
    }

    @Test
    void oneThatStandsStillMuchLongerThanBeforeIsBlocked() {
        SimulatedWorker worker = SimulatedWorker.taking(0.001).steady(30, 7);
        worker.stalls(10, 4).stalls(40, 4).stalls(90, 99);
        assertThat(found(worker)).extracting(Finding::code).containsExactly("ED0201");
    }

    @Test
    void oneWhoseEveryMessageTakesSecondsIsSlowAndStandsNotStill() {
        List<Finding> findings = found(SimulatedWorker.taking(2.5).bunched(12, -55, 40));
        assertThat(findings).extracting(Finding::code).doesNotContain("ED0213", "ED0201");
    }
}
