package ergodiag.playbooks.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.ergo.Ids;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.goroutines.Goroutines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that the user took along, beside those of the capture. */
class AttachedProfilesTest {
    private static final String BEFORE = TestBundles.START.minusSeconds(240).toString();
    private static final String WITHIN = TestBundles.START.plusSeconds(20).toString();
    private static final String ROWS = "80.00    90.00    shop.compute\n0.00    99.00    shop.(*Front).HandleMessage\n";

    @TempDir
    private Path temp;

    @Test
    void itsLabelsTellWhoBurnsAndItSaysWhenItWasTaken() {
        Findings findings = judged(node -> attached(
                node.without("pprof_cpu", "not offered"),
                BEFORE,
                ROWS + "pid <A.0.1001>\t95.00\npid <A.0.1001>\t80.00\t88.20\tshop.compute\n"));

        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0301");
            assertThat(finding.subject().name()).isEqualTo("front");
            assertThat(finding.subject().function()).isEqualTo("shop.compute");
            assertThat(finding.prose().sentence())
                    .contains("run by front (98 % of it by its label)", "(taken along, 4 min before the capture)");
            assertThat(finding.basis().evidence())
                    .anyMatch(evidence -> evidence.value().startsWith("pid <A.0.1001>")
                            && evidence.line().isPresent());
        });
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.FOUND);
        assertThat(findings.verdicts().get(0).gaps()).isEmpty();
    }

    @Test
    void theCaptureItselfKnowsBetterThanAnEarlierTime() {
        Findings findings =
                judged(node -> attached(node.cpuProfile(50_000_000, "100.0    100.0    runtime.futex"), BEFORE, ROWS));

        assertThat(findings.findings()).isEmpty();
    }

    @Test
    void oneOfTheTimeOfTheCaptureIsAReadingLikeAnyOther() {
        Findings findings = judged(
                node -> attached(node.cpuProfile(2_000_000_000, "100.0    100.0    shop.compute"), WITHIN, ROWS));

        assertThat(findings.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.prose().sentence()).contains("(taken along)"));
    }

    @Test
    void oneOfAnEarlierLifeTellsNothing() {
        Findings findings = judged(node -> attached(
                node.without("pprof_cpu", "not offered"),
                TestBundles.START.minusSeconds(2 * 3600).toString(),
                ROWS));

        assertThat(findings.findings()).isEmpty();
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.reason().contains("cpu.pb.gz was taken before a@host started last"));
    }

    @Test
    void severalOfOneBehaviourRunItTogether() {
        Findings findings = judged(node -> {
            StringBuilder actors = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                String pid = "<A.0.110" + i + ">";
                node.process(pid, row -> row.set("Behavior", "shop.Worker"));
                actors.append("pid ").append(pid).append("\t22.00\n");
                actors.append("pid ").append(pid).append("\t20.00\t22.00\tshop.compute\n");
            }
            attached(node.without("pprof_cpu", "not offered"), BEFORE, ROWS + actors);
        });

        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject().behavior()).isEqualTo("shop.Worker");
            assertThat(finding.prose().sentence()).contains("by 4 actors, most by");
        });
    }

    @Test
    void aMetaProcessIsNamedByItsId() {
        Findings findings = judged(
                node -> attached(
                        node.without("pprof_cpu", "not offered"),
                        BEFORE,
                        ROWS
                                + "meta Alias#<1B30E9C5.1.2.3>\t95.00\nmeta Alias#<1B30E9C5.1.2.3>\t80.00\t90.00\tshop.compute\n"));

        assertThat(findings.findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.prose().sentence()).contains("by the meta process Alias#<1B30E9C5.1.2.3>"));
    }

    @Test
    void labelsAreJoinedWithIdsOfTheNewerForm() {
        Findings findings = judged(node -> attached(
                node.without("pprof_cpu", "not offered")
                        .process("a@host:1042.1795809671", row -> row.set("Name", "scanner")),
                BEFORE,
                ROWS + "pid " + Ids.shortForm("a@host", 1042) + "\t95.00\npid " + Ids.shortForm("a@host", 1042)
                        + "\t80.00\t90.00\tshop.compute\n"));

        assertThat(findings.findings())
                .extracting(finding -> finding.subject().name())
                .containsExactly("scanner");
    }

    @Test
    void oneThatCannotBeReadIsAGap() {
        Findings findings = judged(node -> node.without("pprof_cpu", "not offered")
                .reply(60, "attach", arguments(BEFORE, "cpu"), "CPU profile: nonsense\n"));

        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps())
                .anyMatch(gap -> gap.reason().contains("the header of a CPU profile"));
    }

    @Test
    void dumpsThatWereTakenAlongAreJudgedLikeOthers() {
        String dump = "goroutine 7 [chan receive, 3 minutes] {pid: \"<A.0.1001>\"}:\n"
                + "shop.wait(0xc000012345)\n\tmain.go:3 +0x1\n"
                + "shop.(*Front).HandleMessage(0xc000012345)\n\tmain.go:9 +0x1\n"
                + "ergo.services/ergo/act.(*Actor).ProcessRun(0xc000012345)\n\tactor.go:9 +0x1\n";
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {
                    node.without("pprof_goroutines", "not offered");
                    node.process(
                            "<A.0.1001>",
                            row -> row.set("Name", "front").set("MessagesIn", 7).set("MessagesMailbox", 3));
                    for (int second : List.of(5, 55)) {
                        node.reply(
                                60,
                                "attach",
                                arguments(TestBundles.START.plusSeconds(second).toString(), "goroutine-debug2"),
                                dump);
                    }
                })
                .judge(new Goroutines());

        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1001");
            assertThat(finding.subject().name()).isEqualTo("front");
        });
    }

    private Findings judged(Consumer<TestNode> told) {
        return TestBundles.in(temp).node("a@host", told).judge(new CpuProfiling());
    }

    /** Four cores for five seconds, four of them busy. */
    private static TestNode attached(TestNode node, String taken, String rows) {
        return node.reply(
                60,
                "attach",
                arguments(taken, "cpu"),
                "CPU profile: 5.000 seconds, 4000000000 total samples, showing 2\ntaken " + taken
                        + "\n\nflat%    cum%     function\n" + rows);
    }

    private static Map<String, Object> arguments(String taken, String form) {
        return Map.of("file", "cpu.pb.gz", "profile", form, "taken", taken, "bytes", 9486L);
    }
}
