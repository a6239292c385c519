package ergodiag.playbooks.network;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.playbooks.health.ClusterHealth;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedLinksTest {
    private static final List<String> FOUR = List.of("a@h", "b@h", "c@h", "d@h");

    @TempDir
    Path folder;

    /** Four nodes of which each lists the others and hears of them; from a second on those two do not list each other. */
    private Findings closed(Set<String> pair, int from, BiConsumer<String, TestNode> more) {
        TestBundles bundles = TestBundles.in(folder).seconds(0, 10, 20, 30, 40, 50, 60);
        for (String name : FOUR) {
            bundles.node(name, node -> {
                FOUR.stream()
                        .filter(peer -> !peer.equals(name))
                        .forEach(peer -> node.peer(
                                peer,
                                row -> row.presentWhen(s -> s < from || !pair.containsAll(Set.of(name, peer)))
                                        .set("MessagesIn", s -> 50_000 + 20 * s)));
                node.without("network_ping", "");
                more.accept(name, node);
            });
        }
        return bundles.judge(List.of(new ClusterHealth(), new NetworkLinks()));
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    private static List<Finding> told(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.code().equals("ED0815"))
                .toList();
    }

    private static void isMissed(Findings findings, String one, String other) {
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0815");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.subject()).isEqualTo(Subject.link(one, other));
        });
    }

    private static void isNotMissed(Findings findings) {
        assertThat(serious(findings)).isEmpty();
        assertThat(told(findings))
                .singleElement()
                .satisfies(finding -> assertThat(finding.aspect()).isEqualTo("not needed"));
    }

    @Test
    void warnsOfAConnectionThatPingsAreRefusedOver() {
        Findings findings = closed(Set.of("b@h", "c@h"), 25, (name, node) -> {
            if (name.equals("c@h")) {
                node.refusesPings(List.of("b@h"));
            }
        });
        isMissed(findings, "b@h", "c@h");
        assertThat(serious(findings).get(0).since()).contains(TestBundles.START.plusSeconds(20));
    }

    @Test
    void warnsOfAConnectionThatOneWhoSendsOverItLogs() {
        isMissed(
                closed(Set.of("a@h", "d@h"), 35, (name, node) -> {
                    if (name.equals("d@h")) {
                        node.log(50, "warning", "<D.0.1> shop.Till", "unable to reach a@h");
                    }
                }),
                "a@h",
                "d@h");
    }

    @Test
    void warnsOfAConnectionWhoseEndCannotDeliverSince() {
        Findings findings = closed(Set.of("b@h", "d@h"), 25, (name, node) -> {
            if (name.equals("b@h")) {
                node.info("SendErrorsRemote", s -> s <= 20 ? 7 : 7 + 3 * (s - 20));
            }
        });
        isMissed(findings, "b@h", "d@h");
        assertThat(findings.findings())
                .filteredOn(finding -> finding.code().equals("ED0103"))
                .singleElement()
                .satisfies(effect ->
                        assertThat(serious(findings).get(0).explains()).contains(effect.id()));
    }

    @Test
    void tellsAConnectionThatNobodyNeedsAsInformation() {
        isNotMissed(closed(Set.of("b@h", "c@h"), 25, (name, node) -> {
            if (name.equals("c@h")) {
                node.log(22, "info", "c@h", "connection with 'b@h' terminated");
                node.log(24, "warning", "c@h", "connection with 'b@h' closed by the other end");
                node.log(50, "warning", "<C.0.1> shop.Till", "stock is low");
            }
        }));
    }

    @Test
    void laysErrorsThatWereThereBeforeToOthers() {
        assertThat(told(closed(Set.of("b@h", "c@h"), 35, (name, node) -> {
                    if (name.equals("b@h")) {
                        node.info("SendErrorsRemote", s -> 3 * s);
                    }
                })))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void saysNothingOfTheLinksOfANodeThatIsGoneOrWasStartedAnew() {
        assertThat(told(closed(Set.of("b@h", "c@h"), 25, (name, node) -> {
                    if (name.equals("b@h")) {
                        node.goneFrom(30);
                    }
                })))
                .isEmpty();
        assertThat(told(closed(Set.of("a@h", "c@h"), 25, (name, node) -> {
                    if (name.equals("c@h")) {
                        node.info("Uptime", s -> s < 25 ? 3600 + s : s - 24);
                    }
                })))
                .isEmpty();
    }

    @Test
    void leavesANodeThatReachesNobodyToThePartsOfTheCluster() {
        Findings findings = closed(
                Set.of("b@h", "c@h"),
                25,
                (name, node) -> FOUR.stream()
                        .filter(peer -> !peer.equals(name) && Set.of(name, peer).contains("c@h"))
                        .forEach(peer -> node.peer(
                                peer, row -> row.presentWhen(s -> s < 25).set("MessagesIn", s -> 50_000 + 20 * s))));
        assertThat(told(findings)).isEmpty();
        assertThat(serious(findings)).extracting(Finding::code).containsExactly("ED0813");
    }

    @Test
    void leavesPartsOfTwoNodesEachToThePartsOfTheCluster() {
        Set<String> side = Set.of("a@h", "b@h");
        Findings findings = closed(
                Set.of("b@h", "c@h"),
                25,
                (name, node) -> FOUR.stream()
                        .filter(peer -> !peer.equals(name) && side.contains(name) != side.contains(peer))
                        .forEach(peer -> node.peer(
                                        peer,
                                        row -> row.presentWhen(s -> s < 25).set("MessagesIn", s -> 50_000 + 20 * s))
                                .refusesPings(List.copyOf(side.contains(name) ? Set.of("c@h", "d@h") : side))));
        assertThat(told(findings)).isEmpty();
        assertThat(serious(findings)).extracting(Finding::code).containsExactly("ED0813");
    }

    @Test
    void saysNothingOfTwoThatNeverListedEachOther() {
        assertThat(told(closed(Set.of("b@h", "c@h"), 0, (name, node) -> {}))).isEmpty();
    }
}
