package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes and pools that are full: what is sent to them meanwhile is lost. */
final class FullMailboxTest {
    private static final String PID = "<A.0.1050>";
    private static final String REFUSED = "further messages are refused and lost, and no counter tells how many";

    @TempDir
    Path folder;

    @Test
    void aFullMailboxIsToldThoughItsProcessKeepsItsPace() {
        assertThat(alarms(full(40, 40, 10))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0212");
            assertThat(finding.prose().sentence()).contains("tally", "40 of 40", REFUSED);
            assertThat(finding.basis().evidence())
                    .anyMatch(place ->
                            place.pointer().filter("/MailboxSize"::equals).isPresent());
        });
        assertThat(alarms(full(39, 40, 10))).isEmpty();
        assertThat(alarms(full(40, 0, 10))).isEmpty();
    }

    @Test
    void aBlockedProcessWithAFullMailboxLosesMessagesToo() {
        assertThat(alarms(full(40, 40, 0))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0201");
            assertThat(finding.prose().sentence()).contains(REFUSED);
            assertThat(finding.prose().advice()).contains("important delivery");
        });
    }

    @Test
    void aStuckCallWithAFullMailboxLosesMessagesToo() {
        assertThat(alarms(judged(node -> mailbox(node, 40, 40, 0, "wait response"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ED0203");
                    assertThat(finding.prose().sentence()).contains(REFUSED);
                });
    }

    @Test
    void theStackOfAStuckCallIsToldWithItsReasonAndAge() {
        String stack = "goroutine profile: total 9, matched 1, showing 1\n\ngoroutine 77 [select, 3 minutes]:\n"
                + "ergo.services/ergo/node.(*process).waitResponse(0xc000, {{0x1, 0x2}, 0x3, 0x4})\n\tnode.go:1 +0x1\n"
                + "main.(*Tally).HandleMessage(0xc000)\n\tmain.go:2 +0x1\n"
                + "ergo.services/ergo/act.(*Actor).ProcessRun(0xc000)\n\tact.go:3 +0x1\n";
        Findings findings = judged(node -> mailbox(node, 4, 0, 0, "wait response")
                .reply(55, "pprof_goroutines", Map.of("debug", 2, "filter", "waitResponse", "limit", 40), stack));
        assertThat(alarms(findings))
                .singleElement()
                .satisfies(finding -> assertThat(finding.prose().sentence())
                        .contains("its stack stands in waitResponse (select, for 3 minutes)"));
    }

    @Test
    void aPoolIsShownWithItsCapacity() {
        Findings findings = judged(node -> pool(node, 0));
        assertThat(findings.findings()).isEmpty();
        Table pools = findings.tables().stream()
                .filter(table -> table.id().equals("pools"))
                .findFirst()
                .orElseThrow();
        assertThat(pools.rows().get(0))
                .extracting(cell -> cell.text())
                .containsExactly("a@host", "desk", "2", "50", "100", "25", "25", "900", "0");
    }

    @Test
    void whatAPoolDroppedBeforeTheWindowIsAWarningFromTenAMinuteOn() {
        assertThat(judged(node -> pool(node, 610)).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0211");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.prose().sentence()).contains("2 workers x 50 messages hold 100, and 25 wait (25 %)");
        });
        assertThat(judged(node -> pool(node, 609)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void aNodeWithoutTheLatencyTagIsNamed() {
        Findings findings = judged(node -> node.process("<A.0.1001>", row -> row.set("MailboxLatency", -1)));
        assertThat(findings.verdicts().get(0).lookedAt())
                .contains("Built without -tags=latency, so that the age of waiting messages cannot be told: a@host.");
    }

    private static TestNode pool(TestNode node, int dropped) {
        node.process(PID, row -> row.set("Name", "desk").set("Kind", "pool"))
                .reply(
                        0,
                        "process_inspect",
                        Map.of("pid", PID),
                        "{\"pool_size\":\"2\",\"worker_mailbox_size\":\"50\",\"messages_forwarded\":\"900\",\"messages_unhandled\":\""
                                + dropped + "\"}");
        for (int i = 1; i <= 2; i++) {
            int waiting = 5 + 5 * i;
            node.process("<A.0.106" + i + ">", row -> row.set("Parent", PID).set("MessagesMailbox", waiting));
        }
        return node;
    }

    private Findings full(int waiting, int limit, int taken) {
        return judged(node -> mailbox(node, waiting, limit, taken, "running"));
    }

    private static TestNode mailbox(TestNode node, int waiting, int limit, int taken, String state) {
        return node.process(
                        PID,
                        row -> row.set("Name", "tally")
                                .set("Behavior", "main.Tally")
                                .set("State", state)
                                .set("StateTime", s -> state.equals("running") ? 1 : (100L + s) * 1_000_000_000L)
                                .set("MessagesIn", s -> 10_000 + waiting + taken * s)
                                .set("MessagesMailbox", waiting)
                                .set("MailboxLatency", taken > 0 ? 4_000_000L : 70_000_000_000L))
                .reply(
                        30,
                        "process_info",
                        Map.of("pid", PID),
                        "{\"PID\":\"" + PID + "\",\"Name\":\"tally\",\"MailboxSize\":" + limit + "}");
    }

    private Findings judged(Consumer<TestNode> told) {
        return TestBundles.in(folder).node("a@host", told).judge(new Bottleneck());
    }

    private static List<Finding> alarms(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }
}
