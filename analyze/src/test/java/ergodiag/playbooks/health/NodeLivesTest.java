package ergodiag.playbooks.health;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts, releases, clocks that are set, and nodes that leave. */
class NodeLivesTest {
    private static final int HOUR = 3600;

    @TempDir
    Path folder;

    private Findings judge(Consumer<TestNode> b, Consumer<TestNode> others) {
        return judge(TestBundles.in(folder), b, others);
    }

    private static Findings judge(TestBundles bundles, Consumer<TestNode> b, Consumer<TestNode> others) {
        bundles.seconds(0, 10, 20, 30, 40, 50, 60);
        for (String name : List.of("a@h", "b@h", "c@h")) {
            bundles.node(name, node -> {
                List.of("a@h", "b@h", "c@h").stream()
                        .filter(peer -> !peer.equals(name))
                        .forEach(peer -> node.peer(peer, row -> {}));
                (name.equals("b@h") ? b : others).accept(node);
            });
        }
        return bundles.judge();
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    private static List<Finding> coded(Findings findings, String code) {
        return findings.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }

    /** All that a node tells by its clock, set by so many seconds from second 25 on. */
    private static Consumer<TestNode> clockSet(double by) {
        IntUnaryOperator set = s -> s < 25 ? 0 : (int) Math.floor(by);
        return node -> {
            node.info("Uptime", s -> HOUR + s + set.applyAsInt(s))
                    .info(
                            "ServerTime",
                            s -> TestBundles.START
                                    .plusMillis(1000L * s + (s < 25 ? 0 : (long) (1000 * by)))
                                    .toString())
                    .process(
                            "<A.0.1001>",
                            row -> row.set("Name", "front").set("Uptime", s -> HOUR + s + set.applyAsInt(s)));
            List.of("a@h", "c@h")
                    .forEach(peer -> node.peer(
                            peer,
                            row -> row.set("ConnectionUptime", s -> HOUR + s + set.applyAsInt(s))
                                    .set("Uptime", s -> HOUR + s + set.applyAsInt(s))));
        };
    }

    @Test
    void aClockThatIsSetIsNoRestartWhateverTheDirection() {
        for (double by : List.of(-90.0, -7200.0, 3600.0, 5.0, -12.5)) {
            Findings findings = judge(clockSet(by), node -> {});
            assertThat(serious(findings)).as("by %s s", by).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("ED0123");
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.subject().node()).isEqualTo("b@h");
                assertThat(finding.aspect()).isEqualTo(by < 0 ? "back" : "ahead");
                assertThat(finding.since()).contains(TestBundles.START.plusSeconds(20));
                assertThat(finding.basis().numbers().get(0).value()).isEqualTo(by);
            });
        }
    }

    @Test
    void belowFiveSecondsItIsInformationAndBelowOneNothing() {
        Findings small = judge(clockSet(-4.9), node -> {});
        assertThat(serious(small)).isEmpty();
        assertThat(coded(small, "ED0123")).hasSize(1);
        assertThat(coded(judge(clockSet(0.9), node -> {}), "ED0123")).isEmpty();
    }

    /** The clock of a node is so many seconds off all the time, and the capture measured none. */
    private static Consumer<TestNode> clockOff(double by) {
        return node -> node.info(
                "ServerTime",
                s -> TestBundles.START
                        .plusMillis(1000L * s + (long) (1000 * by))
                        .toString());
    }

    private List<Finding> off(Consumer<TestNode> b, Consumer<TestNode> others) {
        return coded(judge(TestBundles.in(folder).clocksNotCompared(), b, others), "ED0114");
    }

    @Test
    void aClockThatIsOffIsToldByWhatTheNodeSaysToo() {
        for (double by : List.of(-90.0, 1.5, 10_800.0)) {
            assertThat(off(clockOff(by), node -> {}))
                    .as("%s s", by)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.subject().node()).isEqualTo("b@h");
                        assertThat(finding.aspect()).isEqualTo(by < 0 ? "behind" : "ahead");
                    });
        }
        assertThat(off(clockOff(0.9), node -> {})).isEmpty();
        assertThat(off(clockOff(-90), clockOff(-90))).isEmpty();
    }

    @Test
    void aClockThatAlwaysGoesInStepsWasNotSet() {
        for (int step : List.of(3, 7, 15)) {
            Findings findings = judge(
                    node -> node.info(
                                    "ServerTime",
                                    s -> TestBundles.START
                                            .plusSeconds(s / step * step)
                                            .toString())
                            .info("Uptime", s -> HOUR + s / step * step),
                    node -> {});
            assertThat(coded(findings, "ED0123")).as("steps of %d s", step).isEmpty();
        }
    }

    @Test
    void clocksThatAllJumpAlikeAreOurOwn() {
        assertThat(judge(clockSet(-90), clockSet(-90)).findings())
                .noneMatch(finding -> finding.code().equals("ED0123"));
    }

    @Test
    void withoutAClockTheCountersTellAJumpFromARestart() {
        assertThat(serious(judge(
                        node -> node.info("ServerTime", s -> null).info("Uptime", s -> s < 25 ? 60 + s : s - 30),
                        node -> {})))
                .extracting(Finding::code)
                .containsExactly("ED0123");
        assertThat(serious(judge(
                        node -> node.info("ServerTime", s -> null)
                                .info("Uptime", s -> s < 25 ? 60 + s : s - 30)
                                .info("ProcessesSpawned", s -> s < 25 ? 900 : 10),
                        node -> {})))
                .extracting(Finding::code)
                .containsExactly("ED0102");
    }

    /** It starts anew at second 28. */
    private static Consumer<TestNode> restarted(String release) {
        return node -> node.info("Uptime", s -> s < 25 ? HOUR + s : s - 28)
                .info("ProcessesSpawned", s -> s < 25 ? 900 : 10)
                .info("Version", s -> Map.of("Name", "shop", "Release", s < 25 ? "1.0" : release));
    }

    @Test
    void aRestartWithTheSameReleaseIsCritical() {
        assertThat(coded(judge(restarted("1.0"), node -> {}), "ED0102"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.since()).contains(TestBundles.START.plusSeconds(28));
                });
    }

    @Test
    void aRestartIsSeenThoughTheNodeIsOlderAgainThanBefore() {
        assertThat(coded(
                        judge(
                                node -> node.info("Uptime", s -> s < 25 ? 1 + s / 10 : s - 21)
                                        .info(
                                                "ServerTime",
                                                s -> TestBundles.START
                                                        .plusSeconds(s)
                                                        .toString()),
                                node -> {}),
                        "ED0102"))
                .hasSize(1);
    }

    @Test
    void aRestartWithAnotherReleaseIsInformationAndExplainsWhatFailedMeanwhile() {
        Findings findings = judge(restarted("1.1"), node -> node.info("CallErrorsRemote", s -> s < 25 ? 0 : 20));
        assertThat(serious(findings)).isEmpty();
        assertThat(coded(findings, "ED0125")).singleElement().satisfies(finding -> {
            assertThat(finding.subject().node()).isEqualTo("b@h");
            assertThat(finding.prose().sentence()).contains("1.1", "1.0", "a@h, c@h");
            assertThat(finding.explains()).isNotEmpty();
        });
    }

    @Test
    void aNewReleaseThatStartsAgainAndAgainIsCritical() {
        assertThat(coded(
                        judge(
                                node -> node.info("Uptime", s -> s < 25 ? HOUR + s : s < 45 ? s - 28 : s - 48)
                                        .info(
                                                "Version",
                                                s -> Map.of("Name", "shop", "Release", s < 25 ? "1.0" : "1.1")),
                                node -> {}),
                        "ED0102"))
                .hasSize(1);
    }

    /** It is gone from second 40 on; the others list it until then. */
    private Findings leaves(Consumer<TestNode> b, Consumer<TestNode> others) {
        return judge(node -> b.accept(node.goneFrom(40)), node -> {
            node.peer("b@h", row -> row.presentWhen(s -> s < 35));
            others.accept(node.without("network_ping", ""));
        });
    }

    @Test
    void aNodeThatVanishesIsCriticalThoughNobodyMissesIt() {
        assertThat(serious(leaves(node -> {}, node -> {})))
                .extracting(Finding::code)
                .containsExactly("ED0101");
    }

    @Test
    void aNodeThatWasAnnouncedToLeaveAndIsMissedByNobodyIsInformation() {
        Findings findings =
                leaves(node -> {}, node -> node.log(22, "info", "<A.0.1001> ('x') main.X", "qwertz b@h uiop"));
        assertThat(serious(findings)).isEmpty();
        assertThat(coded(findings, "ED0126")).hasSize(1);
        assertThat(findings.verdicts())
                .allMatch(verdict ->
                        verdict.gaps().stream().noneMatch(gap -> gap.reason().contains("b@h")));
    }

    @Test
    void whoIsMissedDidNotLeaveInGoodOrderThoughItWasAnnounced() {
        assertThat(serious(leaves(
                        node -> {},
                        node -> node.log(22, "info", "<A.0.1001> ('x') main.X", "qwertz b@h uiop")
                                .info("SendErrorsRemote", s -> s < 40 ? 0 : s))))
                .extracting(Finding::code)
                .contains("ED0101");
    }

    @Test
    void whoIsNamedAllTheTimeOrInTroubleWasNotAnnounced() {
        assertThat(serious(leaves(node -> {}, node -> {
                    for (int s = 0; s < 30; s += 2) {
                        node.log(s, "info", "<A.0.1001> ('x') main.X", "sent order " + s + " to b@h");
                    }
                })))
                .extracting(Finding::code)
                .containsExactly("ED0101");
        assertThat(serious(leaves(
                        node -> {}, node -> node.log(22, "warning", "<A.0.1001> ('x') main.X", "qwertz b@h uiop"))))
                .extracting(Finding::code)
                .containsExactly("ED0101");
    }

    private static TestNode sendsUntilTwentyAndIsGone(TestNode node) {
        for (String peer : List.of("a@h", "c@h")) {
            node.peer(peer, row -> row.set("MessagesOut", s -> 50_000 + 20 * Math.min(s, 20)));
        }
        return node.goneFrom(40);
    }

    @Test
    void aNodeThatWasRelievedOfItsWorkBeforeIsInformation() {
        Findings findings = judge(
                NodeLivesTest::sendsUntilTwentyAndIsGone,
                node -> node.peer(
                                "b@h",
                                row -> row.presentWhen(s -> s < 35)
                                        .set("MessagesIn", s -> 50_000 + 20 * Math.min(s, 20)))
                        .without("network_ping", ""));
        assertThat(serious(findings)).isEmpty();
        assertThat(coded(findings, "ED0126")).hasSize(1);
    }

    @Test
    void aNodeInWhichMessagesWaitWasNotRelievedButStuck() {
        assertThat(serious(judge(
                        node -> sendsUntilTwentyAndIsGone(node)
                                .process("<A.0.1001>", row -> row.set("MessagesMailbox", s -> 40 * s)),
                        node -> node.peer(
                                        "b@h",
                                        row -> row.presentWhen(s -> s < 35)
                                                .set("MessagesIn", s -> 50_000 + 20 * Math.min(s, 20)))
                                .without("network_ping", ""))))
                .extracting(Finding::code)
                .contains("ED0101");
    }

    @Test
    void ourOwnQuestionsToANodeThatIsGoneAreNotErrorsOfTheNodeThatPassesThemOn() {
        Findings findings =
                leaves(node -> {}, node -> node.info("CallErrorsRemote", s -> s < 40 ? 0 : 5 * (s - 30) / 10));
        assertThat(coded(findings, "ED0103"))
                .as("a@h passed on five at each of three readings, c@h none")
                .allMatch(finding -> finding.subject().node().equals("c@h"));
    }
}
