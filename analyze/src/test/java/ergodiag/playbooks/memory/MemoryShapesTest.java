package ergodiag.playbooks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.playbooks.goroutines.Goroutines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on growing is kept; what has filled, was given back or comes and goes is not. A reading every three seconds for two minutes. */
class MemoryShapesTest {
    private static final String PID = "<A.0.1050>";
    private static final long MIB = 1 << 20;

    @TempDir
    Path temp;

    private List<Finding> found(Consumer<TestNode> told) {
        return judged(told, every(3, 120)).findings();
    }

    private Findings judged(Consumer<TestNode> told, Integer... seconds) {
        return TestBundles.in(temp).seconds(seconds).node("a@host", told).judge(new MemoryGrowth());
    }

    private static Integer[] every(int seconds, int until) {
        return IntStream.rangeClosed(0, until / seconds)
                .mapToObj(i -> seconds * i)
                .toArray(Integer[]::new);
    }

    private List<Finding> alarms(Consumer<TestNode> told) {
        return alarms(judged(told, every(3, 120)));
    }

    private static List<Finding> alarms(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    /** A node that collects every six seconds, of which so many MiB live. */
    private static Consumer<TestNode> living(IntToDoubleFunction mib) {
        return node -> node.info("GCCycles", s -> 100 + s / 6).info("HeapLive", s ->
                (long) (MIB * mib.applyAsDouble(s - s % 6)));
    }

    @Test
    void aCacheThatHasFilledIsInformation() {
        for (int full : new int[] {24, 45, 72}) {
            List<Finding> findings = found(living(s -> 10 + 60.0 * Math.min(1, s / (double) full)));
            assertThat(findings).extracting(Finding::code).containsExactly("ED0408");
            assertThat(findings.get(0).severity()).isEqualTo(Severity.INFO);
        }
    }

    @Test
    void aStairThatGoesOnIsALeak() {
        assertThat(alarms(living(s -> 10 + 20.0 * (s / 30))))
                .extracting(Finding::code)
                .containsExactly("ED0401");
    }

    @Test
    void aLeakThatBeginsInTheWindowSaysWhen() {
        List<Finding> findings = alarms(living(s -> 10 + Math.max(0, s - 50)));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0401");
        isAbout(findings.get(0), 50, 8);
    }

    @Test
    void aRiseThatIsTooYoungToTellALeakFromWhatFillsIsInformationAndCannotBeTold() {
        for (Findings findings : List.of(
                judged(living(s -> 10 + Math.max(0, s - 64)), every(3, 120)),
                judged(living(s -> 3 + 0.8 * s), every(3, 54)))) {
            assertThat(findings.findings()).extracting(Finding::code).containsExactly("ED0401");
            assertThat(findings.findings().get(0).severity()).isEqualTo(Severity.INFO);
            assertThat(findings.verdicts().get(0).gaps())
                    .extracting(gap -> gap.what())
                    .containsExactly("HeapLive");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 48, 60})
    void aLeakThatIsOlderThanItsShortWindowIsNamed(int window) {
        assertThat(alarms(judged(living(s -> 60 + s), every(3, window))))
                .extracting(Finding::code)
                .containsExactly("ED0401");
    }

    @Test
    void whatHasNotGrownForAMinuteMayFill() {
        assertThat(alarms(judged(living(s -> 11 + s), every(3, 48)))).as("59 s").isEmpty();
        assertThat(alarms(judged(living(s -> 12 + s), every(3, 48)))).as("60 s").hasSize(1);
    }

    /** A node that does not tell what lives: it collects every six seconds, and allocates so much from one collection to the next. */
    private static Consumer<TestNode> allocating(IntToDoubleFunction kept, IntToDoubleFunction sinceTheCollection) {
        return node -> node.stats("num_gc", s -> 100 + s / 6)
                .stats("heap_alloc", s -> (long) (MIB * (kept.applyAsDouble(s) + sinceTheCollection.applyAsDouble(s))));
    }

    @Test
    void aNodeThatDoesNotTellWhatLivesIsJudgedByTheLowestOfItsHeap() {
        assertThat(alarms(allocating(s -> 20 + s, s -> s % 6 * 2.0)))
                .as("a leak all the same")
                .extracting(Finding::code)
                .containsExactly("ED0401");
        Findings busier = judged(allocating(s -> 20, s -> s / 6 % 3 == 0 ? 0.11 * s : 0.2 * s), every(3, 120));
        assertThat(busier.findings()).isEmpty();
        assertThat(busier.verdicts().get(0).gaps())
                .extracting(gap -> gap.what())
                .containsExactly("HeapLive");
    }

    @Test
    void whatWasGivenBackIsNone() {
        assertThat(found(living(s -> s < 80 ? 10 + s : 12))).isEmpty();
        assertThat(found(living(s -> 10 + s % 42))).as("a batch every 42 s").isEmpty();
    }

    private static void isAbout(Finding finding, int second, int seconds) {
        assertThat(Duration.between(
                                TestBundles.START.plusSeconds(second),
                                finding.since().orElseThrow())
                        .abs())
                .isLessThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    /** A process whose lists have so many items, read at the beginning, in the middle and at the end. */
    private static Consumer<TestNode> holding(String pid, String list, IntToLongFunction many) {
        return node -> {
            node.process(pid, row -> row.set("Name", "holder" + pid.substring(8, 9)));
            for (int second : new int[] {1, 60, 119}) {
                node.reply(
                        second,
                        "process_info",
                        Map.of("pid", pid),
                        "{\"PID\":\"" + pid + "\",\"MailboxSize\":0,\"" + list + "\":["
                                + String.join(
                                        ",",
                                        IntStream.range(0, (int) many.applyAsLong(second))
                                                .mapToObj(i -> "\"Alias#<" + i + ">\"")
                                                .toList())
                                + "]}");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void aliasesThatOnlyBecomeMoreAreTheirProcesss(int perSecond) {
        List<Finding> findings = alarms(holding(PID, "Aliases", s -> 80 + perSecond * s)
                .andThen(holding("<A.0.1051>", "Aliases", s -> 3))
                .andThen(node -> node.info("RegisteredAliases", s -> 85 + perSecond * s)));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0407");
        assertThat(findings.get(0).subject().name()).isEqualTo("holder0");
    }

    @Test
    void aliasesTooManyToBeSentOnAreProbablyOfWhomWeCouldNotAsk() {
        Consumer<TestNode> others = holding("<A.0.1051>", "Aliases", s -> 3)
                .andThen(node -> node.process(PID, row -> row.set("Name", "holder"))
                        .info("RegisteredAliases", s -> 2000 + 30 * s)
                        .late(20, "process_info", Map.of("pid", PID))
                        .late(60, "process_info", Map.of("pid", PID)));
        List<Finding> findings = alarms(others);
        assertThat(findings).extracting(Finding::code).containsExactly("ED0407");
        assertThat(findings.get(0).subject().name()).isEqualTo("holder");
        assertThat(findings.get(0).prose().sentence()).contains("probably");
        List<Finding> two = alarms(others.andThen(
                node -> node.process("<A.0.1052>", row -> {}).late(40, "process_info", Map.of("pid", "<A.0.1052>"))));
        assertThat(two.get(0).subject().name()).as("of two it may be either").isEmpty();
    }

    private static Consumer<TestNode> sockets(int perSecond) {
        return holding(PID, "Metas", s -> 5 + perSecond * s)
                .andThen(holding("<A.0.1051>", "Metas", s -> 3))
                .andThen(node -> node.info("RegisteredAliases", s -> 9 + perSecond * s)
                        .stats("goroutines", s -> 30 + perSecond * s));
    }

    /** Dumps of all goroutines, with the readers of so many connections at each second. */
    private static Consumer<TestNode> reading(IntUnaryOperator connections) {
        return node -> {
            for (int second : new int[] {1, 60, 119}) {
                int many = connections.applyAsInt(second);
                String reader = TestNode.block(
                        many,
                        "",
                        "internal/poll.runtime_pollWait",
                        "net.(*conn).Read",
                        "ergo.services/ergo/meta.(*tcpconnection).readData",
                        "ergo.services/ergo/meta.(*tcpconnection).Start",
                        "ergo.services/ergo/node.(*meta).start");
                node.goroutines(second, 30 + many, reader);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void socketsThatAreNeverClosedAreTheirProcesssAndOfTheirKind(int perSecond) {
        Finding finding = alarms(sockets(perSecond).andThen(reading(s -> 5 + perSecond * s)))
                .get(0);
        assertThat(finding.code()).isEqualTo("ED0407");
        assertThat(finding.subject().name()).isEqualTo("holder0");
        assertThat(finding.prose().sentence())
                .startsWith("Meta processes of holder0 on a@host only become more")
                .contains("TCP connections (meta.tcpconnection)");
        assertThat(finding.prose().advice()).contains("sockets");
    }

    @Test
    void aLeakOfSocketsIsOneFindingWithItsGoroutines() {
        List<Finding> alarms = TestBundles.in(temp)
                .seconds(IntStream.rangeClosed(0, 40).mapToObj(i -> 3 * i).toArray(Integer[]::new))
                .node("a@host", sockets(4).andThen(reading(s -> 5 + 4 * s)))
                .judge(List.of(new MemoryGrowth(), new Goroutines()))
                .findings()
                .stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        assertThat(alarms).extracting(Finding::code).containsExactly("ED0407");
        assertThat(alarms.get(0).explains()).singleElement().asString().startsWith("ED1003");
    }

    @Test
    void socketsWhoseProcessDoesNotTellAreOfTheirKind() {
        Finding finding = alarms(reading(s -> 5 + 4 * s)
                        .andThen(node -> node.info("RegisteredAliases", s -> 9 + 4 * s)))
                .get(0);
        assertThat(finding.subject().name()).isEmpty();
        assertThat(finding.prose().sentence())
                .startsWith("Meta processes of processes of a@host only become more")
                .contains("TCP connections")
                .contains("cannot tell which process");
    }

    @Test
    void socketsThatComeAndGoAreNone() {
        assertThat(found(holding(PID, "Metas", s -> 400 + s % 7)
                        .andThen(reading(s -> 400 + s % 7))
                        .andThen(node -> node.info("RegisteredAliases", s -> 405 + s % 7))))
                .isEmpty();
    }

    @Test
    void aliasesNobodyOfWhichTellsAreTheNodes() {
        List<Finding> findings = alarms(node -> node.info("RegisteredAliases", s -> 5 + 3 * Math.max(0, s - 60)));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0407");
        assertThat(findings.get(0).subject().node()).isEqualTo("a@host");
        isAbout(findings.get(0), 60, 6);
    }

    @Test
    void aGainOfFiftyIsToldAndOneLessIsNot() {
        assertThat(alarms(node -> node.info("RegisteredNames", s -> 20 + 50 * s / 120)))
                .extracting(Finding::code)
                .containsExactly("ED0407");
        assertThat(alarms(node -> node.info("RegisteredNames", s -> 20 + 49 * s / 120)))
                .isEmpty();
    }

    @Test
    void aliasesOfRequestsAndNamesOfAStartUpAreNone() {
        assertThat(found(node -> node.info("RegisteredAliases", s -> 200 + 90 * (s / 3 * 7919 % 11) / 10)))
                .as("come and go")
                .isEmpty();
        assertThat(found(node -> node.info("RegisteredNames", s -> 20 + 4 * Math.min(s, 45))))
                .as("registered while it started")
                .isEmpty();
    }

    @Test
    void monitorsThatNoNodeCountsAreFoundAtTheirProcess() {
        List<Finding> findings = alarms(holding(PID, "MonitorsPID", s -> 10 + s));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0407");
        assertThat(findings.get(0).aspect()).isEqualTo("MonitorsPID");
        assertThat(alarms(holding(PID, "MonitorsPID", s -> s == 60 ? 500 : 10 + s)))
                .as("fewer at the end than in the middle")
                .isEmpty();
    }

    /** A node with a memory limit, of which so much lives; it collects so often and spends so many cores on it. */
    private static Consumer<TestNode> limited(
            IntToLongFunction limit, double live, double goal, double perSecond, double cores) {
        return node -> node.info("MemoryLimit", s -> limit.applyAsLong(s))
                .info("HeapLive", s -> (long) (live * MIB))
                .info("HeapGoal", s -> limit.applyAsLong(s) > 500 * MIB ? (long) (2 * live * MIB) : (long) (goal * MIB))
                .info("GCCycles", s -> 100 + (long) (perSecond * s))
                .info("CPUTimeGC", s -> 20 + cores * s)
                .info("CPUTimeTotal", s -> 200.0 + 4 * s)
                .info("UserTime", s -> 2_000_000_000L * s + 51_000_000_000L)
                .stats("num_gc", s -> 100 + (long) (perSecond * s))
                .stats("total_alloc", s -> 900 * MIB + 2 * MIB * s);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 130, 180})
    void aLimitThatLeavesNoRoomIsTooLow(long limit) {
        List<Finding> findings = alarms(limited(s -> limit * MIB, 92, 93, 6, 0.4));
        assertThat(findings).extracting(Finding::code).contains("ED0406");
        assertThat(findings.get(0).prose().sentence()).contains(limit + ".0 MiB");
        assertThat(findings.get(0).since()).as("from the beginning").isEmpty();
    }

    @Test
    void aLimitWithRoomOneThatCostsNothingAndOneThatIsFarAreNone() {
        assertThat(alarms(limited(s -> 300 * MIB, 92, 184, 0.1, 0.01))).isEmpty();
        assertThat(alarms(limited(s -> 100 * MIB, 92, 93, 0.5, 0.05)))
                .as("costs a twentieth of a core")
                .isEmpty();
        assertThat(alarms(limited(s -> 190 * MIB, 92, 93, 6, 0.4)))
                .as("GOGC")
                .extracting(Finding::code)
                .doesNotContain("ED0406");
        assertThat(alarms(limited(s -> Long.MAX_VALUE, 92, 184, 0.1, 0.01))).isEmpty();
    }

    @Test
    void aLimitThatCameInTheWindowSaysWhenAndOneThatWasRaisedIsOver() {
        List<Finding> findings = alarms(limited(s -> (s < 40 ? 800 : 100) * MIB, 92, 93, 6, 0.4));
        assertThat(findings).extracting(Finding::code).contains("ED0406");
        isAbout(findings.get(0), 42, 3);
        assertThat(alarms(limited(s -> (s < 70 ? 100 : 800) * MIB, 92, 93, 6, 0.4)))
                .extracting(Finding::code)
                .doesNotContain("ED0406");
    }

    /** A node of a version that does not tell its limit: it holds so much, and allocates so much from one collection to the next. */
    private static Consumer<TestNode> silent(double heap, double mibEach, double perSecond) {
        return node -> node.without("pprof_cpu", "cpu profiling already in use")
                .stats("num_gc", s -> 100 + (long) (perSecond * s))
                .stats("total_alloc", s -> (long) (900 * MIB + MIB * mibEach * perSecond * s))
                .stats("heap_alloc", s -> (long) (MIB * (heap + s % 5)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 40})
    void aLimitThatIsNotToldShowsInWhatCollectionsFree(double perSecond) {
        for (Integer[] seconds : List.of(every(3, 120), new Integer[] {0, 120})) {
            List<Finding> findings = alarms(judged(silent(90, 0.4, perSecond), seconds));
            assertThat(findings).extracting(Finding::code).containsExactly("ED0406");
            assertThat(findings.get(0).aspect()).isEqualTo("not told");
        }
    }

    @Test
    void collectionsThatFreeATenthOfTheHeapOrAreRareAreNoLimit() {
        assertThat(alarms(silent(90, 9, 4))).hasSize(1);
        assertThat(alarms(silent(90, 9, 4).andThen(profiled("26.0"))))
                .extracting(Finding::code)
                .containsExactly("ED0406");
        assertThat(alarms(silent(90, 9, 4).andThen(profiled("4.0"))))
                .as("costs a fiftieth of a core")
                .isEmpty();
        assertThat(alarms(silent(90, 9.1, 4))).as("more than a tenth").isEmpty();
        assertThat(alarms(silent(90, 0.4, 0.5))).as("every two seconds").isEmpty();
    }

    @Test
    void twoReadingsTellALimitThousandsOfAliasesAndWhatIsDropped() {
        assertThat(alarms(judged(limited(s -> 100 * MIB, 92, 93, 6, 0.4), 0, 120)))
                .extracting(Finding::code)
                .containsExactly("ED0406");
        assertThat(alarms(judged(node -> node.info("RegisteredAliases", s -> 80 + 1000 * s / 120), 0, 120)))
                .extracting(Finding::code)
                .containsExactly("ED0407");
        assertThat(alarms(judged(node -> node.info("RegisteredAliases", s -> 80 + 999 * s / 120), 0, 120)))
                .as("requests that go on")
                .isEmpty();
        assertThat(alarms(judged(churning(170, 0.4), 0, 120)))
                .extracting(Finding::code)
                .containsExactly("ED0404");
    }

    /** A node that uses a core, and so much of it for collection, while one function makes most of what it drops. */
    private static Consumer<TestNode> churning(double mibPerSecond, double cores) {
        return dropping(mibPerSecond).andThen(node -> node.info("CPUTimeGC", s -> 20 + cores * s));
    }

    /** The same of a version that does not tell what collection costs. */
    private static Consumer<TestNode> dropping(double mibPerSecond) {
        return node -> node.process(PID, row -> row.set("Name", "renderer").set("Behavior", "main.Renderer"))
                .info("UserTime", s -> 1_000_000_000L * s + 51_000_000_000L)
                .stats("num_gc", s -> 100 + 4 * s)
                .stats("total_alloc", s -> (long) (900 * MIB + mibPerSecond * MIB * s))
                .heapProfile(3, "20.0MB", "1.0MB  500.0MB  main.renderDepth", "9.0MB  9.0MB  main.(*Book).fill")
                .heapProfile(117, "20.0MB", "1.0MB  9.5GB  main.renderDepth", "9.0MB  9.2MB  main.(*Book).fill")
                .goroutines(
                        60,
                        40,
                        TestNode.block(1, PID, "main.renderDepth", "main.(*Renderer).HandleMessage", "x.ProcessRun"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {40, 170, 600})
    void whoeverMakesAndDropsMostIsNamed(double mibPerSecond) {
        List<Finding> findings = alarms(churning(mibPerSecond, 0.4));
        assertThat(findings).extracting(Finding::code).containsExactly("ED0404");
        assertThat(findings.get(0).subject().name()).isEqualTo("renderer");
        assertThat(findings.get(0).subject().function()).isEqualTo("main.renderDepth");
    }

    @Test
    void whatBeganInTheWindowSaysWhen() {
        Consumer<TestNode> later = churning(0, 0.4)
                .andThen(node -> node.stats("total_alloc", s -> MIB * (900 + 2 * s + 170L * Math.max(0, s - 60))));
        List<Finding> findings = alarms(later);
        assertThat(findings).extracting(Finding::code).containsExactly("ED0404");
        isAbout(findings.get(0), 60, 3);
        assertThat(alarms(churning(170, 0.4)).get(0).since())
                .as("from the beginning")
                .isEmpty();
    }

    @Test
    void withoutTheNodesOwnTimeTheProfileTellsWhatCollectionCosts() {
        assertThat(alarms(dropping(170).andThen(profiled("26.0"))))
                .extracting(Finding::code)
                .containsExactly("ED0404");
        assertThat(alarms(dropping(170).andThen(profiled("25.0"))))
                .as("as Go aims at")
                .isEmpty();
    }

    private static Consumer<TestNode> profiled(String collecting) {
        return node ->
                node.cpuProfile(2_000_000_000L, "1.0 " + collecting + " runtime.gcDrain", "40.0 60.0 main.renderDepth");
    }

    @Test
    void aQuarterOfTheCpuForCollectionIsTheLimit() {
        assertThat(alarms(churning(170, 0.26))).hasSize(1);
        assertThat(alarms(churning(170, 0.25))).as("as Go aims at").isEmpty();
    }
}
