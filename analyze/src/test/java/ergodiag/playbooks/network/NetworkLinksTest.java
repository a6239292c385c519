package ergodiag.playbooks.network;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Mutated;
import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestRow;
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

class NetworkLinksTest {
    @TempDir
    Path folder;

    private static Findings judge(String sample) {
        return ReadSample.judged(sample, new NetworkLinks());
    }

    private static Findings judge(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new NetworkLinks()), Map.of());
        }
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    /** Two nodes with one link: what a says of b, and what b says of a. */
    private Findings link(Consumer<TestRow> a, Consumer<TestRow> b) {
        return TestBundles.in(folder.resolve("l" + System.nanoTime()))
                .seconds(0, 20, 40, 60)
                .node("a@host", node -> node.peer("b@host", a))
                .node("b@host", node -> node.peer("a@host", b))
                .judge(new NetworkLinks());
    }

    @Test
    void namesTheLinkOfARecordingThatLosesEverythingAndTheOneThatFlaps() {
        List<Finding> found = serious(judge("bad-links"));
        assertThat(found).hasSize(2);
        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("ED0801");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject().node()).isEqualTo("node2@localhost");
            assertThat(finding.subject().peer()).isEqualTo("node3@localhost");
            assertThat(finding.prose().sentence()).contains("(100 %)");
        });
        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("ED0804");
            assertThat(finding.subject().node()).isEqualTo("node3@localhost");
            assertThat(finding.subject().peer()).isEqualTo("node4@localhost");
        });
    }

    @Test
    void namesThemUnderAnyOtherNameToo() {
        assertThat(serious(judge(Mutated.sample(folder, "bad-links"))))
                .extracting(finding -> finding.code() + " " + finding.subject().node() + " "
                        + finding.subject().peer())
                .containsExactlyInAnyOrder(
                        "ED0801 " + Mutated.renamed("node2@localhost node3@localhost"),
                        "ED0804 " + Mutated.renamed("node3@localhost node4@localhost"));
    }

    @Test
    void isSilentOnAHealthyRecording() {
        Findings findings = judge("healthy-three-nodes");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(serious(findings)).isEmpty();
    }

    @Test
    void namesNobodyButTheNodeThatWentAway() {
        assertThat(serious(judge("node-gone"))).isEmpty();
    }

    @Test
    void takesMessagesAsLostAboveTenAndWhatIsOnItsWay() {
        // 1,200 messages a minute are 20 a second: 3 round trips of 0.42 ms add 0.03, and 1 % of them are 12.
        assertThat(serious(link(row -> {}, row -> row.set("MessagesIn", s -> 50_000 + (s == 60 ? 1187 : 20 * s)))))
                .extracting(Finding::code)
                .containsExactly("ED0801");
        assertThat(serious(link(row -> {}, row -> row.set("MessagesIn", s -> 50_000 + (s == 60 ? 1188 : 20 * s)))))
                .isEmpty();
    }

    @Test
    void tellsLossOfThePastFromLossNow() {
        assertThat(serious(link(row -> {}, row -> row.set("MessagesIn", s -> 40_000 + 20 * s))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED0802");
                    assertThat(finding.subject().node()).isEqualTo("a@host");
                });
    }

    @Test
    void neverComparesCountersAcrossAReconnect() {
        Findings findings = link(
                row -> {},
                row -> row.set("ConnectionUptime", s -> s < 30 ? 3600 + s : s - 30)
                        .set("MessagesIn", s -> s < 30 ? 50_000 + 20 * s : 20 * (s - 30)));
        assertThat(findings.findings()).noneMatch(finding -> finding.code().equals("ED0801"));
        assertThat(findings.verdicts().get(0).gaps()).isNotEmpty();
    }

    @Test
    void reportsAnyReconnectionWithinTheWindow() {
        assertThat(serious(link(row -> row.set("Reconnections", s -> s < 60 ? 4 : 5), row -> {})))
                .extracting(Finding::code)
                .containsExactly("ED0804");
        assertThat(serious(link(row -> row.set("Reconnections", 4), row -> {}))).isEmpty();
    }

    @Test
    void reportsAConnectionThatOneEndDoesNotList() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> node.peer("b@host", row -> {}))
                .node("b@host", node -> {})
                .judge(new NetworkLinks());
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0803");
            assertThat(finding.subject().peer()).isEqualTo("b@host");
        });
    }

    /** Of a node with many links each list comes in parts, and the newest part never holds all of them. */
    @Test
    void takesNoLinkForOneSidedBecauseItStandsInAnotherPartOfTheList() {
        assertThat(inParts("a", "b", "c")).satisfies(findings -> {
            assertThat(findings.findings()).isEmpty();
            assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        });
    }

    @Test
    void cannotTellOfALinkWhosePartOfTheListNeverCame() {
        Findings findings = inParts("b", "c");
        assertThat(findings.findings()).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.reason().contains("c@host in which a@host would stand"));
    }

    @Test
    void seesAOneSidedConnectionInListsThatComeInParts() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 20, 40, 60)
                .node("a@host", node -> node.peer("b@host", row -> {}).linksInParts("b", "c"))
                .node("b@host", node -> node.peer("c@host", row -> {}).linksInParts("a", "c"))
                .node("c@host", node -> node.peer("b@host", row -> {}).linksInParts("a", "b"))
                .judge(new NetworkLinks());
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0803");
            assertThat(finding.subject().node()).isEqualTo("a@host");
        });
    }

    private Findings inParts(String... parts) {
        return TestBundles.in(folder.resolve("p" + parts.length))
                .seconds(0, 20, 40, 60)
                .node(
                        "a@host",
                        node -> node.peer("b@host", row -> {})
                                .peer("c@host", row -> {})
                                .linksInParts("a", "b", "c"))
                .node(
                        "b@host",
                        node -> node.peer("a@host", row -> {})
                                .peer("c@host", row -> {})
                                .linksInParts("a", "b", "c"))
                .node(
                        "c@host",
                        node -> node.peer("a@host", row -> {})
                                .peer("b@host", row -> {})
                                .linksInParts(parts))
                .judge(new NetworkLinks());
    }

    @Test
    void reportsDroppedPayloadsAndMissingTcpLinks() {
        assertThat(serious(link(row -> row.set("FragmentTimeouts", 1), row -> {})))
                .extracting(Finding::code)
                .containsExactly("ED0808");
        assertThat(serious(link(row -> row.set("PoolLen", 2), row -> {})))
                .extracting(Finding::code)
                .containsExactly("ED0807");
    }

    @Test
    void tellsWhoDialledAndWhoDecidesTheSizeOfThePool() {
        Findings findings = link(row -> row.set("PoolLen", 2).set("PoolDSN", List.of("10.0.0.2:1")), row -> {});
        assertThat(serious(findings))
                .singleElement()
                .satisfies(finding -> assertThat(finding.prose().sentence())
                        .contains(
                                "has 2 of its 3 TCP links; a@host dialled it, and b@host, which accepted it, decides"));
        assertThat(findings.tables())
                .filteredOn(table -> table.id().equals("links"))
                .flatExtracting(table -> table.rows().get(0))
                .extracting(cell -> cell.text())
                .contains("a@host", "2 of 3");
    }

    @Test
    void countsConnectionsMadeLostAndActive() {
        Findings findings = TestBundles.in(folder)
                .node(
                        "a@host",
                        node -> node.peer("b@host", row -> {})
                                .without("network_info", "")
                                .reply(
                                        0,
                                        "network_info",
                                        Map.of(),
                                        "{\"ConnectionsEstablished\":9,\"ConnectionsLost\":8}"))
                .node("b@host", node -> node.peer("a@host", row -> {}))
                .judge(new NetworkLinks());
        assertThat(findings.tables())
                .filteredOn(table -> table.id().equals("connections"))
                .singleElement()
                .satisfies(table -> assertThat(table.rows().get(0))
                        .extracting(cell -> cell.text())
                        .containsExactly("a@host", "9", "8", "1", "1"));
    }

    @Test
    void reportsHandshakesThatFailAndMoreSoWhenTheyGrow() {
        Findings findings = TestBundles.in(folder)
                .node(
                        "a@host",
                        node -> node.without("network_acceptors", "")
                                .reply(0, "network_acceptors", Map.of(), acceptor(1))
                                .reply(60, "network_acceptors", Map.of(), acceptor(3)))
                .judge(new NetworkLinks());
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0809");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    private static String acceptor(int errors) {
        return "[{\"Interface\":\"0.0.0.0:1\",\"TLS\":false,\"HandshakeErrors\":" + errors + "}]";
    }

    @Test
    void reportsARoundTripAboveASecond() {
        assertThat(serious(withPing("1.001s"))).extracting(Finding::code).containsExactly("ED0810");
        assertThat(serious(withPing("999ms"))).isEmpty();
    }

    private Findings withPing(String rtt) {
        return TestBundles.in(folder.resolve(rtt))
                .node("a@host", node -> ping(node.peer("b@host", row -> {}), "b@host", rtt))
                .node("b@host", node -> ping(node.peer("a@host", row -> {}), "a@host", rtt))
                .judge(new NetworkLinks());
    }

    private static void ping(ergodiag.analyze.TestNode node, String peer, String rtt) {
        node.without("network_ping", "")
                .reply(30, "network_ping", Map.of("name", peer), "ping " + peer + ": rtt " + rtt);
    }

    @Test
    void cannotTellWhenANodeDidNotSayWhatItReceived() {
        Findings findings = TestBundles.in(folder)
                .node("a@host", node -> node.peer("b@host", row -> {}))
                .node("b@host", node -> node.without("network_nodes", "timed out"))
                .judge(new NetworkLinks());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.node().equals("b@host"));
    }
}
