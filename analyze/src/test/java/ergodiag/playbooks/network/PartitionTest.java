package ergodiag.playbooks.network;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.health.ClusterHealth;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionTest {
    private static final List<String> FIVE = List.of("a@h", "b@h", "c@h", "d@h", "e@h");

    @TempDir
    Path folder;

    /** What goes from a node to another, at a second. */
    private interface Way {
        boolean is(String from, String to, int second);
    }

    private static boolean sameSide(List<String> side, String one, String other) {
        return side.contains(one) == side.contains(other);
    }

    private TestBundles cluster(List<String> names, Way listed, Way passes, BiConsumer<String, TestNode> more) {
        return cluster(names, listed, passes, more, 0, 10, 20, 30, 40, 50, 60);
    }

    private TestBundles cluster(
            List<String> names, Way listed, Way passes, BiConsumer<String, TestNode> more, Integer... seconds) {
        TestBundles bundles = TestBundles.in(folder).seconds(seconds);
        for (String name : names) {
            bundles.node(name, node -> {
                names.stream()
                        .filter(peer -> !peer.equals(name))
                        .forEach(peer -> node.peer(
                                peer,
                                row -> row.presentWhen(second -> listed.is(name, peer, second))
                                        .set("MessagesIn", s -> 50_000 + arrived(passes, peer, name, s))));
                node.without("network_ping", "");
                more.accept(name, node);
            });
        }
        return bundles;
    }

    /** Twenty a second, in those seconds in which they arrive. */
    private static int arrived(Way passes, String from, String to, int second) {
        int arrived = 0;
        for (int s = 0; s < second; s++) {
            arrived += passes.is(from, to, s) ? 20 : 0;
        }
        return arrived;
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    private static void isSplit(Findings findings, String... cutOff) {
        assertThat(findings.nodes())
                .filteredOn(node -> List.of(cutOff).contains(node.name()))
                .hasSize(cutOff.length)
                .allSatisfy(node -> {
                    assertThat(node.worst()).contains(Severity.CRITICAL);
                    assertThat(node.facts()).anyMatch(fact -> fact.startsWith("cut off"));
                });
        assertThat(findings.verdicts())
                .allSatisfy(verdict -> assertThat(verdict.playbook() == 8 ? verdict.healthyOn() : List.<String>of())
                        .doesNotContain(cutOff));
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0813");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject().node()).isEqualTo(cutOff[0]);
            assertThat(finding.relations(Relation.Kind.CUT_OFF).map(Relation::node))
                    .containsExactly(cutOff);
        });
    }

    @Test
    void namesBothSidesWhenConnectionsAreClosedWithinTheWindow() {
        List<String> side = List.of("d@h", "e@h");
        Findings findings = cluster(
                        FIVE,
                        (from, to, s) -> s < 25 || sameSide(side, from, to),
                        (from, to, s) -> true,
                        (name, node) -> {})
                .judge(new NetworkLinks());
        isSplit(findings, "d@h", "e@h");
        assertThat(serious(findings).get(0).since()).contains(TestBundles.START.plusSeconds(20));
        assertThat(serious(findings).get(0).aspect()).isEqualTo("parts|closed");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.FOUND);
    }

    @Test
    void takesTheMomentFromTheNetworksOwnLogOfTheOtherSide() {
        Findings findings = cluster(
                        List.of("a@h", "b@h", "c@h"),
                        (from, to, s) -> s < 25 || sameSide(List.of("b@h"), from, to),
                        (from, to, s) -> true,
                        (name, node) -> node.log(
                                23, "info", name, "xyz '" + (name.equals("b@h") ? "a@h" : "b@h") + "' (B9BEB5E8) zyx"))
                .judge(new NetworkLinks());
        isSplit(findings, "b@h");
        assertThat(serious(findings).get(0).since()).contains(TestBundles.START.plusSeconds(23));
        assertThat(serious(findings).get(0).aspect()).isEqualTo("alone|closed");
    }

    @Test
    void knowsASplitThatIsOlderThanTheWindowByPingsThatFail() {
        List<String> side = List.of("a@h", "c@h");
        Findings findings = cluster(
                        List.of("a@h", "b@h", "c@h", "d@h"),
                        (from, to, s) -> sameSide(side, from, to),
                        (from, to, s) -> true,
                        (name, node) -> node.refusesPings(side.contains(name) ? List.of("b@h", "d@h") : side))
                .judge(new NetworkLinks());
        isSplit(findings, "b@h", "d@h");
        assertThat(serious(findings).get(0).since()).isEmpty();
    }

    @Test
    void knowsASplitByTheSecondOfTwoListsAndPingsThatFail() {
        List<String> side = List.of("d@h", "e@h");
        List<String> rest = List.of("a@h", "b@h", "c@h");
        Way listed = (from, to, s) -> s < 25 || sameSide(side, from, to);
        Findings refused = cluster(
                        FIVE,
                        listed,
                        (from, to, s) -> true,
                        (name, node) -> node.refusesPings(side.contains(name) ? rest : side),
                        0,
                        60)
                .judge(new NetworkLinks());
        isSplit(refused, "d@h", "e@h");
        Findings unpinged = cluster(FIVE, listed, (from, to, s) -> true, (name, node) -> {}, 0, 60)
                .judge(new NetworkLinks());
        assertThat(serious(unpinged))
                .as("the second list may have been read while they were connected anew")
                .isEmpty();
    }

    @Test
    void believesTheLastPing() {
        List<String> side = List.of("b@h");
        Findings findings = cluster(
                        List.of("a@h", "b@h", "c@h"),
                        (from, to, s) -> sameSide(side, from, to),
                        (from, to, s) -> true,
                        (name, node) -> {
                            for (String peer : side.contains(name) ? List.of("a@h", "c@h") : side) {
                                node.reply(1, "network_ping", Map.of("name", peer), "ping " + peer + ": rtt 0.81ms");
                            }
                            node.refusesPings(side.contains(name) ? List.of("a@h", "c@h") : side);
                        })
                .judge(new NetworkLinks());
        isSplit(findings, "b@h");
    }

    @Test
    void takesNodesThatNeverTalkedForNoSplitAndDoesNotCallThemHealthyEither() {
        Findings findings = cluster(
                        FIVE,
                        (from, to, s) -> sameSide(List.of("d@h", "e@h"), from, to),
                        (from, to, s) -> true,
                        (name, node) -> {})
                .judge(new NetworkLinks());

        assertThat(serious(findings)).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.reason().contains("a@h, b@h, c@h and d@h, e@h"));
    }

    @Test
    void namesBothSidesWhenConnectionsStandAndNothingPasses() {
        List<String> side = List.of("a@h", "b@h");
        for (int since : List.of(-100, 15, 35)) {
            Findings findings = cluster(
                            FIVE,
                            (from, to, s) -> true,
                            (from, to, s) -> s < since || sameSide(side, from, to),
                            (n, node) -> {})
                    .judge(new NetworkLinks());
            isSplit(findings, "a@h", "b@h");
            assertThat(serious(findings).get(0).explains())
                    .as("links folded under it")
                    .isNotEmpty();
        }
    }

    @Test
    void saysNothingOfASplitThatEndedAndLeavesLostMessagesToTheirLinks() {
        List<String> side = List.of("a@h", "b@h");
        assertThat(serious(cluster(
                                FIVE,
                                (from, to, s) -> true,
                                (from, to, s) -> s > 20 || sameSide(side, from, to),
                                (n, node) -> {})
                        .judge(new NetworkLinks())))
                .isNotEmpty()
                .noneMatch(finding -> finding.code().equals("ED0813"));
    }

    @Test
    void leavesOneDeadLinkAmongNodesThatReachEachOtherThroughOthersToTheLink() {
        assertThat(serious(cluster(
                                FIVE,
                                (from, to, s) -> true,
                                (from, to, s) -> !from.equals("a@h") || !to.equals("b@h"),
                                (n, node) -> {})
                        .judge(new NetworkLinks())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("ED0801"));
    }

    @Test
    void laysAThirdOfTheMessagesOfAllLinksOfANodeToThatNode() {
        Findings findings = cluster(
                        FIVE,
                        (from, to, s) -> true,
                        (from, to, s) -> !from.equals("c@h") && !to.equals("c@h") || s % 3 > 0,
                        (n, node) -> {})
                .judge(new NetworkLinks());
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0814");
            assertThat(finding.subject().node()).isEqualTo("c@h");
            assertThat(finding.explains()).isNotEmpty();
        });
    }

    @Test
    void leavesTwoIllLinksOfANodeWithOthersThatAreWellToTheLinks() {
        assertThat(serious(cluster(
                                FIVE,
                                (from, to, s) -> true,
                                (from, to, s) ->
                                        !from.equals("c@h") || to.equals("a@h") || to.equals("b@h") || s % 3 > 0,
                                (n, node) -> {})
                        .judge(new NetworkLinks())))
                .isNotEmpty()
                .allMatch(finding -> finding.code().equals("ED0801"));
    }

    @Test
    void pingsThatFailProveNothingWhileMessagesArrive() {
        Findings findings = cluster(
                        List.of("a@h", "b@h", "c@h"),
                        (from, to, s) -> true,
                        (from, to, s) -> true,
                        (name, node) -> node.refusesPings(List.of("a@h", "b@h", "c@h")))
                .judge(new NetworkLinks());
        assertThat(serious(findings)).isEmpty();
        assertThat(findings.findings()).anyMatch(finding -> finding.code().equals("ED0811"));
    }

    @Test
    void tellsNodesThatNeverAnsweredAsOneFaultAndOneAloneAsSilent() {
        for (List<String> silent : List.of(List.of("d@h", "e@h"), List.of("e@h"))) {
            Findings findings = cluster(
                            FIVE, (from, to, s) -> sameSide(silent, from, to), (from, to, s) -> true, (name, node) -> {
                                if (silent.contains(name)) {
                                    node.silent();
                                }
                            })
                    .judge(List.of(new ClusterHealth(), new NetworkLinks()));
            if (silent.size() == 1) {
                assertThat(serious(findings)).extracting(Finding::code).containsExactly("ED0101");
            } else {
                isSplit(findings, "d@h", "e@h");
            }
        }
    }

    @Test
    void tellsNodesThatFellSilentTogetherAsOneFault() {
        Findings findings = cluster(
                        FIVE,
                        (from, to, s) -> s < 25 || sameSide(List.of("d@h", "e@h"), from, to),
                        (from, to, s) -> true,
                        (name, node) -> {
                            if (List.of("d@h", "e@h").contains(name)) {
                                node.goneFrom(30);
                            } else {
                                node.info("SendErrorsRemote", s -> s < 25 ? 0 : 2 * (s - 25));
                            }
                        })
                .judge(List.of(new ClusterHealth(), new NetworkLinks()));
        isSplit(findings, "d@h", "e@h");
        assertThat(serious(findings).get(0).aspect()).isEqualTo("not seen");
    }
}
