package ergodiag.playbooks.zombies;

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

class ZombieProcessesTest {
    @TempDir
    Path folder;

    private static Findings judge(String sample) {
        return ReadSample.judged(sample, new ZombieProcesses());
    }

    private static Findings judge(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new ZombieProcesses()), Map.of());
        }
    }

    @Test
    void namesTheZombieOfARecordingAndTheLineItStandsOn() {
        assertThat(judge("blocked-consumer").findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0701");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.subject().pid()).isEqualTo("<9FF54552.0.1050>");
            assertThat(finding.subject().node()).isEqualTo("node3@localhost");
            assertThat(finding.prose().sentence())
                    .contains("report_builder", "main.awaitReportData (chan receive)")
                    .doesNotContain("probably");
            assertThat(finding.basis().evidence())
                    .anyMatch(place -> place.value().contains("main.awaitReportData"));
        });
    }

    @Test
    void saysProbablyOnNodesBuiltWithoutTags() {
        assertThat(judge("no-build-tags").findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject().node()).isEqualTo("node1@localhost");
            assertThat(finding.prose().sentence())
                    .contains("report_builder", "probably stands in main.awaitReportData");
        });
    }

    @Test
    void namesItUnderAnyOtherNameToo() {
        assertThat(judge(Mutated.sample(folder, "blocked-consumer")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().pid()).isEqualTo(Mutated.renamed("<9FF54552.0.1050>"));
                    assertThat(finding.prose().sentence()).contains(Mutated.renamed("main.awaitReportData"));
                });
    }

    @Test
    void isSilentOnAHealthyRecording() {
        Findings findings = judge("healthy-three-nodes");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(findings.findings()).isEmpty();
    }

    @Test
    void takesAZombieOfAMomentAsInformation() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 15, 30)
                .node(
                        "a@host",
                        node -> node.info("ProcessesZombee", s -> s == 15 ? 1 : 0)
                                .process(
                                        "<A.0.1050>",
                                        row -> row.set("State", s -> s == 15 ? "zombee" : "running")
                                                .presentWhen(s -> s <= 15)))
                .judge(new ZombieProcesses());
        assertThat(findings.findings()).extracting(Finding::code).containsExactly("ED0702");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void firesFromTenSecondsOn() {
        assertThat(zombieFor(9_999).findings()).noneMatch(finding -> finding.severity() != Severity.INFO);
        assertThat(zombieFor(10_000).findings())
                .anyMatch(finding -> finding.code().equals("ED0701"));
    }

    @Test
    void isCriticalWhenZombiesGrow() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 30, 60)
                .node(
                        "a@host",
                        node -> zombie(zombie(node, "<A.0.1050>", 60_000_000_000L), "<A.0.1051>", 60_000_000_000L)
                                .info("ProcessesZombee", s -> s < 60 ? 1 : 2))
                .judge(new ZombieProcesses());
        assertThat(findings.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("ED0703");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void saysThatItsListsDoNotNameTheZombiesThatAreCounted() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> node.info("ProcessesZombee", s -> 1).cut("process_list"))
                .judge(new ZombieProcesses());
        assertThat(findings.findings()).extracting(Finding::code).containsExactly("ED0704");
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.what().equals("process_list"));
    }

    @Test
    void cannotTellWithoutTheNodesCount() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> node.without("node_info", "timed out"))
                .node("b@host", TestNode::silent)
                .judge(new ZombieProcesses());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .extracting(gap -> gap.node())
                .contains("a@host", "b@host");
    }

    private Findings zombieFor(long millis) {
        return TestBundles.in(folder.resolve("z" + millis))
                .seconds(0)
                .node(
                        "a@host",
                        node -> zombie(node, "<A.0.1050>", millis * 1_000_000L).info("ProcessesZombee", s -> 1))
                .judge(new ZombieProcesses());
    }

    private static TestNode zombie(TestNode node, String pid, long nanos) {
        return node.process(
                pid, row -> row.set("State", "zombee").set("StateTime", nanos).set("Behavior", "main.Report"));
    }
}
