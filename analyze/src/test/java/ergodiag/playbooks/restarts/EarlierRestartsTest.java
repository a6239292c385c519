package ergodiag.playbooks.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What died before the window, by the counters alone. */
final class EarlierRestartsTest {
    @TempDir
    Path folder;

    @Test
    void aLoopThatGaveUpBeforeTheCaptureIsOneWarningAndNobodyIsCalledHealthy() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", counting(102, 102, 1).andThen(node -> node.info("Uptime", s -> 240 + s)))
                .judge();
        Finding only = only(findings);
        assertThat(only.code()).isEqualTo("ED0606");
        assertThat(only.severity()).isEqualTo(Severity.WARNING);
        assertThat(only.prose().sentence())
                .contains("102 processes ended", "102 errors", "25.5 a minute", "1 start failed", "probably given up");
        assertThat(only.explains()).anyMatch(id -> id.startsWith("ED0120"));
        assertThat(findings.verdicts().get(5).state()).isEqualTo(Verdict.State.FOUND);
    }

    @Test
    void theSupervisorThatCountsThemIsNamedWithItsYoungestChild() {
        Finding only = only(TestBundles.in(folder)
                .node(
                        "a@host",
                        counting(90, 90, 0)
                                .andThen(node -> node.process(
                                                "<A.0.1100>",
                                                row -> row.set("Kind", "supervisor")
                                                        .set("Name", "feed_sup"))
                                        .process(
                                                "<A.0.1900>",
                                                row -> row.set("Name", "feed")
                                                        .set("Parent", "<A.0.1100>")
                                                        .set("Uptime", s -> 70 + s))
                                        .reply(
                                                0,
                                                "process_inspect",
                                                Map.of("pid", "<A.0.1100>"),
                                                "{\"intensity\":\"500\",\"period\":\"5\",\"restarts_count\":\"90\"}")))
                .judge());
        assertThat(only.code()).isEqualTo("ED0606");
        assertThat(only.subject().name()).isEqualTo("feed_sup");
        assertThat(only.prose().sentence()).contains("feed_sup counts 90 restarts", "feed", "1 min 10 s before");
    }

    @Test
    void fromOneAMinuteOnItIsAWarning() {
        assertThat(earlier(counting(60, 60, 0))).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(earlier(counting(59, 59, 0))).extracting(Finding::severity).containsExactly(Severity.INFO);
        assertThat(earlier(counting(2, 2, 0))).isEmpty();
    }

    @Test
    void workersThatEndWithoutAnErrorAreNoDeaths() {
        assertThat(earlier(counting(50_000, 0, 0))).isEmpty();
        assertThat(earlier(counting(50_000, 300, 0))).isEmpty();
        assertThat(earlier(counting(1, 40_000, 0))).isEmpty();
        assertThat(earlier(node -> node.info("ProcessesTerminated", s -> 3600 + s)
                        .info("ProcessesSpawned", s -> 3602 + s)
                        .info("LogMessages", s -> List.of(0, 0, 5, 0, 3000, 0))))
                .as("as many end in the window without an error")
                .isEmpty();
    }

    @Test
    void aCutListOfYoungProcessesWithoutALogProvesNothing() {
        assertThat(state(node -> young(node.without("sample_listen", "no such tool"))))
                .isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(state(node -> young(node))).isEqualTo(Verdict.State.HEALTHY);
        assertThat(state(node -> node.without("sample_listen", "no such tool"))).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void saysWhatTheRingOfTheListenerLost() {
        Findings findings = TestBundles.in(folder)
                .node(
                        "a@host",
                        node -> node.log(5, "error", "<A.0.1001> ('front') main.Worker", "one")
                                .lost(37)
                                .log(50, "error", "<A.0.1001> ('front') main.Worker", "two"))
                .judge(new RestartLoop());
        assertThat(findings.verdicts().get(0).lookedAt())
                .contains("a@host lost at least 37 messages, as its ring overflowed");
    }

    @Test
    void errorsOfImportantDeliveryAreToldWithTheirMeaning() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> {
                    for (int i = 0; i < 10; i++) {
                        node.log(
                                i,
                                "error",
                                "<A.0.1001> ('front') main.Worker",
                                "unable to send the order: process mailbox is full");
                    }
                })
                .judge(new RestartLoop());
        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0604");
            assertThat(finding.prose().sentence()).contains("ErrProcessMailboxFull", "refused");
        });
    }

    private static TestNode young(TestNode node) {
        return node.cut("young").reply(30, "process_list", Map.of("max_uptime", 10, "limit", 100), "null");
    }

    private Verdict.State state(Consumer<TestNode> told) {
        return TestBundles.in(folder)
                .node("a@host", told)
                .judge(new RestartLoop())
                .verdicts()
                .get(0)
                .state();
    }

    private static Consumer<TestNode> counting(int ended, int errors, int failed) {
        return node -> node.info("ProcessesTerminated", s -> ended)
                .info("ProcessesSpawned", s -> ended + 2)
                .info("ProcessesSpawnFailed", s -> failed)
                .info("LogMessages", s -> List.of(0, 0, 5, 0, errors, 0));
    }

    private List<Finding> earlier(Consumer<TestNode> told) {
        return TestBundles.in(folder).node("a@host", told).judge(new RestartLoop()).findings().stream()
                .filter(finding -> finding.code().equals("ED0606"))
                .toList();
    }

    private static Finding only(Findings findings) {
        List<Finding> strong = findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        assertThat(strong).hasSize(1);
        return strong.get(0);
    }
}
