package ergodiag.playbooks.goroutines;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoroutinesTest {
    private static final String RUN = "ergo.services/ergo/act.(*Actor).ProcessRun";
    private static final String WAIT = "ergo.services/ergo/node.(*process).waitResponse";

    @TempDir
    Path folder;

    private static Findings judge(String sample) {
        return ReadSample.judged(sample, new Goroutines());
    }

    private static Findings judge(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new Goroutines()), Map.of());
        }
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    @Test
    void namesTheLockOfARecordingAndWhoWaitsForIt() {
        assertThat(serious(judge("contention"))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1002");
            assertThat(finding.subject().node()).isEqualTo("node3@localhost");
            assertThat(finding.subject().behavior()).isEqualTo("main.CacheWriter");
            assertThat(finding.subject().function()).isEqualTo("main.updateSharedCache");
            assertThat(finding.prose().sentence()).contains("5 goroutines", "sync.Mutex.Lock", "cache_writer_");
        });
    }

    @Test
    void namesItUnderAnyOtherNameToo() {
        assertThat(serious(judge(Mutated.sample(folder, "contention"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().node()).isEqualTo(Mutated.renamed("node3@localhost"));
                    assertThat(finding.subject().behavior()).isEqualTo(Mutated.renamed("main.CacheWriter"));
                });
    }

    @Test
    void namesTheCallOfARecordingThatNeverReturns() {
        assertThat(serious(judge("overload-and-stuck-call"))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1001");
            assertThat(finding.subject().name()).isEqualTo("payment_client");
            assertThat(finding.prose().sentence()).contains("waiting for the answer to a call");
        });
    }

    @Test
    void isSilentOnAHealthyRecordingAndOnOneThatOnlyComputes() {
        for (String sample : List.of("healthy-three-nodes", "memory-and-cpu")) {
            Findings findings = judge(sample);
            assertThat(findings.verdicts().get(0).state()).as(sample).isEqualTo(Verdict.State.HEALTHY);
            assertThat(serious(findings)).as(sample).isEmpty();
        }
    }

    @Test
    void takesAProcessAsStuckFromFiveSecondsOn() {
        assertThat(serious(stuckBetween(0, 5, false))).extracting(Finding::code).containsExactly("ED1001");
        assertThat(serious(stuckBetween(0, 4, false))).isEmpty();
    }

    @Test
    void isSilentAboutAProcessThatTookAMessageMeanwhile() {
        assertThat(serious(stuckBetween(0, 5, true))).isEmpty();
    }

    private Findings stuckBetween(int first, int second, boolean takes) {
        String stack = TestNode.block(1, "<A.0.1050>", WAIT, "main.(*Payer).HandleMessage", RUN);
        return TestBundles.in(folder.resolve("s" + second + takes))
                .seconds(0, 4, 5, 10)
                .node(
                        "a@host",
                        node -> node.process(
                                        "<A.0.1050>",
                                        row -> row.set("Behavior", "main.Payer")
                                                .set("Name", "payer")
                                                .set("MessagesIn", s -> 100 + s)
                                                .set("MessagesMailbox", s -> takes ? 0 : 1 + s)
                                                .set("State", "wait response"))
                                .goroutines(first, 30, stack)
                                .goroutines(second, 30, stack))
                .judge(new Goroutines());
    }

    @Test
    void takesThreeAtOneLockInTwoDumpsAsAQueue() {
        assertThat(serious(queue(3))).extracting(Finding::code).containsExactly("ED1002");
        assertThat(serious(queue(2))).noneMatch(finding -> finding.code().equals("ED1002"));
    }

    private Findings queue(int waiters) {
        String[] blocks = IntStream.range(0, waiters)
                .mapToObj(i -> TestNode.block(
                        1,
                        "<A.0." + (1050 + i) + ">",
                        "sync.(*Mutex).Lock",
                        "main.save",
                        "main.(*Saver).HandleMessage",
                        RUN))
                .toArray(String[]::new);
        return TestBundles.in(folder.resolve("q" + waiters))
                .node("a@host", node -> {
                    for (int i = 0; i < waiters; i++) {
                        node.process("<A.0." + (1050 + i) + ">", row -> row.set("Behavior", "main.Saver"));
                    }
                    node.goroutines(0, 30, blocks).goroutines(60, 30, blocks);
                })
                .judge(new Goroutines());
    }

    @Test
    void takesARiseOfTwentyGoroutinesOfOneStackAsALeak() {
        assertThat(serious(rising(20))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1003");
            assertThat(finding.subject().function()).isEqualTo("main.watch");
        });
        assertThat(serious(rising(19))).isEmpty();
    }

    @Test
    void readersOfSocketsAreToldByTheirKindAndByWhoOpenedThem() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 10, 20, 30, 40, 50, 60)
                .node(
                        "a@host",
                        node -> node.stats("goroutines", s -> 30 + 2 * s)
                                .goroutines(0, 30, readers(4))
                                .goroutines(60, 150, readers(124))
                                .process("<A.0.1050>", row -> row.set("Name", "gate"))
                                .reply(
                                        50,
                                        "process_info",
                                        Map.of("pid", "<A.0.1050>"),
                                        "{\"PID\":\"<A.0.1050>\",\"MailboxSize\":0,\"Metas\":[\"Alias#<1>\""
                                                + ",\"Alias#<1>\"".repeat(103) + "]}"))
                .judge(new Goroutines());
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1003");
            assertThat(finding.subject().name()).isEqualTo("gate");
            assertThat(finding.prose().sentence())
                    .contains("those of meta processes, TCP connections (meta.tcpconnection), went from 4 to 124");
        });
    }

    private static String readers(int many) {
        return TestNode.block(
                many,
                "",
                "internal/poll.runtime_pollWait",
                "ergo.services/ergo/meta.(*tcpconnection).readData",
                "ergo.services/ergo/meta.(*tcpconnection).Start",
                "ergo.services/ergo/node.(*meta).start");
    }

    private Findings rising(int by) {
        return TestBundles.in(folder.resolve("r" + by))
                .seconds(0, 10, 20, 30, 40, 50, 60)
                .node(
                        "a@host",
                        node -> node.stats("goroutines", s -> 30 + by * s / 60)
                                .goroutines(0, 30, TestNode.block(1, "", "main.watch"))
                                .goroutines(60, 30 + by, TestNode.block(1 + by, "", "main.watch")))
                .judge(new Goroutines());
    }

    @Test
    void cannotTellFromOneDumpOrNone() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> {})
                .node("b@host", node -> node.without("pprof_goroutines", "timed out"))
                .judge(new Goroutines());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .allMatch(gap -> gap.what().equals("pprof_goroutines"))
                .extracting(gap -> gap.node())
                .contains("a@host", "b@host");
    }

    @Test
    void doesNotTakeAsStuckWhatALookBetweenTheDumpsShowsElsewhereOrNotAtAll() {
        assertThat(serious(lookedAt("same", PAYER, PAYER, PAYER)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED1001");
                    assertThat(finding.prose().sentence()).contains("in all 2 dumps and 3 looks over 1 min");
                    assertThat(finding.basis().evidence())
                            .anyMatch(place -> place.file().endsWith(".jsonl")
                                    && place.line().getAsInt() == 3);
                });
        assertThat(serious(lookedAt("elsewhere", PAYER, ELSEWHERE, PAYER))).isEmpty();
        assertThat(serious(lookedAt("asleep", PAYER, "", PAYER))).isEmpty();
    }

    private static final String PAYER =
            TestNode.block(1, "<A.0.1050>", WAIT, "main.pay", "main.(*Payer).HandleMessage", RUN);
    private static final String ELSEWHERE =
            TestNode.block(1, "<A.0.1050>", "main.count", "main.(*Payer).HandleMessage", RUN);

    private Findings lookedAt(String name, String... blocks) {
        return TestBundles.in(folder.resolve(name))
                .node("a@host", node -> {
                    payer(node).goroutines(0, 30, PAYER).goroutines(60, 30, PAYER);
                    for (int i = 0; i < blocks.length; i++) {
                        look(node, 15.0 * (i + 1), blocks[i]);
                    }
                })
                .judge(new Goroutines());
    }

    private static TestNode payer(TestNode node) {
        return node.process(
                "<A.0.1050>",
                row -> row.set("Behavior", "main.Payer")
                        .set("Name", "payer")
                        .set("MessagesIn", s -> 100 + s)
                        .set("MessagesMailbox", s -> 1 + s)
                        .set("State", "wait response"));
    }

    private static void look(TestNode node, double second, String block) {
        if (block.isEmpty()) {
            node.look(second);
        } else {
            node.look(second, block);
        }
    }

    @Test
    void takesAProcessAsStuckThatStoodStillFromAMomentOfTheWindowOn() {
        assertThat(serious(stillFrom(44))).extracting(Finding::code).containsExactly("ED1001");
        assertThat(serious(stillFrom(58))).isEmpty();
    }

    private Findings stillFrom(int second) {
        return TestBundles.in(folder.resolve("from" + second))
                .node("a@host", node -> {
                    payer(node).goroutines(0, 30, ELSEWHERE).goroutines(60, 30, PAYER);
                    for (int s = 1; s < 60; s++) {
                        look(node, s, s < second ? ELSEWHERE : PAYER);
                    }
                })
                .judge(new Goroutines());
    }

    @Test
    void takesAQueueAtALockThatAQuarterOfTheLooksShowsAsOne() {
        assertThat(serious(queueInLooks(10))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1002");
            assertThat(finding.prose().sentence()).contains("in 10 of 40 looks");
        });
        assertThat(serious(queueInLooks(9))).isEmpty();
    }

    private Findings queueInLooks(int looks) {
        String[] blocks = IntStream.range(0, 3)
                .mapToObj(i -> TestNode.block(
                        1, "<A.0." + (1050 + i) + ">", "sync.(*Mutex).Lock", "main.save", "main.(*Saver).run", RUN))
                .toArray(String[]::new);
        return TestBundles.in(folder.resolve("l" + looks))
                .node("a@host", node -> {
                    for (int i = 0; i < 3; i++) {
                        node.process("<A.0." + (1050 + i) + ">", row -> row.set("Behavior", "main.Saver"));
                    }
                    for (int i = 0; i < 40; i++) {
                        node.look(i, i < looks ? blocks : new String[0]);
                    }
                })
                .judge(new Goroutines());
    }
}
