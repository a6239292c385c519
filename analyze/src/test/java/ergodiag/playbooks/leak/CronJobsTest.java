package ergodiag.playbooks.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that a node runs by the clock. */
class CronJobsTest {
    private static final String STARTS = "spawn process with registered name 'exporter' using behavior main.Exporter";

    @TempDir
    Path folder;

    /** A job that runs at each full half minute. */
    private static TestNode job(TestNode node, String action, IntFunction<String> error) {
        return node.info("Cron", s -> {
            int run = s / 30 * 30;
            return Map.of(
                    "Jobs",
                    List.of(Map.of(
                            "Name",
                            "export",
                            "Spec",
                            "* * * * *",
                            "ActionInfo",
                            action,
                            "LastRun",
                            TestBundles.START.plusSeconds(run).toString(),
                            "LastErr",
                            error.apply(run))));
        });
    }

    private Findings judge(String action, IntFunction<String> error, double failedStarts) {
        return TestBundles.in(folder)
                .seconds(0, 15, 30, 45, 60, 75, 90)
                .node(
                        "a@host",
                        node -> job(node, action, error)
                                .info("ProcessesSpawnFailed", s -> (int) (failedStarts * (s / 30)))
                                .process(
                                        "<A.0.1100>",
                                        row -> row.set("Name", "exporter").set("Uptime", s -> 10 + s)))
                .judge();
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    @Test
    void aJobThatOverlapsItselfIsNamedWithWhatHoldsTheNameAndTheRunsThatAreLost() {
        assertThat(serious(judge(STARTS, run -> run == 0 ? "" : "resource is taken", 1)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED0503");
                    assertThat(finding.subject().name()).isEqualTo("exporter");
                    assertThat(finding.prose().sentence())
                            .contains(
                                    "The job export on a@host, which starts exporter, overlaps itself",
                                    "3 of 4 runs",
                                    "20:00:30",
                                    "every 30 s",
                                    "holds the name after 1 min 40 s");
                    assertThat(finding.explains())
                            .anySatisfy(id -> assertThat(id).startsWith("ED0502"));
                });
    }

    @Test
    void startsThatFailMoreOftenThanTheJobAreNotItsOwn() {
        assertThat(serious(judge(STARTS, run -> run == 0 ? "" : "resource is taken", 5)))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("ED0502", "ED0503");
    }

    @Test
    void aJobThatFailsOtherwiseIsToldAsThat() {
        assertThat(serious(judge("send message to 'stats'", run -> "unknown process", 0)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.prose().sentence())
                        .contains("The job export on a@host fails: 4 of 4 runs", "unknown process"));
    }

    @Test
    void oneFailureAfterWhichItRanAgainIsInformation() {
        Findings findings = judge(STARTS, run -> run == 30 ? "resource is taken" : "", 0);
        assertThat(serious(findings)).isEmpty();
        assertThat(findings.findings()).extracting(Finding::code).contains("ED0503");
    }

    @Test
    void jobsThatRunAreNoTrouble() {
        assertThat(judge(STARTS, run -> "", 0).findings()).isEmpty();
    }
}
