package ergodiag.playbooks.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end by the failure of one of them and do not come back. */
class FamilyEndsTest {
    private static final String DIES = "process terminated abnormally - ";

    @TempDir
    Path folder;

    private TestBundles bundle(Consumer<TestNode> told) {
        return TestBundles.in(folder).seconds(0, 15, 30, 45, 60).node("a@host", told);
    }

    /** A desk with two legs, linked in a row, of which the last one fails at second 20. */
    private static TestNode desk(TestNode node) {
        for (int i = 0; i < 3; i++) {
            String name = i == 0 ? "desk" : "leg_" + i;
            node.process("<A.0.110" + i + ">", row -> row.set("Name", name).presentWhen(s -> s < 20));
        }
        return node.log(20, "error", "<A.0.1100> ('desk') main.Worker", DIES + "<A.0.1101>: no curve")
                .log(20, "error", "<A.0.1101> ('leg_1') main.Worker", DIES + "<A.0.1102>: no curve").log(
                20, "error", "<A.0.1102> ('leg_2') main.Worker", DIES + "no curve");
    }

    private static List<Finding> ends(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.code().equals("ED0607"))
                .toList();
    }

    @Test
    void namesTheFirstByItsBareReasonThroughAChainOfExits() {
        assertThat(ends(bundle(FamilyEndsTest::desk).judge(new RestartLoop())))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.subject().name()).isEqualTo("leg_2");
                    assertThat(finding.prose().sentence())
                            .contains("took along 2 other processes", "desk, leg_1", "\"no curve\"");
                    assertThat(finding.since()).hasValue(TestBundles.START.plusSeconds(20));
                    assertThat(finding.relations(Relation.Kind.TOOK_ALONG)).hasSize(2);
                });
    }

    @Test
    void explainsWhatIsStillSentToThem() {
        Findings findings = bundle(node -> desk(node).info("SendErrorsLocal", s -> s < 20 ? 0 : 10 * (s - 20)))
                .judge();
        Finding end = ends(findings).get(0);
        assertThat(end.prose().sentence()).contains("400 messages");
        assertThat(end.explains()).anySatisfy(id -> assertThat(id).startsWith("ED0103"));
        assertThat(findings.findings().stream().filter(it -> it.severity() != Severity.INFO))
                .containsExactly(end);
    }

    @Test
    void leavesMessagesThatFailedBeforeTheDeathToTheirOwnCause() {
        Findings findings =
                bundle(node -> desk(node).info("SendErrorsLocal", s -> 10 * s)).judge();
        assertThat(ends(findings).get(0).explains())
                .noneSatisfy(id -> assertThat(id).startsWith("ED0103"));
    }

    @Test
    void isSilentAboutAFamilyThatIsBackUnderItsNames() {
        assertThat(ends(bundle(node -> {
                            desk(node);
                            for (int i = 0; i < 3; i++) {
                                String name = i == 0 ? "desk" : "leg_" + i;
                                node.process(
                                        "<A.0.120" + i + ">",
                                        row -> row.set("Name", name)
                                                .set("Uptime", s -> s - 21)
                                                .presentWhen(s -> s > 21));
                            }
                        })
                        .judge(new RestartLoop())))
                .isEmpty();
    }

    @Test
    void isSilentAboutUnnamedSessionsThatFailWhileOthersOfTheirKindGoOn() {
        assertThat(ends(bundle(node -> node.process("<A.0.1100>", row -> row.presentWhen(s -> s < 20))
                                .process("<A.0.1101>", row -> row.presentWhen(s -> s < 20))
                                .process("<A.0.1102>", row -> {})
                                .log(20, "error", "<A.0.1100> main.Worker", DIES + "connection reset")
                                .log(20, "error", "<A.0.1101> main.Worker", DIES + "<A.0.1100>: connection reset"))
                        .judge(new RestartLoop())))
                .isEmpty();
    }

    @Test
    void isSilentAboutProcessesThatHadNotLasted() {
        assertThat(ends(bundle(node -> node.process(
                                        "<A.0.1100>",
                                        row -> row.set("Name", "job")
                                                .set("Uptime", s -> 59 - 15 + s)
                                                .presentWhen(s -> s < 20))
                                .log(20, "error", "<A.0.1100> ('job') main.Worker", DIES + "input is empty"))
                        .judge(new RestartLoop())))
                .isEmpty();
    }

    @Test
    void tellsOneAloneAsInformationUnlessItIsMissed() {
        assertThat(ends(bundle(node -> alone(node)).judge(new RestartLoop())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
        assertThat(ends(bundle(node -> alone(node).info("SendErrorsLocal", s -> s < 20 ? 0 : 5))
                        .judge(new RestartLoop())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
        assertThat(ends(bundle(node -> alone(node).info("SendErrorsLocal", s -> s < 20 ? 0 : 4))
                        .judge(new RestartLoop())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    private static TestNode alone(TestNode node) {
        return node.process("<A.0.1100>", row -> row.set("Name", "till").presentWhen(s -> s < 20))
                .log(
                        20,
                        "panic",
                        "<A.0.1100> ('till') main.Till",
                        "process terminated - nil map at main.Till[till.go:7]");
    }
}
