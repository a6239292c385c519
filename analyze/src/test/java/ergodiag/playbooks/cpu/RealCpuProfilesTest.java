package ergodiag.playbooks.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.GoProfiles;
import ergodiag.analyze.TestBundles;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One program, profiled under Go 1.23 to 1.26, with Green Tea and AVX-512 and without: judged alike. */
final class RealCpuProfilesTest {
    @TempDir
    Path temp;

    static Stream<String> versions() {
        return GoProfiles.versions();
    }

    static Stream<String> allKinds() {
        return GoProfiles.versionsWith("cpu.channel.txt");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void collectionIsPressure(String version) {
        Findings findings = judged(version, "collection", 250);
        assertThat(codes(findings)).contains("ED0302").doesNotContain("ED0303");
        assertThat(finding(findings, "ED0302").prose().sentence()).doesNotContain("at least");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void ofACutListCollectionIsALowerBoundOrCannotBeTold(String version) {
        Findings findings = judged(version, "collection", 60);
        if (codes(findings).contains("ED0302")) {
            assertThat(finding(findings, "ED0302").prose().sentence()).contains("at least");
        } else {
            assertThat(findings.verdicts().get(0).gaps())
                    .anyMatch(gap -> gap.reason().contains("too few functions"));
        }
    }

    /** Rows come by their own share, those of callers last: wherever the list ends, what is not in it is never taken for nothing. */
    @ParameterizedTest
    @MethodSource("versions")
    void whereverAListIsCutCollectionIsFoundOrCannotBeTold(String version) {
        int all = (int) GoProfiles.text(version, "cpu.collection.txt").lines().count() - 3;
        for (int rows : List.of(20, 40, 90, 120, 150, 180, all - 1, all)) {
            Findings findings = judged(version, "collection", rows);
            assertThat(findings.verdicts().get(0).state())
                    .as("%d of %d rows", rows, all)
                    .isNotEqualTo(Verdict.State.HEALTHY);
            assertThat(codes(findings)).doesNotContain("ED0303");
        }
    }

    /** As many rows as were asked for may be all there are: the share is a lower bound, and still told. */
    @ParameterizedTest
    @MethodSource("versions")
    void aListOfJustAsManyRowsAsWereAskedForIsJudgedAsAtLeastSoMuch(String version) {
        int all = (int) GoProfiles.text(version, "cpu.collection.txt").lines().count() - 3;
        assertThat(finding(judged(version, "collection", all), "ED0302").prose().sentence())
                .contains("at least");
        assertThat(finding(judged(version, "collection", all + 1), "ED0302")
                        .prose()
                        .sentence())
                .doesNotContain("at least");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theChartShowsAsCollectionWhatTheRuntimeCounts(String version) {
        // The runtime's own clock goes on while other programs have the two cores, of which this one got that share;
        // and it counts neither sweeping nor write barriers.
        double drawn = drawn(judged(version, "collection", 250), "garbage collection");
        double counted = GoProfiles.text("", "truth.txt")
                .lines()
                .filter(line -> line.startsWith(version + " collection "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[2]) / 2)
                .findFirst()
                .orElseThrow();
        double got = Double.parseDouble(
                        GoProfiles.text(version, "cpu.collection.txt").split(" ")[4])
                / 4e9;
        assertThat(drawn).isBetween(0.7 * counted * got, 1.5 * counted * got);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void anIdleNodeThatCollectsNowAndThenIsNoFinding(String version) {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> GoProfiles.cpu(node, version, "idle-collection", 250))
                .judge(new CpuProfiling(), Map.of("cpu-profiling.sampled", 0.0));
        assertThat(findings.findings()).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void markingByIdleProcessorsIsNoPressureAndAllOtherMarkingIs() {
        assertThat(codes(marking("30.0"))).isEmpty();
        assertThat(codes(marking("20.0"))).containsExactly("ED0302");
    }

    private Findings marking(String idle) {
        return TestBundles.in(temp)
                .node(
                        "a@host",
                        node -> node.cpuProfile(
                                4_000_000_000L,
                                "50.0 50.0 runtime.scanobject",
                                "0.0 50.0 runtime.gcBgMarkWorker",
                                "0.0 " + idle + " runtime.gcDrainMarkWorkerIdle"))
                .judge(new CpuProfiling());
    }

    @Test
    void lessThanATenthOfACoreIsNoPressureHoweverLargeItsShare() {
        assertThat(codes(share(1_000_000_000L, "50.0"))).containsExactly("ED0302");
        assertThat(codes(share(1_000_000_000L, "49.9"))).isEmpty();
    }

    private Findings share(long nanos, String percent) {
        return TestBundles.in(temp)
                .node("a@host", node -> node.cpuProfile(nanos, "0.0 " + percent + " runtime.gcAssistAlloc"))
                .judge(new CpuProfiling());
    }

    @Test
    void aCutListOfAnApplicationsOwnWorkIsHealthy() {
        String[] rows = Stream.iterate(0, i -> i < 50, i -> i + 1)
                .map(i -> "1.9 1.9 shop.step" + i)
                .toArray(String[]::new);
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> node.cpuProfile(4_000_000_000L, rows).info("CPUTimeTotal", s -> 900 + 4.0 * s))
                .judge(new CpuProfiling());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void locksAreNamedAsWhatTheyAre(String version) {
        assertThat(finding(judged(version, "rwmutex", 250), "ED0303").prose().sentence())
                .contains("locks of the program, most in sync.(*RWMutex).R");
        assertThat(finding(judged(version, "mutex", 250), "ED0303").prose().sentence())
                .contains("locks of the program, most in ", "sync.(*Mutex).Lock");
        assertThat(finding(judged(version, "channel", 250), "ED0303").prose().sentence())
                .contains("the locks inside channels");
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void noShareOfLocksIsCountedTwice(String version) {
        for (String kind : List.of("rwmutex", "mutex", "channel")) {
            assertThat(finding(judged(version, kind, 250), "ED0303")
                            .basis()
                            .numbers()
                            .get(0)
                            .value())
                    .as(kind)
                    .isBetween(25.0, 100.0);
        }
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void theMethodOfAGenericTypeOfAnotherFolderIsItsActors(String version) {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {
                    node.process(
                            "<A.0.1070>",
                            row -> row.set("Behavior", "quote.Scanner[float64]").set("Name", "risk"));
                    GoProfiles.cpu(node, version, "generic", 250);
                })
                .judge(new CpuProfiling());
        assertThat(finding(findings, "ED0301")).satisfies(hot -> {
            assertThat(hot.subject().name()).isEqualTo("risk");
            assertThat(hot.subject().function()).isEqualTo("example.com/profiles/v2/risk.burn");
        });
    }

    private Findings judged(String version, String kind, int rows) {
        return TestBundles.in(temp)
                .node("a@host", node -> GoProfiles.cpu(node, version, kind, rows))
                .judge(new CpuProfiling());
    }

    private static double drawn(Findings findings, String what) {
        return findings.charts().stream()
                .filter(chart -> chart.id().equals("cpu-by-kind"))
                .flatMap(chart -> chart.series().stream())
                .filter(series -> series.name().equals(what))
                .mapToDouble(series -> series.values().get(0))
                .sum();
    }

    private static Finding finding(Findings findings, String code) {
        return findings.findings().stream()
                .filter(it -> it.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + codes(findings)));
    }

    private static List<String> codes(Findings findings) {
        return findings.findings().stream().map(Finding::code).toList();
    }
}
