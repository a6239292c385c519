package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a stuck call waits for is told where it can be known, on whatever node it is, and else that it cannot. */
class CalleeTest {
    private static final String CALLER = "<A.0.1050>";
    private static final long SECOND = 1_000_000_000L;
    /** Where the name of the caller's node lies; 21 bytes of it are none of a bundle in which the node is called a@host. */
    private static final String OWN = "0xc000aaaa";

    private static final String METHOD = "ergo.services/ergo/node.(*process).";

    @TempDir
    Path temp;

    @Test
    void theRecordedCalleeIsNamedByTheStack() {
        Finding finding = stuck(ReadSample.judged("overload-and-stuck-call", new Bottleneck()));
        assertThat(finding.prose().sentence())
                .contains("by its stack it waits for payment_provider on node2@localhost");
        assertThat(finding.basis().numbers())
                .anyMatch(number -> number.name().equals("time-out of the call") && number.value() == 3600);
    }

    @Test
    void aCalleeOfAnotherNodeIsNamedByItsNumber() {
        Finding finding = stuck(judged("CallPID(0x1, {{0xc000beef, 0x6}, 0x7d7, 0x6b04a8d7}, {0x1, 0x2})", 1));
        assertThat(finding.prose().sentence())
                .contains("by its stack it waits for main.Bank <B.0.2007> on b@host, which takes nothing while");
    }

    @Test
    void aCalleeOfAnotherNodeIsNamedByTheLengthOfItsName() {
        Finding finding = stuck(judged("CallProcessID(0x1, {{0xa0, 0x4}, {0xc000beef, 0x6}}, {0x1, 0x2})", 7));
        assertThat(finding.prose().sentence()).contains("by its stack it waits for bank on b@host");
    }

    @Test
    void theOneWhoseOldestMessageIsAsOldAsTheCallIsNamed() {
        Finding finding = stuck(judged("", 40));
        assertThat(finding.prose().sentence()).contains("by what began with it it waits for");
    }

    @Test
    void whatBeganWithACallWithinTheNodeBeganElsewhereByChance() {
        String renamed = "CallProcessID(0x1, {{0xa0, 0x4}, {" + OWN + ", 0x15}}, {0x1, 0x2})";
        Finding finding = stuck(judged(renamed, 40));
        assertThat(finding.prose().sentence()).contains("the bundle cannot tell whom it called");
    }

    @Test
    void nobodyIsNamedWhereNothingTells() {
        Finding finding = stuck(judged("", 7));
        assertThat(finding.prose().sentence()).contains("the bundle cannot tell whom it called");
        assertThat(finding.prose().nextCapture()).contains("deep");
    }

    @Test
    void argumentsThatGoIsNotSureOfTellNothing() {
        Finding finding = stuck(judged("CallPID(0x1, {{0xc000beef?, 0x6?}, 0x7d7?, 0x6b04a8d7?}, {0x1, 0x2})", 7));
        assertThat(finding.prose().sentence()).contains("cannot tell whom");
    }

    @Test
    void aBlockedCalleeExplainsItsCaller() {
        Findings findings = bundle("CallPID(0x1, {{0xc000beef, 0x6}, 0x7d7, 0x6b04a8d7}, {0x1, 0x2})", 1)
                .judge();
        assertThat(stuck(findings).severity()).isEqualTo(Severity.INFO);
        assertThat(findings.findings())
                .filteredOn(finding -> finding.code().equals("ED0201"))
                .singleElement()
                .satisfies(cause ->
                        assertThat(cause.explains()).contains(stuck(findings).id()));
    }

    private Findings judged(String call, int calleeWaits) {
        return bundle(call, calleeWaits).judge(new Bottleneck());
    }

    private TestBundles bundle(String call, int calleeWaits) {
        return TestBundles.in(temp)
                .node("a@host", node -> {
                    node.process(
                            CALLER,
                            row -> row.set("Name", "till")
                                    .set("Behavior", "main.Till")
                                    .set("State", "wait response")
                                    .set("StateTime", s -> (40 + s) * SECOND)
                                    .set("MessagesIn", 100)
                                    .set("RunningTime", 5000));
                    if (!call.isEmpty()) {
                        node.reply(30, "pprof_goroutines", Map.of("debug", 2, "filter", "(*Till)"), dump(call));
                    }
                })
                .node("b@host", node -> callee(node, calleeWaits));
    }

    private static void callee(TestNode node, int waits) {
        node.process(
                "<B.0.2007>",
                row -> row.set("Name", waits == 1 ? "" : "bank")
                        .set("Behavior", "main.Bank")
                        .set("State", "running")
                        .set("StateTime", s -> (300 + s) * SECOND)
                        .set("MessagesIn", s -> 500 + s / 10)
                        .set("MessagesMailbox", s -> 2 + s / 10)
                        .set("MailboxLatency", s -> (waits + s) * SECOND));
    }

    private static String dump(String call) {
        return "goroutine profile: total 30, matched 1, showing 1\n\n"
                + "goroutine 15 [select, 2 minutes labels:{\"pid\": \"" + CALLER + "\"}]:\n"
                + METHOD + "waitResponse(0x0?, {{" + OWN + ", " + (call.contains(OWN) ? "0x15" : "0x6")
                + "}, 0x6b04a8d7, {0x3893f, 0x63ab, 0x6b04b6ed}}, 0x3c)\n"
                + "\tergo/node/process.go:1908 +0x1f2\n"
                + METHOD + call + "\n\tergo/node/process.go:1193 +0x2f3\n"
                + "main.(*Till).HandleMessage(0xc0001)\n\tshop/till.go:12 +0x3d\n"
                + "ergo.services/ergo/act.(*Actor).ProcessRun(0x1)\n\tergo/act/actor.go:201 +0xb2a\n";
    }

    private static Finding stuck(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.code().equals("ED0203"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("found " + findings.findings()));
    }
}
