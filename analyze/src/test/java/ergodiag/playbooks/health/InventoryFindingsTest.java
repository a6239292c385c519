package ergodiag.playbooks.health;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What vanished, and what one of several like nodes has otherwise. */
final class InventoryFindingsTest {
    private static final Set<String> CODES = Set.of("ED0118", "ED0130", "ED0131", "ED0132", "ED0133");

    @TempDir
    Path temp;

    @Test
    void aNameThatEndsAndDoesNotComeBackIsToldWithItsMoment() {
        Finding finding = only(alone(node ->
                node.process("<A.0.1007>", row -> row.set("Name", "settler").presentWhen(second -> second < 30))));
        assertThat(finding.code()).isEqualTo("ED0132");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.subject().name()).isEqualTo("settler");
        assertThat(finding.since())
                .hasValueSatisfying(since -> assertThat(since).isAfter(TestBundles.START));
    }

    @Test
    void aNameThatIsAwayForOneReadingOrIsPassedOnIsNotTold() {
        assertThat(alone(node -> node.process(
                        "<A.0.1007>", row -> row.set("Name", "settler").presentWhen(second -> second != 30))))
                .isEmpty();
        assertThat(alone(node -> node.process(
                                "<A.0.1007>", row -> row.set("Name", "settler").presentWhen(second -> second < 30))
                        .process("<A.0.1008>", row -> row.set("Name", "settler").presentWhen(second -> second >= 30))))
                .isEmpty();
        assertThat(alone(node -> node.process(
                                "<A.0.1007>", row -> row.set("Name", "job_1").presentWhen(second -> second < 30))
                        .process("<A.0.1008>", row -> row.set("Name", "job_2").presentWhen(second -> second >= 30))))
                .as("jobs take turns")
                .isEmpty();
    }

    @Test
    void aCutListDoesNotTellThatSomethingIsGone() {
        assertThat(alone(node -> node.process(
                                "<A.0.1007>", row -> row.set("Name", "settler").presentWhen(second -> second < 30))
                        .cut("process_list")))
                .isEmpty();
    }

    @Test
    void anEventThatIsTakenBackIsAWarningWhenItHadSubscribers() {
        for (int subscribers : new int[] {0, 2}) {
            Finding finding = only(alone(node -> node.event(
                    "Event#<A:ticks>",
                    row -> row.set("Subscribers", subscribers).presentWhen(second -> second < 30))));
            assertThat(finding.code()).isEqualTo("ED0133");
            assertThat(finding.severity()).isEqualTo(subscribers > 0 ? Severity.WARNING : Severity.INFO);
            assertThat(finding.subject().event()).isEqualTo("ticks");
        }
    }

    @Test
    void anApplicationThatIsAtWorkOnAllLikeNodesButOneIsAWarning() {
        Finding finding = only(three(node -> node, true, node -> node));
        assertThat(finding.code()).isEqualTo("ED0118");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject().node()).isEqualTo("c@host");
        assertThat(only(three(
                                node -> node.process(
                                        "<A.0.1009>",
                                        row -> row.set("Application", "audit_app")
                                                .set("Name", "")
                                                .set("MessagesIn", 7)),
                                true,
                                node -> node))
                        .severity())
                .as("it stands by on the others")
                .isEqualTo(Severity.INFO);
        assertThat(only(three(
                                node -> node,
                                true,
                                node -> node.info("Version", s -> Map.of("Name", "shop", "Release", "0.9"))))
                        .code())
                .as("the release without it")
                .isEqualTo("ED0118");
    }

    @Test
    void aReleaseOrALevelOfLoggingOfOneNodeOnlyIsTold() {
        assertThat(three(
                        node -> node,
                        false,
                        node -> node.info("Version", s -> Map.of("Name", "shop", "Release", "0.9"))
                                .info("LogLevel", s -> "debug")))
                .filteredOn(finding -> finding.code().equals("ED0130"))
                .hasSize(2)
                .allMatch(finding -> finding.subject().node().equals("c@host"))
                .allMatch(finding -> finding.severity() == Severity.INFO);
    }

    @Test
    void aNameThatOneLikeNodeLacksIsTold() {
        Finding finding =
                only(three(node -> node.process("<A.0.1007>", row -> row.set("Name", "settler")), false, node -> node));
        assertThat(finding.code()).isEqualTo("ED0131");
        assertThat(finding.subject().name()).isEqualTo("settler");
        assertThat(finding.subject().node()).isEqualTo("c@host");
    }

    private List<Finding> alone(Consumer<TestNode> told) {
        return inventory(TestBundles.in(temp).seconds(0, 10, 20, 30, 40, 50, 60).node("a@host", told));
    }

    /** Two nodes told so, and a third of the same program, which lacks the application audit_app when so said. */
    private List<Finding> three(UnaryOperator<TestNode> peers, boolean lacks, UnaryOperator<TestNode> odd) {
        Consumer<TestNode> peer = node -> {
            node.info("LogLevel", s -> "info").application("audit_app", row -> {});
            node.process("<A.0.1009>", row -> row.set("Application", "audit_app"));
            peers.apply(node);
        };
        return inventory(TestBundles.in(temp)
                .seconds(0, 30, 60)
                .node("a@host", peer)
                .node("b@host", peer)
                .node("c@host", node -> {
                    node.info("LogLevel", s -> "info");
                    if (!lacks) {
                        node.application("audit_app", row -> {});
                    }
                    odd.apply(node);
                }));
    }

    private static Finding only(List<Finding> findings) {
        List<Finding> first = findings.stream()
                .filter(finding -> !finding.code().equals("ED0130"))
                .toList();
        assertThat(first).hasSize(1);
        return first.get(0);
    }

    private static List<Finding> inventory(TestBundles bundles) {
        return bundles.judge(new ClusterHealth()).findings().stream()
                .filter(finding -> CODES.contains(finding.code()))
                .toList();
    }
}
