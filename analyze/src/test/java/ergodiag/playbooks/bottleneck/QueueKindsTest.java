package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.analyze.TestRow;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seven ways to be late are told apart, however much of each a capture saw and whatever the node was built with. */
class QueueKindsTest {
    private static final String PID = "<A.0.1050>";
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path temp;

    enum Kind {
        BLOCKED("ED0201", "has taken no message for"),
        OVERLOADED("ED0202", "cannot keep up and is overloaded"),
        SLOW_CALLBACK("ED0202", "cannot keep up, as its callbacks are slow"),
        STUCK_CALL("ED0203", "for the answer to a call"),
        BURST("ED0209", "works off a backlog"),
        STARVED_POOL("ED0207", "has no worker left"),
        UNLIMITED("ED0202", "its mailbox has no limit and grows by 30 messages a second");

        private final String code;
        private final String words;

        Kind(String code, String words) {
            this.code = code;
            this.words = words;
        }
    }

    /**
     * One of them as a capture saw it.
     *
     * @param kind what is wrong
     * @param many whether there are many readings instead of two
     * @param latency whether the node tells the age of the oldest message
     * @param stacks whether its stacks tell the process
     */
    record Case(Kind kind, boolean many, boolean latency, boolean stacks) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 8; i++) {
                cases.add(new Case(kind, i % 2 == 0, i / 2 % 2 == 0, i / 4 == 0));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isToldApart(Case told) {
        Findings findings = judged(told);
        Finding finding = findings.findings().stream()
                .filter(it -> it.code().equals(told.kind().code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("found " + findings.findings()));
        assertThat(finding.prose().sentence()).contains(told.kind().words);
        boolean information = told.kind() == Kind.BURST;
        assertThat(findings.findings().stream().filter(it -> it.severity() != Severity.INFO))
                .as("one subject has one alarm")
                .hasSize(information ? 0 : 1);
        if (told.stacks() && !information) {
            assertThat(finding.subject().function()).isEqualTo(function(told.kind()));
        }
        if (!information && told.kind() != Kind.STARVED_POOL) {
            assertThat(finding.since()).as("since when").isPresent();
            assertThat(finding.prose().wouldChange()).containsPattern("\\d");
        }
    }

    private static String function(Kind kind) {
        return kind == Kind.BLOCKED || kind == Kind.STARVED_POOL ? "main.awaitBank" : "main.(*Clerk).HandleMessage";
    }

    private Findings judged(Case told) {
        TestBundles bundle = TestBundles.in(temp);
        return (told.many() ? bundle.seconds(0, 10, 20, 30, 40, 50, 60) : bundle.seconds(0, 60))
                .node("a@host", node -> tell(node, told))
                .judge(new Bottleneck());
    }

    private static void tell(TestNode node, Case told) {
        Kind kind = told.kind();
        if (kind == Kind.STARVED_POOL) {
            node.process("<A.0.1040>", row -> row.set("Name", "clerks").set("Kind", "pool"));
            for (int i = 0; i < 2; i++) {
                String pid = "<A.0.105" + i + ">";
                node.process(pid, row -> queue(row.set("Parent", "<A.0.1040>"), Kind.BLOCKED, told.latency()));
            }
        } else {
            node.process(PID, row -> queue(row.set("Name", "clerk"), kind, told.latency()));
        }
        if (kind == Kind.UNLIMITED) {
            node.reply(
                    5,
                    "process_info",
                    Map.of("pid", PID),
                    "{\"PID\":\"" + PID + "\",\"Name\":\"clerk\",\"Behavior\":\"main.Clerk\",\"MailboxSize\":-1}");
        }
        if (told.stacks()) {
            for (int second : new int[] {5, 55}) {
                node.goroutines(second, 40, blocks(kind));
            }
        } else {
            node.without("pprof_goroutines", "goroutine dump needs -tags=pprof");
        }
    }

    private static TestRow queue(TestRow row, Kind kind, boolean latency) {
        row.set("Behavior", "main.Clerk").set("State", "running").set("Wakeups", 900);
        switch (kind) {
            case BLOCKED ->
                row.set("MessagesIn", s -> 1000 + s / 3)
                        .set("MessagesMailbox", s -> 5 + s / 3)
                        .set("MailboxLatency", s -> (15 + s) * SECOND);
            case OVERLOADED, UNLIMITED ->
                row.set("MessagesIn", s -> 10_000 + 100 * s)
                        .set("MessagesMailbox", s -> 500 + 30 * s)
                        .set("MailboxLatency", s -> (5 + s / 3) * SECOND);
            case SLOW_CALLBACK ->
                row.set("MessagesIn", s -> 10_000 + 4 * s)
                        .set("MessagesMailbox", s -> 50 + 2 * s)
                        .set("MailboxLatency", s -> (12 + s / 2) * SECOND);
            case STUCK_CALL ->
                row.set("State", "wait response")
                        .set("StateTime", s -> (15 + s) * SECOND)
                        .set("RunningTime", 900_000)
                        .set("MessagesIn", s -> 1000 + s / 3)
                        .set("MessagesMailbox", s -> 5 + s / 3)
                        .set("MailboxLatency", s -> (15 + s) * SECOND);
            default ->
                row.set("MessagesIn", s -> 10_000 + 10 * s)
                        .set("MessagesMailbox", s -> 900 - 14 * s)
                        .set("MailboxLatency", s -> 3 * SECOND);
        }
        return latency ? row : row.set("MailboxLatency", -1);
    }

    private static String[] blocks(Kind kind) {
        return switch (kind) {
            case BLOCKED ->
                new String[] {TestNode.block(1, PID, "main.awaitBank", "main.(*Clerk).HandleMessage", "x.ProcessRun")};
            case STARVED_POOL ->
                new String[] {
                    TestNode.block(1, PID, "main.awaitBank", "main.(*Clerk).HandleMessage", "x.ProcessRun"),
                    TestNode.block(1, "<A.0.1051>", "main.awaitBank", "main.(*Clerk).HandleMessage", "x.ProcessRun")
                };
            case STUCK_CALL ->
                new String[] {
                    TestNode.block(
                            1,
                            PID,
                            "ergo.services/ergo/node.(*process).waitResponse",
                            "main.(*Clerk).HandleMessage",
                            "x.ProcessRun")
                };
            default -> new String[] {TestNode.block(1, PID, "main.(*Clerk).HandleMessage", "x.ProcessRun")};
        };
    }
}
