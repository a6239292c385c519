package ergodiag.playbooks.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Mutated;
import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessLeakTest {
    @TempDir
    Path temp;

    @Test
    void aLeakIsNamedWithItsFamilyAndWhoStartsIt() {
        Finding finding = only(judged("crash-loop"));
        assertThat(finding.code()).isEqualTo("ED0501");
        assertThat(finding.subject().node()).isEqualTo("node3@localhost");
        assertThat(finding.subject().name()).isEqualTo("upload_tracker");
        assertThat(finding.prose().sentence()).contains("main.UploadSession");
    }

    @Test
    void aLeakOfAnotherSystemIsNamedAsWell() {
        Finding finding = only(judged(Mutated.sample(temp, "crash-loop")));
        assertThat(finding.subject().node()).isEqualTo(Mutated.renamed("node3@localhost"));
        assertThat(finding.subject().name()).isEqualTo(Mutated.renamedName("upload_tracker"));
    }

    @Test
    void ourOwnSamplersAreNoLeak() {
        assertThat(judged("healthy-three-nodes").verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void childrenOfManyParentsThatEndedAreOneFamily() {
        Finding finding = only(orphans(true));
        assertThat(finding.code()).isEqualTo("ED0501");
        assertThat(finding.subject().behavior()).isEqualTo("main.Probe");
        assertThat(finding.prose().sentence())
                .contains("main.Probe grew by 60", "they outlive who started them, main.Visit");
        assertThat(finding.prose().advice()).contains("link them with who starts them");
    }

    @Test
    void childrenThatEndWithTheirParentsAreNoLeak() {
        assertThat(orphans(false).findings()).isEmpty();
    }

    /** Every second a visit is begun, which lasts a few seconds and starts a probe that stays or goes with it. */
    private Findings orphans(boolean stay) {
        return TestBundles.in(temp)
                .node("a@host", node -> {
                    node.info("ProcessesSpawned", s -> 500 + 2 * s)
                            .info("ProcessesTerminated", s -> stay ? s : 2 * s)
                            .info("ProcessesTotal", s -> stay ? 500 + s : 500);
                    for (int i = 1; i <= 60; i++) {
                        int born = i;
                        String visit = "<A.0." + (2000 + i) + ">";
                        node.process(
                                visit,
                                row -> row.set("Behavior", "main.Visit")
                                        .set("Uptime", s -> s - born)
                                        .presentWhen(s -> s >= born && s < born + 17 && s < 60));
                        node.process(
                                "<A.0." + (3000 + i) + ">",
                                row -> row.set("Behavior", "main.Probe")
                                        .set("Parent", visit)
                                        .set("Uptime", s -> s - born)
                                        .presentWhen(s -> s >= born && (stay || s < born + 17 && s < 60)));
                    }
                })
                .judge(new ProcessLeak());
    }

    @Test
    void tenMoreAMinuteAreALeakAndNineAreNot() {
        assertThat(growing(s -> 500 + 10 * s / 60).findings())
                .extracting(Finding::code)
                .containsExactly("ED0501");
        assertThat(growing(s -> 500 + 9 * s / 60).findings()).isEmpty();
    }

    @Test
    void whatMayBeLessThanTenAMinuteIsNoLeak() {
        int[] come = {0, 1, 2, 3, 4, 11};
        assertThat(growing(s -> 500 + come[s / 12]).findings())
                .as("eleven more in a minute, most of them in its last seconds")
                .isEmpty();
        assertThat(two(24, 4)).as("four births").isEmpty();
        assertThat(two(24, 40)).extracting(Finding::code).containsExactly("ED0501");
    }

    /** Two readings with so many births between them. */
    private List<Finding> two(int seconds, int births) {
        return TestBundles.in(temp)
                .seconds(0, seconds)
                .node(
                        "a@host",
                        node -> node.info("ProcessesTotal", s -> 49 + births * s / seconds)
                                .info("ProcessesSpawned", s -> 49 + births * s / seconds))
                .judge(new ProcessLeak())
                .findings();
    }

    @Test
    void lessThanOnePercentIsTheComeAndGoOfSessions() {
        assertThat(growing(s -> 1000 + 10 * s / 60).findings()).hasSize(1);
        assertThat(growing(s -> 1001 + 10 * s / 60).findings()).isEmpty();
    }

    @Test
    void shortLivedWorkersWithABalancedRateAreNoLeak() {
        Findings findings = TestBundles.in(temp)
                .node(
                        "a@host",
                        node -> node.info("ProcessesTotal", s -> 500)
                                .info("ProcessesSpawned", s -> 9000 + 50 * s)
                                .info("ProcessesTerminated", s -> 8500 + 50 * s))
                .judge(new ProcessLeak());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void theCapturesOwnSamplersAreNoLeakAndHideNone() {
        assertThat(sampled(3, 3).findings()).isEmpty();
        assertThat(sampled(3, 3).verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(only(sampled(20, 0)).code()).isEqualTo("ED0501");
        assertThat(only(sampled(20, 3)).code()).isEqualTo("ED0501");
    }

    @Test
    void aSamplerThatWasStoppedIsSubtractedNoMore() {
        Findings findings = grown(20, 3, 2, ProcessLeakTest::stopThree);
        assertThat(only(findings).code()).isEqualTo("ED0501");
    }

    /** It may end, or be counted, a moment before or after we know of it. */
    @Test
    void whatGrowsOnlyWithOurSamplersLeftOutIsNoLeak() {
        assertThat(grown(0, 3, 0, ProcessLeakTest::stopThree).findings()).isEmpty();
    }

    @Test
    void countersBeyondWhatANumberHoldsExactlyAreToldExactly() {
        Findings findings = TestBundles.in(temp)
                .node(
                        "a@host",
                        node -> node.info("ProcessesTotal", s -> 500 + s)
                                .info("ProcessesSpawned", s -> (1L << 62) + 500 + s)
                                .info("ProcessesTerminated", s -> 0))
                .judge(new ProcessLeak());
        assertThat(only(findings).code()).isEqualTo("ED0501");
    }

    private static void stopThree(TestNode node) {
        for (int i = 0; i < 3; i++) {
            node.reply(10, "sample_stop", Map.of("sampler_id", "s" + i), "stopped");
        }
    }

    private Findings sampled(int more, int samplers) {
        return grown(more, samplers, 2, node -> {});
    }

    /** In a quarter of a minute so many processes more, of which so many are ours. */
    private Findings grown(int more, int samplers, int since, Consumer<TestNode> told) {
        TestBundles bundle = TestBundles.in(temp).seconds(0, 15).node("a@host", node -> {
            node.info("ProcessesTotal", s -> s == 0 ? 50 : 50 + more)
                    .info("ProcessesSpawned", s -> s == 0 ? 50 : 50 + more);
            told.accept(node);
        });
        for (int i = 0; i < samplers; i++) {
            bundle.sampling("a@host", "s" + i, since);
        }
        return bundle.judge(new ProcessLeak());
    }

    @Test
    void oneReadingCannotTell() {
        Findings findings =
                TestBundles.in(temp).seconds(0).node("a@host", node -> {}).judge(new ProcessLeak());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.what().equals("node_info"));
    }

    private Findings growing(IntUnaryOperator processes) {
        return TestBundles.in(temp)
                .seconds(0, 12, 24, 36, 48, 60)
                .node(
                        "a@host",
                        node -> node.info("ProcessesTotal", processes::applyAsInt)
                                .info("ProcessesSpawned", processes::applyAsInt))
                .judge(new ProcessLeak());
    }

    private static Finding only(Findings findings) {
        assertThat(findings.findings()).hasSize(1);
        return findings.findings().get(0);
    }

    private static Findings judged(String sample) {
        return ReadSample.judged(sample, new ProcessLeak());
    }

    private static Findings judged(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new ProcessLeak()), Map.of());
        }
    }
}
