package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Mutated;
import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.analyze.TestRow;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BottleneckTest {
    private static final String PID = "<A.0.1050>";

    @TempDir
    Path temp;

    @Test
    void aBlockedConsumerIsNamedWithTheLineItStandsOn() {
        Finding finding = only(judged("blocked-consumer"));
        assertThat(finding.code()).isEqualTo("ED0201");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject().node()).isEqualTo("node2@localhost");
        assertThat(finding.subject().name()).isEqualTo("settlement_writer");
        assertThat(finding.subject().function()).isEqualTo("main.awaitConfirmation");
        assertThat(finding.prose().sentence()).contains("(chan receive)");
        assertThat(finding.basis().evidence()).anyMatch(place -> place.value().contains("main.awaitConfirmation"));
    }

    @Test
    void aBlockedConsumerOfAnotherSystemIsNamedAsWell() {
        Finding finding = only(judged(Mutated.sample(temp, "blocked-consumer")));
        assertThat(finding.code()).isEqualTo("ED0201");
        assertThat(finding.subject().node()).isEqualTo(Mutated.renamed("node2@localhost"));
        assertThat(finding.subject().name()).isEqualTo(Mutated.renamedName("settlement_writer"));
    }

    @Test
    void anOverloadedProcessAndAStuckCallAreToldApart() {
        for (Findings findings :
                List.of(judged("overload-and-stuck-call"), judged(Mutated.sample(temp, "overload-and-stuck-call")))) {
            assertThat(alarms(findings)).extracting(Finding::code).containsExactlyInAnyOrder("ED0203", "ED0202");
        }
    }

    @Test
    void aSaturatedPoolIsOneFindingAndItsWorkersAreFolded() {
        for (Findings findings : List.of(judged("events-and-pool"), judged(Mutated.sample(temp, "events-and-pool")))) {
            Finding pool = only(findings);
            assertThat(pool.code()).isEqualTo("ED0207");
            assertThat(pool.subject().kind()).isEqualTo(Subject.Kind.POOL);
            assertThat(findings.findings())
                    .filteredOn(finding -> finding.code().equals("ED0210"))
                    .flatExtracting(Finding::subjects)
                    .hasSize(3);
        }
    }

    @Test
    void aSlowProcessIsFoundWithoutAnyDiagnosticTag() {
        for (Findings findings : List.of(judged("no-build-tags"), judged(Mutated.sample(temp, "no-build-tags")))) {
            Finding finding = only(findings);
            assertThat(finding.code()).isEqualTo("ED0202");
            assertThat(finding.prose().sentence()).contains("(estimated)").contains("probably stands in");
        }
    }

    @Test
    void healthyNodesAndLockContentionAreNoBottleneck() {
        for (String sample : List.of("healthy-three-nodes", "contention", "memory-and-cpu", "crash-loop")) {
            Findings findings = judged(sample);
            assertThat(findings.verdicts().get(0).state()).as(sample).isEqualTo(Verdict.State.HEALTHY);
        }
    }

    @Test
    void nothingTakenForTenSecondsIsBlockedAndForNineItIsNot() {
        assertThat(alarms(blockedFor(10))).extracting(Finding::code).containsExactly("ED0201");
        assertThat(alarms(blockedFor(9))).extracting(Finding::code).containsExactly("ED0213");
    }

    private Findings blockedFor(int seconds) {
        return TestBundles.in(temp)
                .seconds(0, 60 - seconds, 60)
                .node(
                        "a@host",
                        node -> node.process(
                                PID,
                                row -> row.set("MessagesIn", s -> 10_000 + 10 * s)
                                        .set("State", "running")
                                        .set("MailboxLatency", s -> s == 0 ? 0 : 1_000_000)
                                        .set("MessagesMailbox", s -> s == 0 ? 0 : 1 + 10 * (s - (60 - seconds)))))
                .judge(new Bottleneck());
    }

    @Test
    void aMailboxThatGrowsByTenIsOverloadedAndByNineItIsNot() {
        assertThat(alarms(growingBy(10))).extracting(Finding::code).containsExactly("ED0202");
        assertThat(alarms(growingBy(9))).isEmpty();
    }

    private Findings growingBy(int messages) {
        return process(row -> row.set("MessagesMailbox", s -> messages * s / 60).set("MailboxLatency", 2_000_000_000L));
    }

    @Test
    void anAnswerAwaitedForMoreThanFiveSecondsIsAStuckCall() {
        assertThat(alarms(waiting(5_000_000_001L + 1_000_000)))
                .extracting(Finding::code)
                .containsExactly("ED0203");
        assertThat(alarms(waiting(5_000_000_000L))).isEmpty();
    }

    private Findings waiting(long nanos) {
        return process(row -> row.set("State", "wait response").set("StateTime", nanos));
    }

    @Test
    void withoutTheTimeInItsStateTwoReadingsTellAStuckCall() {
        Findings findings = process(row -> row.set("State", "wait response")
                .set("StateTime", -1)
                .set("RunningTime", 5)
                .set("MessagesOut", 7));
        assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0203");
    }

    @Test
    void aYoungProcessASupervisorAndAZombeeAreNotJudged() {
        assertThat(alarms(stuck(row -> row.set("Uptime", 59)))).isEmpty();
        assertThat(alarms(stuck(row -> row.set("Kind", "supervisor")))).isEmpty();
        assertThat(alarms(stuck(row -> row.set("State", "zombee")))).isEmpty();
        assertThat(alarms(stuck(row -> row.set("Application", "mcp_app")))).isEmpty();
        assertThat(alarms(stuck(row -> row.set("Uptime", 60)))).hasSize(1);
    }

    private Findings stuck(Consumer<TestRow> told) {
        return process(row -> {
            row.set("MessagesIn", s -> 100 + s)
                    .set("MessagesMailbox", s -> 50 + s)
                    .set("State", "running");
            told.accept(row);
        });
    }

    @Test
    void aBurstThatIsWorkedOffIsNoAlarm() {
        Findings findings = process(row -> row.set("MessagesMailbox", s -> s == 30 ? 500 : 0));
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(findings.findings()).extracting(Finding::code).containsExactly("ED0209");
    }

    @Test
    void aProcessThatIsAsleepWheneverItIsAskedIsNamedWithThePlaceOfItsLooks() {
        Finding finding = only(slowWriter(41, 60));
        assertThat(finding.code()).isEqualTo("ED0202");
        assertThat(finding.subject().function()).isEqualTo("main.writeRow");
        assertThat(finding.prose().sentence())
                .contains("; in 41 of 60 looks it stood in main.writeRow (IO wait, file.go:10)");
        assertThat(finding.basis().evidence())
                .filteredOn(place -> place.file().endsWith(".jsonl"))
                .hasSize(2)
                .allMatch(place -> place.value().equals("main.writeRow"))
                .extracting(place -> place.line().getAsInt())
                .containsExactly(1, 41);
    }

    @Test
    void twoLooksOrFourInAllTellNoPlace() {
        assertThat(only(slowWriter(2, 60)).prose().sentence()).doesNotContain("looks");
        assertThat(only(slowWriter(4, 4)).prose().sentence()).doesNotContain("looks");
        assertThat(only(slowWriter(5, 5)).prose().sentence()).contains("in all 5 looks");
    }

    private Findings slowWriter(int there, int looks) {
        return TestBundles.in(temp)
                .node("a@host", node -> {
                    node.process(PID, row -> row.set("MessagesMailbox", s -> s).set("MailboxLatency", 2_000_000_000L));
                    for (int i = 0; i < looks; i++) {
                        node.look(60.0 * i / looks, i < there ? new String[] {WRITING} : new String[0]);
                    }
                })
                .judge(new Bottleneck());
    }

    private static final String WRITING = TestNode.block(
            1,
            PID,
            "internal/poll.runtime_pollWait",
            "net.(*conn).Write",
            "main.writeRow",
            "main.(*Worker).HandleMessage",
            "ergo.services/ergo/act.(*Actor).ProcessRun");

    @Test
    void aLookThatIsCutAndDoesNotShowTheProcessDoesNotCount() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {
                    node.process(PID, row -> row.set("MessagesMailbox", s -> s).set("MailboxLatency", 2_000_000_000L));
                    for (int i = 0; i < 20; i++) {
                        node.look(i, 2, i % 2 == 0 ? new String[] {WRITING} : new String[0]);
                    }
                    node.line("torn {");
                })
                .judge(new Bottleneck());
        assertThat(only(findings).prose().sentence()).contains("in all 10 looks");
    }

    @Test
    void oneThatIsInACallInMostLooksIsSaidToWaitForAnswers() {
        String call = TestNode.block(
                1,
                PID,
                "ergo.services/ergo/node.(*process).waitResponse",
                "main.askPrice",
                "main.(*Worker).HandleMessage",
                "ergo.services/ergo/act.(*Actor).ProcessRun");
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {
                    node.process(PID, row -> {});
                    for (int i = 0; i < 20; i++) {
                        node.look(i, i < 11 ? new String[] {call} : new String[0]);
                    }
                })
                .judge(new Bottleneck());
        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0208");
            assertThat(finding.prose().sentence()).contains("in 11 of 20 looks it stood in main.askPrice");
        });
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void oneListOrACutListCannotTell() {
        Findings one =
                TestBundles.in(temp).seconds(0).node("a@host", node -> {}).judge(new Bottleneck());
        assertThat(one.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(one.verdicts().get(0).gaps()).anyMatch(gap -> gap.what().equals("process_list"));
        Findings cut = TestBundles.in(temp)
                .node("a@host", node -> node.cut("process_list"))
                .judge(new Bottleneck());
        assertThat(cut.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        Findings silent = TestBundles.in(temp).node("a@host", TestNode::silent).judge(new Bottleneck());
        assertThat(silent.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
    }

    private Findings process(Consumer<TestRow> told) {
        return TestBundles.in(temp)
                .node("a@host", node -> node.process(PID, told))
                .judge(new Bottleneck());
    }

    private static Findings judged(String sample) {
        return ReadSample.judged(sample, new Bottleneck());
    }

    private static Findings judged(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new Bottleneck()), Map.of());
        }
    }

    private static List<Finding> alarms(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    private static Finding only(Findings findings) {
        assertThat(alarms(findings)).hasSize(1);
        return alarms(findings).get(0);
    }
}
