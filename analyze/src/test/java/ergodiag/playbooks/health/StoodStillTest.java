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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoodStillTest {
    private static final List<String> NODES = List.of("a@h", "b@h", "c@h");

    @TempDir
    Path folder;

    private Findings judge(int every, Consumer<TestNode> b, Consumer<TestNode> others) {
        TestBundles bundles = TestBundles.in(folder)
                .seconds(IntStream.iterate(0, s -> s <= 60, s -> s + every)
                        .boxed()
                        .toArray(Integer[]::new));
        for (String name : NODES) {
            bundles.node(name, node -> {
                NODES.stream().filter(peer -> !peer.equals(name)).forEach(peer -> node.peer(peer, row -> {}));
                (name.equals("b@h") ? b : others).accept(node.without("network_ping", ""));
            });
        }
        return bundles.judge(new ClusterHealth());
    }

    private static List<Finding> coded(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.code().equals("ED0124"))
                .toList();
    }

    private static void stopped(TestNode node, double length, int... seconds) {
        for (int second : seconds) {
            node.standsStill(second, length);
        }
    }

    /** What arrives from b at so many messages a second, none of them while it stands still. */
    private static void receives(TestNode node, int perSecond, double length, int... seconds) {
        receives("b@h", node, perSecond, length, seconds);
    }

    private static void receives(String peer, TestNode node, int perSecond, double length, int... seconds) {
        node.peer(
                peer,
                row -> row.set("MessagesIn", s -> {
                    double still = 0;
                    for (int from : seconds) {
                        still += Math.max(0, Math.min(s - from, length));
                    }
                    return (long) (50_000 + perSecond * (s - still));
                }));
    }

    @Test
    void aNodeWhoseAnswersAndMessagesStopTogetherStoodStill() {
        for (double length : List.of(2.5, 4.0, 6.0)) {
            for (int rate : List.of(8, 40)) {
                Findings findings = judge(1, node -> stopped(node, length, 10, 25, 40), node -> {
                    receives(node, rate, length, 10, 25, 40);
                    node.info("CallErrorsRemote", s -> s < 12 ? 0 : 20);
                });
                assertThat(coded(findings)).singleElement().satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.subject().node()).isEqualTo("b@h");
                    assertThat(finding.basis().numbers().get(0).value()).isEqualTo(3);
                    assertThat(finding.basis().numbers().get(1).value()).isBetween(length - 1, length + 1);
                    assertThat(finding.aspect()).isEqualTo("neighbours");
                    assertThat(finding.explains()).isNotEmpty();
                });
                assertThat(findings.findings())
                        .filteredOn(finding -> finding.severity() != Severity.INFO)
                        .hasSize(1);
            }
        }
    }

    @Test
    void pausesOfWhichEverySecondFallsBetweenTheReadingsAreSeenAllTheSame() {
        Consumer<TestNode> answers =
                node -> List.of(7, 37).forEach(second -> node.reply(second, "network_acceptors", Map.of(), "[]"));
        assertThat(coded(judge(
                        6,
                        node -> stopped(node, 3, 6, 36),
                        answers.andThen(node -> receives(node, 20, 4, 5, 20, 35, 50)))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
        assertThat(coded(judge(6, node -> stopped(node, 3, 6, 36), answers.andThen(node -> receives(node, 20, 0)))))
                .as("only its workers")
                .isEmpty();
    }

    @Test
    void busyWorkersOfMcpAreNoFreezeWhileItsMessagesArrive() {
        assertThat(coded(judge(1, node -> stopped(node, 4, 10, 25, 40), node -> receives(node, 20, 0))))
                .isEmpty();
    }

    @Test
    void aSingleSlowAnswerIsNoTrouble() {
        assertThat(coded(judge(1, node -> stopped(node, 3, 25), node -> receives(node, 20, 3, 25))))
                .allMatch(finding -> finding.severity() == Severity.INFO);
    }

    @Test
    void aSinglePauseOfACallsTimeOutIsTrouble() {
        assertThat(coded(judge(1, node -> stopped(node, 8, 25), node -> receives(node, 20, 8, 25))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void whereAllNodesAnswerLateItIsOurOwnNetwork() {
        assertThat(coded(judge(1, node -> stopped(node, 4, 10, 25, 40), node -> stopped(node, 4, 10, 25, 40))))
                .isEmpty();
    }

    /** All three let the questions wait: a is asked itself, the others through it. */
    private Findings allWait(double length, Consumer<TestNode> others) {
        Consumer<TestNode> waits = node -> stopped(node, length, 10, 25, 40);
        TestBundles bundles = TestBundles.in(folder)
                .seconds(IntStream.rangeClosed(0, 60).boxed().toArray(Integer[]::new));
        for (String name : NODES) {
            bundles.node(name, node -> {
                NODES.stream().filter(peer -> !peer.equals(name)).forEach(peer -> node.peer(peer, row -> {}));
                waits.accept(node.without("network_ping", ""));
                if (!name.equals("a@h")) {
                    others.accept(node);
                }
            });
        }
        return bundles.judge(new ClusterHealth());
    }

    @Test
    void theNodeThroughWhichAllIsAskedStoodStillWhereOnlyItsMessagesStopped() {
        for (double length : List.of(2.5, 4.0)) {
            assertThat(coded(allWait(length, node -> receives("a@h", node, 20, length, 10, 25, 40))))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                        assertThat(finding.subject().node()).isEqualTo("a@h");
                        assertThat(finding.prose().sentence()).contains("no node answered");
                    });
        }
    }

    @Test
    void whereItsMessagesArrivedWhoeverAskedStoodStill() {
        assertThat(coded(allWait(4, node -> {}))).isEmpty();
    }

    @Test
    void whereEverybodysMessagesStoppedItWasNotThatNodeAlone() {
        assertThat(coded(allWait(
                        4,
                        node -> NODES.stream()
                                .filter(peer -> !peer.equals(node.name()))
                                .forEach(peer -> receives(peer, node, 20, 4, 10, 25, 40)))))
                .isEmpty();
    }

    @Test
    void aThousandMillisecondsArePatienceAndNoPause() {
        assertThat(coded(judge(1, node -> stopped(node, 0.9, 10, 25, 40), node -> receives(node, 20, 0.9, 10, 25, 40))))
                .isEmpty();
    }

    @Test
    void withoutAWitnessItIsInformation() {
        assertThat(coded(judge(2, node -> stopped(node, 5, 10, 30), node -> receives(node, 0, 0))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.INFO);
                    assertThat(finding.aspect()).isEqualTo("not known");
                });
    }

    /** Every span of ten seconds holds a pause of three, so that a third less is usual. */
    @Test
    void readingsFarApartAreNoWitnessThatItWentOn() {
        int[] pauses = {1, 11, 21, 31, 41, 51};
        assertThat(coded(judge(
                        1,
                        node -> stopped(node, 3, pauses),
                        node -> node.peer(
                                "b@h",
                                row -> row.presentWhen(s -> s % 10 == 0).set("MessagesIn", s -> 50_000 + 14 * s)))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.aspect()).isEqualTo("not known"));
    }

    @Test
    void itsOwnSamplerIsAWitness() {
        Consumer<TestNode> looking = node -> IntStream.range(0, 240)
                .filter(i -> i / 4.0 <= 10 || i / 4.0 > 15)
                .filter(i -> i / 4.0 <= 30 || i / 4.0 > 35)
                .forEach(i -> node.look(i / 4.0));
        Consumer<TestNode> unmoved = node -> IntStream.range(0, 240).forEach(i -> node.look(i / 4.0));
        assertThat(coded(judge(2, looking.andThen(node -> stopped(node, 5, 10, 30)), node -> receives(node, 0, 0))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.aspect()).isEqualTo("samplers");
                });
        assertThat(coded(judge(2, unmoved.andThen(node -> stopped(node, 5, 10, 30)), node -> receives(node, 0, 0))))
                .isEmpty();
    }
}
