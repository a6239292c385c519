package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that wait for each other's answers, over nodes: the cause is where the waits end. */
class WaitingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String NODE = "ergo.services/ergo/node.(*process).";

    @TempDir
    Path folder;

    private TestBundles bundle(Integer... seconds) {
        return TestBundles.in(folder).seconds(seconds);
    }

    private TestBundles bundle() {
        return bundle(0, 10, 20, 30, 40, 50, 60);
    }

    /** One that calls all the time, each call lasting so long, and whose mailbox grows by one message a second, or not at all. */
    private static TestNode calls(TestNode node, String pid, String name, long lasts, boolean grows) {
        return node.process(
                pid,
                row -> row.set("Name", name)
                        .set("Behavior", "main." + type(name))
                        .set("State", "wait response")
                        .set("StateTime", s -> (s % lasts) * SECOND + SECOND / 2)
                        .set("MessagesIn", s -> grows ? 1000 + 2 * s : 1000 + s)
                        .set("MessagesOut", s -> 500 + s / lasts)
                        .set("MessagesMailbox", s -> grows ? 100 + s : 0)
                        .set("MailboxLatency", s -> grows ? (900 + s) * SECOND : 0));
    }

    /** One that is slower than it is asked. */
    private static TestNode slow(TestNode node, String pid, String name) {
        return node.process(
                pid,
                row -> row.set("Name", name)
                        .set("Behavior", "main." + type(name))
                        .set("State", "running")
                        .set("StateTime", s -> (600 + s) * SECOND)
                        .set("MessagesIn", s -> 500 + s)
                        .set("MessagesMailbox", s -> 20 + s / 2)
                        .set("MailboxLatency", s -> (300 + s) * SECOND));
    }

    private static String type(String name) {
        return Stream.of(name.split("_"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    /** The single stack of one that calls another by its name, of which Go prints the length. */
    private static TestNode stack(TestNode node, String pid, String name, String callee, int second) {
        return node.reply(
                second,
                "pprof_goroutines",
                Map.of("debug", 2, "filter", "(*" + type(name) + ")"),
                "goroutine profile: total 30, matched 1, showing 1\n\ngoroutine 15 [select labels:{\"pid\": \"" + pid
                        + "\"}]:\n" + NODE
                        + "waitResponse(0x0?, {{0xc000aaaa, 0x6}, 0x6b04a8d7, {0x3893f, 0x63ab, 0x6b04b6ed}}, 0x5)\n"
                        + "\tergo/node/process.go:1908 +0x1f2\n" + NODE + "CallProcessID(0x1, {{0x"
                        + Integer.toHexString(0xa000 + callee.hashCode() & 0xffff) + ", 0x"
                        + Integer.toHexString(callee.length()) + "}, {0xc000beef, 0x6}}, {0x1, 0x2})\n"
                        + "\tergo/node/process.go:1193 +0x2f3\nmain.(*" + type(name)
                        + ").HandleMessage(0xc0001)\n\tshop/till.go:12 +0x3d\n"
                        + "ergo.services/ergo/act.(*Actor).ProcessRun(0x1)\n\tergo/act/actor.go:201 +0xb2a\n");
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    @Test
    void theEndOfAChainOverThreeNodesIsItsCauseThoughTheNameOfACallerIsAsLong() {
        isTheBanks(chain(bundle()));
    }

    @Test
    void twoReadingsThatFindThemInTheirCallsTellTheEndOfTheChainToo() {
        isTheBanks(chain(bundle(0, 60)));
    }

    private static Findings chain(TestBundles bundle) {
        return bundle.node("a@host", node -> {
                    calls(node, "<A.0.1100>", "till", 3, true);
                    stack(node, "<A.0.1100>", "till", "ledger", 30);
                })
                .node("b@host", node -> {
                    calls(node, "<B.0.1100>", "ledger", 5, true);
                    stack(node, "<B.0.1100>", "ledger", "bank", 30);
                })
                .node("c@host", node -> slow(node, "<C.0.1100>", "bank"))
                .judge();
    }

    private static void isTheBanks(Findings findings) {
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0202");
            assertThat(finding.subject().name()).isEqualTo("bank");
            assertThat(finding.prose().sentence()).contains("ledger on b@host, till on a@host wait for its answers");
        });
        assertThat(findings.findings())
                .filteredOn(finding -> finding.subject().name().equals("ledger"))
                .first()
                .satisfies(finding -> assertThat(finding.prose().sentence())
                        .contains("waits for the answers of bank on c@host (by its stack probably)"));
    }

    @Test
    void withoutStacksTheCalleeIsTheOneWhoseOldestMessagesCameWhenCallsBegan() {
        Findings findings = bundle(0, 7, 14, 21, 28, 35, 42, 49)
                .node(
                        "a@host",
                        node -> node.process(
                                "<A.0.1100>",
                                row -> row.set("Name", "till")
                                        .set("Behavior", "main.Till")
                                        .set("State", "wait response")
                                        .set("StateTime", s -> s % 5 * SECOND + SECOND / 2)
                                        .set("MessagesMailbox", s -> 100 + s)
                                        .set("MessagesIn", s -> 1000 + 2 * s)
                                        .set("MailboxLatency", s -> (900 + s) * SECOND)))
                .node("b@host", node -> {
                    node.process(
                            "<B.0.1100>",
                            row -> row.set("Name", "bank")
                                    .set("State", "running")
                                    .set("StateTime", s -> (600 + s) * SECOND)
                                    .set("MessagesMailbox", s -> 20 + s / 4)
                                    .set("MessagesIn", s -> 500 + s)
                                    // Its oldest message came with a call of twenty seconds ago: calls begin at 4.5,
                                    // 9.5, ...
                                    .set("MailboxLatency", s -> (s % 5 + 20) * SECOND + SECOND / 2));
                    node.process(
                            "<B.0.1101>",
                            row -> row.set("Name", "mint")
                                    .set("MessagesMailbox", s -> 3)
                                    .set("MailboxLatency", s -> 21 * SECOND + SECOND / 7));
                })
                .judge(new Bottleneck());
        assertThat(findings.findings())
                .filteredOn(finding -> finding.subject().name().equals("till"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.prose().sentence())
                        .contains("waits for the answers of bank on b@host (by what began with it)"));
    }

    /** In stacks names keep the length that they have on the nodes. */
    @Test
    void whereNamesAreOtherThanOnTheStacksThoseWhoCallByTheSameNameHaveTheSameCallee() {
        for (int tills : new int[] {1, 3}) {
            Findings findings = bundle(0, 7, 14, 21, 28, 35, 42, 49)
                    .node("a@elsewhere", node -> {
                        for (int i = 0; i < tills; i++) {
                            String pid = "<A.0.110" + i + ">";
                            calls(node, pid, "t" + i, 3, true);
                            stack(node, pid, "t" + i, "ledger", 30);
                        }
                    })
                    .node("b@elsewhere", node -> {
                        calls(node, "<B.0.1100>", "x", 5, true);
                        stack(node, "<B.0.1100>", "x", "bank", 30);
                    })
                    .node(
                            "c@elsewhere",
                            node -> node.process(
                                    "<C.0.1100>",
                                    row -> row.set("Name", "y")
                                            .set("State", "running")
                                            .set("StateTime", s -> (600 + s) * SECOND)
                                            .set("MessagesIn", s -> 500 + s)
                                            .set("MessagesMailbox", s -> 20 + s / 2)
                                            .set("MailboxLatency", s -> (s % 5 + 20) * SECOND + SECOND / 2)))
                    .judge();
            assertThat(serious(findings)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("ED0202");
                assertThat(finding.subject().name()).isEqualTo("y");
                assertThat(finding.prose().sentence()).contains("x on b@elsewhere, t0 on a@elsewhere");
            });
        }
    }

    @Test
    void oneThatKeepsUpAndHoldsUpOthersIsNamed() {
        assertThat(serious(held(600).judge())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0206");
            assertThat(finding.subject().name()).isEqualTo("bank");
        });
        assertThat(serious(held(0).judge())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0216");
            assertThat(finding.prose().sentence())
                    .contains("bank on b@host holds up till on a@host, which waits for its answers");
        });
    }

    private TestBundles held(int runsFor) {
        return bundle().node("a@host", node -> {
                    calls(node, "<A.0.1100>", "till", 3, true);
                    stack(node, "<A.0.1100>", "till", "bank", 30);
                })
                .node(
                        "b@host",
                        node -> node.process(
                                "<B.0.1100>",
                                row -> row.set("Name", "bank")
                                        .set("State", "running")
                                        .set("StateTime", s -> (runsFor + s % 2) * SECOND)));
    }

    @Test
    void threeThatCallEachOtherAreOneCircle() {
        Findings findings = bundle().node("a@host", node -> ring(node, "<A.0.1100>", "limit", "exposure"))
                .node("b@host", node -> ring(node, "<B.0.1100>", "exposure", "collateral"))
                .node("c@host", node -> ring(node, "<C.0.1100>", "collateral", "limit"))
                .judge();
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0215");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.prose().sentence())
                    .contains(
                            "limit on a@host, exposure on b@host, collateral on c@host wait for each other in a circle");
            assertThat(finding.since()).hasValue(TestBundles.START.minusSeconds(40));
        });
    }

    @Test
    void twoThatCallEachOtherAreOneCircle() {
        Findings findings = bundle().node("a@host", node -> ring(node, "<A.0.1100>", "limit", "exposure"))
                .node("b@host", node -> ring(node, "<B.0.1100>", "exposure", "limit"))
                .judge();
        assertThat(serious(findings))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("ED0215"));
    }

    @Test
    void whereNamesAreOtherThanOnTheStacksTheyAreACircleIfNobodyElseHasAnythingToDo() {
        assertThat(serious(renamedRing().judge())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0215");
            assertThat(finding.prose().sentence()).contains("whom each has called the bundle cannot tell");
        });
        assertThat(serious(renamedRing()
                        .node("d@elsewhere", node -> slow(node, "<D.0.1100>", "bank"))
                        .judge()))
                .as("they may all wait for the bank")
                .extracting(Finding::code)
                .doesNotContain("ED0215");
    }

    @Test
    void oneOfThemIsNotToldByItsStackAndTheyAreACircleAllTheSame() {
        assertThat(serious(bundle().node("a@elsewhere", node -> ring(node, "<A.0.1100>", "x", "exposure"))
                        .node("b@host", node -> ring(node, "<B.0.1100>", "exposure", "collateral"))
                        .node("c@host", node -> ring(node, "<C.0.1100>", "collateral", "limit"))
                        .judge()))
                .extracting(Finding::code)
                .containsExactly("ED0215");
    }

    private TestBundles renamedRing() {
        return bundle().node("a@elsewhere", node -> ring(node, "<A.0.1100>", "x", "exposure"))
                .node("b@elsewhere", node -> ring(node, "<B.0.1100>", "y", "collateral"))
                .node("c@elsewhere", node -> ring(node, "<C.0.1100>", "z", "limit"));
    }

    private static TestNode ring(TestNode node, String pid, String name, String callee) {
        node.process(
                pid,
                row -> row.set("Name", name)
                        .set("Behavior", "main." + type(name))
                        .set("State", "wait response")
                        .set("StateTime", s -> (40 + s) * SECOND)
                        .set("MessagesIn", s -> 300 + 5 * s)
                        .set("MessagesMailbox", s -> 200 + 5 * s)
                        .set("MailboxLatency", s -> (43 + s) * SECOND));
        return stack(node, pid, name, callee, 30);
    }

    @Test
    void timeOutsOfOneWhoseCalleeIsUnknownAreToldOfItAndThatTheCauseWasNotSeen() {
        Findings findings = unanswered(3).judge();
        assertThat(serious(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0214");
            assertThat(finding.subject().name()).isEqualTo("till");
            assertThat(finding.prose().sentence())
                    .contains("3 calls of it ran into their time-outs", "the bundle cannot tell whose");
        });
        assertThat(serious(unanswered(2).judge())).isEmpty();
    }

    private TestBundles unanswered(int times) {
        return bundle().node("a@host", node -> {
            calls(node, "<A.0.1100>", "till", 3, false);
            for (int i = 0; i < times; i++) {
                node.log(10 * i, "warning", "<A.0.1100> ('till') main.Till", "no price: timed out");
            }
        });
    }

    @Test
    void oneThatCallsAllTheTimeAndIsAnsweredIsNoTrouble() {
        assertThat(serious(bundle().node("a@host", node -> {
                            calls(node, "<A.0.1100>", "till", 3, false);
                            stack(node, "<A.0.1100>", "till", "bank", 30);
                        })
                        .node(
                                "b@host",
                                node -> node.process(
                                        "<B.0.1100>",
                                        row -> row.set("Name", "bank").set("State", "running")))
                        .judge()))
                .isEmpty();
    }
}
