package ergodiag.playbooks.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Mutated;
import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartLoopTest {
    @TempDir
    Path folder;

    private static Findings judge(String sample) {
        return ReadSample.judged(sample, new RestartLoop());
    }

    private static Findings judge(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new RestartLoop()), Map.of());
        }
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    @Test
    void namesTheProcessOfARecordingThatDiesThreeTimesASecond() {
        List<Finding> found = serious(judge("crash-loop"));
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0601");
            assertThat(finding.subject().node()).isEqualTo("node1@localhost");
            assertThat(finding.subject().name()).isEqualTo("quote_feed");
            assertThat(finding.prose().sentence())
                    .contains("3.3 times a second", "quote_sup", "upstream closed the quote stream");
            assertThat(finding.since())
                    .hasValueSatisfying(since -> assertThat(since.toString()).startsWith("2026-11-23T21:17:0"));
        });
    }

    @Test
    void namesItUnderAnyOtherNameToo() {
        assertThat(serious(judge(Mutated.sample(folder, "crash-loop"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().node()).isEqualTo(Mutated.renamed("node1@localhost"));
                    assertThat(finding.subject().name()).isEqualTo(Mutated.renamedName("quote_feed"));
                    assertThat(finding.subject().behavior()).isEqualTo(Mutated.renamed("main.QuoteFeed"));
                });
    }

    @Test
    void isSilentOnAHealthyRecording() {
        Findings findings = judge("healthy-three-nodes");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(findings.findings()).isEmpty();
    }

    @Test
    void isSilentAboutWorkersThatEndNormally() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 15, 30, 45, 60)
                .node("a@host", node -> generations(node, "", 5))
                .judge(new RestartLoop());
        assertThat(findings.findings()).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void firesFromThreeRestartsOn() {
        assertThat(serious(withErrors(3)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("ED0601"));
        assertThat(serious(withErrors(2))).isEmpty();
    }

    @Test
    void isCriticalWhenItsSupervisorIsAboutToGiveUp() {
        assertThat(serious(withSupervisor(12)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.CRITICAL));
        assertThat(serious(withSupervisor(11)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void saysThatASupervisorGaveUp() {
        Findings findings = TestBundles.in(folder)
                .node(
                        "a@host",
                        node -> node.process(
                                        "<A.0.1100>",
                                        row -> row.set("Kind", "supervisor").set("Name", "feed_sup"))
                                .log(
                                        20,
                                        "error",
                                        "<A.0.1100> ('feed_sup') main.FeedSup",
                                        "process terminated abnormally - restart intensity exceeded"))
                .judge(new RestartLoop());
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0603");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject().name()).isEqualTo("feed_sup");
            assertThat(finding.basis().evidence().get(0).value()).contains("restart intensity exceeded");
        });
    }

    @Test
    void cannotTellFromCutLists() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> node.cut("process_list"))
                .judge(new RestartLoop());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.what().equals("process_list"));
    }

    @Test
    void cannotTellOnANodeThatHasJustStarted() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 10, 20)
                .node("a@host", node -> generations(node.info("Uptime", s -> 20 + s), "error", 3))
                .judge(new RestartLoop());
        assertThat(serious(findings)).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
    }

    private Findings withErrors(int restarts) {
        return TestBundles.in(folder.resolve("errors" + restarts))
                .seconds(0, 15, 30, 45, 60)
                .node("a@host", node -> generations(node, "error", restarts))
                .judge(new RestartLoop());
    }

    /** Intensity 10 in 5 s; so many restarts in 60 s are {@code restarts * 5 / 60} in a period. */
    private Findings withSupervisor(int restartsOfIntensityTenTenths) {
        return TestBundles.in(folder.resolve("sup" + restartsOfIntensityTenTenths))
                .seconds(0, 15, 30, 45, 60)
                .node(
                        "a@host",
                        node -> generations(node, "", 4)
                                .process(
                                        "<A.0.1>",
                                        row -> row.set("Kind", "supervisor").set("Name", "feed_sup"))
                                .reply(0, "process_inspect", Map.of("pid", "<A.0.1>"), inspection(0))
                                .reply(
                                        60,
                                        "process_inspect",
                                        Map.of("pid", "<A.0.1>"),
                                        inspection(restartsOfIntensityTenTenths * 8)))
                .judge(new RestartLoop());
    }

    private static String inspection(int restarts) {
        return "{\"type\":\"One For One\",\"intensity\":\"10\",\"period\":\"5\",\"restarts_count\":\"" + restarts
                + "\"}";
    }

    /** A process of a new pid every 15 seconds; with a message at each death. */
    private static TestNode generations(TestNode node, String level, int deaths) {
        for (int i = 0; i <= deaths; i++) {
            int born = 15 * i - 3;
            node.process(
                    "<A.0." + (2000 + i) + ">",
                    row -> row.set("Behavior", "main.Feed")
                            .set("Uptime", s -> Math.max(0, s - born))
                            .presentWhen(s -> s >= born && s < born + 15));
            if (!level.isEmpty() && i > 0) {
                node.log(
                        born, level, "<A.0." + (1999 + i) + "> main.Feed", "process terminated abnormally - lost " + i);
            }
        }
        return node;
    }
}
