package ergodiag.playbooks.cpu;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuProfilingTest {
    @TempDir
    Path temp;

    @Test
    void aHotFunctionIsNamedWithTheProcessThatRunsIt() {
        Findings findings = judged("memory-and-cpu");
        assertThat(findings.findings()).hasSize(1);
        Finding finding = findings.findings().get(0);
        assertThat(finding.code()).isEqualTo("ED0301");
        assertThat(finding.subject().node()).isEqualTo("node3@localhost");
        assertThat(finding.subject().name()).isEqualTo("risk_scanner");
        assertThat(finding.subject().function()).isEqualTo("main.burnRiskMatrix");
    }

    @Test
    void aHotFunctionOfAnotherSystemIsNamedAsWell() {
        Findings findings = judged(Mutated.sample(temp, "memory-and-cpu"));
        assertThat(findings.findings()).hasSize(1);
        assertThat(findings.findings().get(0).subject().name()).isEqualTo(Mutated.renamedName("risk_scanner"));
    }

    @Test
    void theLooksOfASamplerTellWhoseFunctionBurns() {
        String computing = TestNode.block(
                1,
                "<A.0.1001>",
                "shop.compute",
                "shop.(*Other).HandleMessage",
                "ergo.services/ergo/act.(*Actor).ProcessRun");
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {
                    node.cpuProfile(4_800_000_000L, "98.0    99.0    shop.compute");
                    for (int i = 0; i < 10; i++) {
                        node.look(i, i < 7 ? new String[] {computing} : new String[0]);
                    }
                })
                .judge(new CpuProfiling());
        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject().name()).isEqualTo("front");
            assertThat(finding.prose().sentence()).contains("run by front", "; in 7 of 10 looks front was in it");
        });
    }

    @Test
    void anIdleProfileIsNotJudgedByItsPercentages() {
        assertThat(judged("healthy-three-nodes").verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        Findings idle = node(900_000_000L, "100.0    100.0    shop.compute");
        assertThat(idle.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void halfACoreIsHotAndALittleLessIsNot() {
        assertThat(node(2_500_000_000L, "100.0    100.0    shop.compute").findings())
                .extracting(Finding::code)
                .containsExactly("ED0301");
        assertThat(node(2_500_000_000L, "99.9    99.9    shop.compute", "0.1   0.1   runtime.futex")
                        .findings())
                .isEmpty();
    }

    @Test
    void aCallerIsNotToldBesideTheFunctionThatBurns() {
        Findings findings =
                node(4_800_000_000L, "98.0    99.0    shop.compute", "0.0    100.0    shop.(*Scanner).HandleMessage");
        assertThat(findings.findings())
                .extracting(finding -> finding.subject().function())
                .containsExactly("shop.compute");
    }

    @Test
    void workInALibraryIsLaidToTheApplicationThatCallsIt() {
        Findings findings =
                node(4_800_000_000L, "98.0    99.0    encoding/json.Marshal", "0.0    100.0    shop.(*Writer).flush");
        assertThat(findings.findings())
                .extracting(finding -> finding.subject().function())
                .containsExactly("shop.(*Writer).flush");
    }

    @Test
    void collectionAboveAQuarterOfTheCpuIsPressure() {
        assertThat(node(4_000_000_000L, "0.0    26.0    runtime.gcBgMarkWorker").findings())
                .extracting(Finding::code)
                .containsExactly("ED0302");
        assertThat(node(4_000_000_000L, "0.0    25.0    runtime.gcBgMarkWorker").findings())
                .isEmpty();
    }

    @Test
    void withoutAProfileItCannotTell() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> node.without("pprof_cpu", "cpu profiling already in use"))
                .judge(new CpuProfiling());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.reason().contains("already in use"));
    }

    private Findings node(long nanos, String... rows) {
        return TestBundles.in(temp)
                .node("a@host", node -> node.cpuProfile(nanos, rows))
                .judge(new CpuProfiling());
    }

    private static Findings judged(String sample) {
        return ReadSample.judged(sample, new CpuProfiling());
    }

    private static Findings judged(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new CpuProfiling()), Map.of());
        }
    }
}
