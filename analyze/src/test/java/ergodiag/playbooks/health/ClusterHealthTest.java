package ergodiag.playbooks.health;

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

final class ClusterHealthTest {
    @TempDir
    Path temp;

    @Test
    void aNodeThatWentAwayIsCriticalAndItsPeersErrorsAreNot() {
        for (Findings findings : List.of(judged("node-gone"), judged(Mutated.sample(temp, "node-gone")))) {
            assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0101");
            assertThat(alarms(findings).get(0).subject().node())
                    .isIn("node3@localhost", Mutated.renamed("node3@localhost"));
            assertThat(alarms(findings).get(0).basis().evidence())
                    .anyMatch(place -> place.file().equals("calls.jsonl"));
        }
    }

    @Test
    void messagesToAnUnknownNameAreLaidToTheirSender() {
        for (Findings findings : List.of(judged("contention"), judged(Mutated.sample(temp, "contention")))) {
            assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0103");
            assertThat(alarms(findings).get(0).subject().name())
                    .isIn("notify_sender", Mutated.renamedName("notify_sender"));
        }
    }

    @Test
    void errorsLoggedAreLaidToWhoLogsThem() {
        Findings findings = judged("crash-loop");
        assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0105");
        assertThat(alarms(findings).get(0).subject().name()).isEqualTo("quote_feed");
    }

    @Test
    void healthyNodesAreHealthyAndOurOwnQuestionsAreNotTheirErrors() {
        for (String sample : List.of("healthy-three-nodes", "blocked-consumer", "overload-and-stuck-call")) {
            assertThat(judged(sample).verdicts().get(0).state()).as(sample).isEqualTo(Verdict.State.HEALTHY);
        }
    }

