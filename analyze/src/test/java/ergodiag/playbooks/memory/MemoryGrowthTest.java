package ergodiag.playbooks.memory;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryGrowthTest {
    private static final long START = 20_000_000;
    private static final long LIMIT = 16 << 20;

    @TempDir
    Path temp;

    @Test
    void keptMemoryIsNamedWithItsAllocatorAndTheProcessBehindIt() {
        Findings findings = judged("memory-and-cpu");
        assertThat(findings.findings()).hasSize(1);
        Finding finding = findings.findings().get(0);
        assertThat(finding.code()).isEqualTo("ED0401");
        assertThat(finding.subject().node()).isEqualTo("node2@localhost");
        assertThat(finding.subject().function()).isEqualTo("main.growSnapshotCache");
        assertThat(finding.subject().name()).isEqualTo("snapshot_cache");
        assertThat(finding.prose().sentence()).contains("probably");
    }

    @Test
    void keptMemoryOfAnotherSystemIsNamedAsWell() {
        Findings findings = judged(Mutated.sample(temp, "memory-and-cpu"));
        assertThat(findings.findings()).hasSize(1);
        assertThat(findings.findings().get(0).subject().function())
                .isEqualTo(Mutated.renamed("main.growSnapshotCache"));
    }

    @Test
    void theSawToothOfHealthyNodesIsNoGrowth() {
        for (String sample : List.of("healthy-three-nodes", "overload-and-stuck-call", "contention")) {
            assertThat(judged(sample).verdicts().get(0).state()).as(sample).isEqualTo(Verdict.State.HEALTHY);
        }
    }

    @Test
    void aFloorThatRisesByMoreThanSixteenMegabytesIsGrowth() {
        assertThat(rising(LIMIT + 1).findings()).extracting(Finding::code).containsExactly("ED0401");
        assertThat(rising(LIMIT).findings()).isEmpty();
    }

    private Findings rising(long bytes) {
        return node(node -> node.info("GCCycles", s -> 50 + s / 10).info("HeapLive", s -> START + bytes * s / 60));
    }

    @Test
    void whatLivedBeforeANodeWasStartedAnewIsOfNoAccount() {
        Findings findings = node(node -> node.info("GCCycles", s -> s < 20 ? 50 + s / 10 : (s - 20) / 10)
                .info("HeapLive", s -> s < 20 ? START : START + LIMIT + LIMIT * s / 60));
        assertThat(findings.findings()).isEmpty();
        assertThat(findings.verdicts().get(0).gaps())
                .noneMatch(gap -> gap.reason().contains("garbage collections"));
    }

    @Test
    void aRiseBetweenTwoCollectionsCannotBeTold() {
        Findings findings = node(node ->
                node.stats("heap_alloc", s -> START + 2 * LIMIT * s / 60).stats("num_gc", s -> 50));
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.what().equals("num_gc"));
    }

    private static Consumer<TestNode> heap(long start) {
        return node -> node.stats("heap_alloc", s -> start + 2 * LIMIT * s / 60).stats("num_gc", s -> s < 30 ? 50 : 51);
    }

    private Findings confirmed(long start) {
        return TestBundles.in(temp)
                .seconds(0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60)
                .node("a@host", node -> {
                    heap(start).accept(node);
                    node.heapProfile(0, "30.0MB", "10.0MB  10.0MB  shop.fill")
                            .heapProfile(60, "60.0MB", "40.0MB  40.0MB  shop.fill");
                })
                .judge(new MemoryGrowth());
    }

    @Test
    void aRiseFromNothingMayBeWhatFillsThoughAFunctionGrowsWithIt() {
        assertThat(confirmed(1_000_000).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0402");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
        });
    }

    @Test
    void oneCollectionIsEnoughWhenOneFunctionGrowsWithTheHeap() {
        assertThat(confirmed(START).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0402");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        });
        Findings alone = TestBundles.in(temp)
                .seconds(0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60)
                .node("a@host", heap(START))
                .judge(new MemoryGrowth());
        assertThat(alone.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
    }

    @Test
    void fiftyGoroutinesMoreAreALeakAndFewerAreNot() {
        assertThat(goroutines(50).findings()).extracting(Finding::code).containsExactly("ED0405");
        assertThat(goroutines(49).findings()).isEmpty();
    }

    private Findings goroutines(int more) {
        return node(node -> node.stats("goroutines", s -> 30 + more * s / 60)
                .stats("stack_inuse", s -> 1_000_000 + 8192 * more * s / 60)
                .goroutines(0, 30, TestNode.block(3, "", "shop.watch"))
                .goroutines(60, 30 + more, TestNode.block(3 + more, "", "shop.watch")));
    }

    @Test
    void fewerThanFiveReadingsCannotTell() {
        Findings findings = TestBundles.in(temp)
                .seconds(0, 20, 40, 60)
                .node("a@host", node -> {})
                .judge(new MemoryGrowth());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
    }

    private Findings node(Consumer<TestNode> told) {
        return TestBundles.in(temp).node("a@host", told).judge(new MemoryGrowth());
    }

    private static Findings judged(String sample) {
        return ReadSample.judged(sample, new MemoryGrowth());
    }

    private static Findings judged(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new MemoryGrowth()), Map.of());
        }
    }
}