    @Test
    void ofDeliveryErrorsTheLogTellsWhichOfTheFourTheyWere() {
        Findings findings = node(node -> node.info("SendErrorsLocal", s -> s)
                .log(3, "error", "<A.0.1001> ('front') main.Front", "send order: process mailbox is full")
                .log(4, "error", "<A.0.1001> ('front') main.Front", "send order: process mailbox is full")
                .log(5, "warning", "<A.0.1001> ('front') main.Front", "send bill: unknown process"));
        assertThat(findings.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("ED0103");
            assertThat(finding.prose().sentence())
                    .contains("its log of that time tells of ErrProcessUnknown", "(1 message)")
                    .contains("ErrProcessMailboxFull: the receiver is there", "(2 messages)")
                    .doesNotContain("ErrTimeout");
            assertThat(finding.basis().evidence())
                    .anyMatch(evidence -> evidence.value().contains("mailbox is full"));
        });
    }

    @Test
    void errorsOfAConnectionBetweenTwoReleasesNameBoth() {
        for (String other : List.of("1.0", "1.1")) {
            Findings findings = TestBundles.in(temp)
                    .node("a@host", node -> {
                        node.info("LogMessages", s -> List.of(0, 0, 5, 0, s, 0));
                        for (int second = 1; second < 60; second++) {
                            node.log(second, "error", "'a@host' <-> 'b@host'", "unknown type #main/Order");
                        }
                    })
                    .node("b@host", node -> node.info("Version", s -> Map.of("Name", "shop", "Release", other)))
                    .judge(new ClusterHealth());
            assertThat(findings.findings())
                    .filteredOn(finding -> finding.code().equals("ED0105"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.subject().peer()).isEqualTo("b@host");
                        assertThat(finding.prose().sentence().contains("a@host runs shop 1.0, b@host runs shop 1.1"))
                                .isEqualTo(other.equals("1.1"));
                    });
        }
    }

    @Test
    void fiveDeliveryErrorsCountAndFourDoNot() {
        assertThat(alarms(node(node -> node.info("SendErrorsLocal", s -> 5 * s / 60))))
                .extracting(Finding::code)
                .containsExactly("ED0103");
        assertThat(alarms(node(node -> node.info("SendErrorsLocal", s -> 4 * s / 60))))
                .isEmpty();
    }

    @Test
    void tenErrorsAMinuteAreAWarningAndNineAreInformation() {
        assertThat(node(logging(10)).findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(node(logging(9)).findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    private static Consumer<TestNode> logging(int errors) {
        return node -> node.info("LogMessages", s -> List.of(0, 0, 5, 0, errors * s / 60, 0));
    }

    @Test
    void errorsBeforeTheWindowAreAWarningFromTenAMinuteOfUptimeOn() {
        assertThat(node(earlier(600)).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0120");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.prose().sentence()).contains("before the window", "600 logged errors (10 a minute)");
        });
        assertThat(node(earlier(599)).findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
        assertThat(node(earlier(0)).findings()).isEmpty();
        assertThat(node(earlier(600).andThen(node -> node.info("LogMessages", s -> List.of(0, 0, 5, 0, 600 + s, 0))))
                        .findings())
                .as("what goes on in the window is told there")
                .extracting(Finding::code)
                .containsExactly("ED0105");
    }

    private static Consumer<TestNode> earlier(int errors) {
        return node -> node.info("LogMessages", s -> List.of(0, 0, 5, 0, errors, 0));
    }

    @Test
    void failedStartsBeforeTheWindowAreTold() {
        assertThat(node(node -> node.info("ProcessesSpawnFailed", s -> 1)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.INFO);
                    assertThat(finding.prose().sentence()).contains("1 failed start of a process");
                });
    }

    @Test
    void connectionsLostBeforeTheWindowAreAWarningFromOneAMinuteOn() {
        assertThat(node(lost(61)).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0121");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        });
        assertThat(node(lost(59)).findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    private static Consumer<TestNode> lost(int connections) {
        return node -> node.without("network_info", "")
                .reply(
                        0,
                        "network_info",
                        Map.of(),
                        "{\"ConnectionsEstablished\":90,\"ConnectionsLost\":" + connections + "}");
    }

    @Test
    void everyCounterOfFailedDeliveriesIsToldByItself() {
        assertThat(node(node -> node.info("CallErrorsRemote", s -> 1).info("SendErrorsLocal", s -> 3))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED0104");
                    assertThat(finding.severity()).isEqualTo(Severity.INFO);
                    assertThat(finding.prose().sentence())
                            .contains(
                                    "3 messages to its own processes and 1 call to other nodes", "none of them within");
                });
        assertThat(alarms(node(node -> node.info("SendErrorsRemote", s -> 1200))))
                .extracting(Finding::code)
                .containsExactly("ED0104");
        assertThat(alarms(node(node -> node.info("SendErrorsRemote", s -> 1199))))
                .isEmpty();
    }

    @Test
    void aNodeBuiltWithoutATagIsToldHowToBeRebuilt() {
        assertThat(node(node -> node.process("<A.0.1001>", row -> row.set("MailboxLatency", -1)))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED0122");
                    assertThat(finding.prose().sentence()).contains("built without -tags=latency", "rebuild");
                });
    }

    @Test
    void anApplicationThatDoesNotRunIsNamed() {
        Findings findings = node(node -> node.application("billing_app", row -> row.set("state", "loaded")));
        assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0110");
        assertThat(alarms(findings).get(0).subject().application()).isEqualTo("billing_app");
    }

    @Test
    void aStartOfMoreThanASecondIsSlow() {
        assertThat(alarms(node(starting(1_000_000_001L))))
                .extracting(Finding::code)
                .containsExactly("ED0111");
        assertThat(alarms(node(starting(1_000_000_000L)))).isEmpty();
    }

    private static Consumer<TestNode> starting(long nanos) {
        return node -> node.process("<A.0.1050>", row -> row.set("InitTime", nanos));
    }

    @Test
    void aPanicWithinTheWindowIsAWarning() {
        Findings findings = node(node -> node.info("LogMessages", s -> List.of(0, 0, 5, 0, 0, s / 60))
                .log(60, "panic", "<A.0.1050> ('till') shop.Till", "index out of range"));
        assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0106");
        assertThat(alarms(findings).get(0).prose().sentence()).contains("index out of range");
    }

    @Test
    void aHeapFarAboveTheOthersIsAWord() {
        Findings far = cluster(300_000_000L);
        assertThat(far.findings()).extracting(Finding::code).containsExactly("ED0115");
        assertThat(cluster(60_000_000L).findings()).isEmpty();
    }

    private Findings cluster(long heap) {
        return TestBundles.in(temp)
                .node("a@host", node -> node.peer("b@host", row -> {}))
                .node("b@host", node -> node.peer("a@host", row -> {}).stats("heap_alloc", s -> heap))
                .judge(new ClusterHealth());
    }

    @Test
    void aSilentNodeIsCritical() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {})
                .node("b@host", TestNode::silent)
                .judge(new ClusterHealth());
        assertThat(alarms(findings)).extracting(Finding::code).containsExactly("ED0101");
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.node().equals("b@host"));
    }

    @Test
    void aNodeThatTheUserLeftOutIsNotDeadAndNotHealthyEither() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {})
                .node("b@host", TestNode::excluded)
                .judge(new ClusterHealth());
        assertThat(alarms(findings)).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.node().equals("b@host")
                        && gap.reason().contains("was left out: not asked, as --exclude says"));
    }

    @Test
    void withoutItsApplicationsItCannotTell() {
        Findings findings = node(node -> node.without("app_list", "app_list: timed out"));
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.reason().contains("timed out"));
    }

    private Findings node(Consumer<TestNode> told) {
        return TestBundles.in(temp).node("a@host", told).judge(new ClusterHealth());
    }

    private static Findings judged(String sample) {
        return ReadSample.judged(sample, new ClusterHealth());
    }

    private static Findings judged(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new ClusterHealth()), Map.of());
        }
    }

    private static List<Finding> alarms(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }
}
