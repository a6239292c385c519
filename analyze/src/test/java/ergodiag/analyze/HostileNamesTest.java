package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that hold other names, quotes, commas and the words of our own sentences, through all playbooks: nobody is taken for somebody else. */
class HostileNamesTest {
    private static final String NEAR = "app@10.0.0.1";
    private static final String FAR = "app@10.0.0.12";
    private static final String CALLER = "app@10.0.0.3";
    private static final long SECOND = 1_000_000_000L;
    private static final String METHOD = "ergo.services/ergo/node.(*process).";

    @TempDir
    Path folder;

    @Test
    void whoWaitsForAProcessIsNotExplainedByItsNamesakeOnANodeWhoseNameBeginsAlike() {
        Findings findings = cluster(folder, "till", "order_book", false).judge();

        Finding waits = only(findings, "ED0203");
        assertThat(waits.relations(Relation.Kind.WAITS_FOR))
                .extracting(Relation::node, Relation::name)
                .containsExactly(tuple(FAR, "order_book"));
        assertThat(waits.severity()).isNotEqualTo(Severity.INFO);
        assertThat(only(findings, "ED0201").subject().node()).isEqualTo(NEAR);
        assertThat(only(findings, "ED0201").explains()).doesNotContain(waits.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waits for",
                "order_book",
                "order_book on app@10.0.0.1",
                "x, which is running; it waits for order_book on app@10.0.0.1, which",
                "; order_book has waited as long, so perhaps",
                "it's \"order_book\", started by order_book.",
                "handshake to other nodes",
                "{who} on {node} %s %1$d",
                "a|b"
            })
    void aNameDecidesNothingWhateverItSays(String name) {
        Findings healthy = cluster(folder, name, name, false).judge();
        assertThat(only(healthy, "ED0203").severity()).isNotEqualTo(Severity.INFO);

        Findings stuck = cluster(folder, name, name, true).judge();
        Finding waits = only(stuck, "ED0203");
        assertThat(waits.prose().advice()).startsWith("Look at " + name + " on " + FAR + ": it took the request");
        assertThat(waits.severity()).isEqualTo(Severity.INFO);
        assertThat(stuck.findings())
                .filteredOn(finding -> finding.explains().contains(waits.id()))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.subject().node()).isEqualTo(FAR);
                    assertThat(cause.prose().headline()).contains(name);
                });
    }

    @Test
    void aProcessIsNotStartedByWhomTheNameOfItsParentEndsWith() {
        Findings findings = TestBundles.in(folder)
                .node(NEAR, node -> {
                    blocked(node, "<A.0.2007>", "order_book");
                    node.process("<A.0.2008>", row -> row.set("Name", "sup, started by order_book"));
                    node.process(
                            "<A.0.2009>",
                            row -> row.set("Name", "slow_start")
                                    .set("Parent", "<A.0.2008>")
                                    .set("State", "init")
                                    .set("StateTime", s -> (30 + s) * SECOND));
                })
                .judge();

        assertThat(only(findings, "ED0111").prose().sentence()).endsWith(", started by order_book.");
        assertThat(only(findings, "ED0201").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aLogMessageNamesANodeByItsWholeName() {
        Finding ofFar = only(logging("lost the connection to " + FAR + ".", "till", FAR), "ED0105");
        assertThat(ofFar.relations(Relation.Kind.LOG_NAMES))
                .extracting(Relation::node)
                .containsExactly(FAR);
        assertThat(ofFar.severity()).isEqualTo(Severity.INFO);

        Finding ofNear = only(logging("lost the connection to " + FAR + ".", "till", NEAR), "ED0105");
        assertThat(ofNear.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aProcessCalledHandshakeLogsOfNone() {
        Consumer<TestNode> refuses = node -> node.without("network_acceptors", "")
                .reply(0, "network_acceptors", Map.of(), acceptors(3))
                .reply(60, "network_acceptors", Map.of(), acceptors(30));
        Finding other = only(logging("the disk is full", "handshake", "", refuses), "ED0105");
        assertThat(other.severity()).isEqualTo(Severity.WARNING);

        Finding logged = only(logging("unable to handshake with 10.0.7.9", "till", "", refuses), "ED0105");
        assertThat(logged.severity()).isEqualTo(Severity.INFO);
    }

    private Findings logging(String message, String by, String silent) {
        return logging(message, by, silent, node -> {});
    }

    /** Three nodes of which one logs errors and one may be silent. */
    private Findings logging(String message, String by, String silent, Consumer<TestNode> told) {
        TestBundles bundles = TestBundles.in(folder).node(CALLER, node -> {
            node.info("LogMessages", s -> List.of(0, 0, 5, 0, s, 0));
            for (int second = 1; second < 60; second += 10) {
                node.log(second, "error", "<C.0.1002> ('" + by + "') main.Worker", message);
            }
            told.accept(node);
        });
        for (String name : List.of(NEAR, FAR)) {
            bundles.node(name, node -> {
                if (name.equals(silent)) {
                    node.silent();
                }
            });
        }
        return bundles.judge();
    }

    private static String acceptors(int errors) {
        return "[{\"Interface\":\"0.0.0.0:1\",\"TLS\":false,\"HandshakeErrors\":" + errors + "}]";
    }

    /** One that waits for the second of two namesakes; the first is blocked, the second where that is said. */
    static TestBundles cluster(Path folder, String caller, String callee, boolean blocked) {
        return TestBundles.in(folder)
                .node(
                        CALLER,
                        node -> node.process(
                                        "<C.0.1050>",
                                        row -> row.set("Name", caller)
                                                .set("Behavior", "main.Till")
                                                .set("State", "wait response")
                                                .set("StateTime", s -> (40 + s) * SECOND)
                                                .set("MessagesIn", 100)
                                                .set("MessagesMailbox", 3)
                                                .set("MailboxLatency", s -> (30 + s) * SECOND)
                                                .set("RunningTime", 5000))
                                .reply(
                                        30,
                                        "pprof_goroutines",
                                        Map.of("debug", 2, "filter", "(*Till)"),
                                        dump("CallPID(0x1, {{0xc000beef, 0xd}, 0x7d7, 0x6b04a8d7}, {0x1, 0x2})")))
                .node(NEAR, node -> blocked(node, "<A.0.2007>", "order_book"))
                .node(FAR, node -> {
                    if (blocked) {
                        blocked(node, "<B.0.2007>", callee);
                    } else {
                        node.process(
                                "<B.0.2007>", row -> row.set("Name", callee).set("Behavior", "main.Book"));
                    }
                });
    }

    private static void blocked(TestNode node, String pid, String name) {
        node.process(
                pid,
                row -> row.set("Name", name)
                        .set("Behavior", "main.Book")
                        .set("State", "running")
                        .set("StateTime", s -> (300 + s) * SECOND)
                        .set("MessagesIn", s -> 500 + s / 10)
                        .set("MessagesMailbox", s -> 2 + s / 10)
                        .set("MailboxLatency", s -> (290 + s) * SECOND));
    }

    private static String dump(String call) {
        return "goroutine profile: total 30, matched 1, showing 1\n\n"
                + "goroutine 15 [select, 2 minutes labels:{\"pid\": \"<C.0.1050>\"}]:\n"
                + METHOD + "waitResponse(0x0?, {{0xc000aaaa, 0xc}, 0x6b04a8d7, {0x3893f, 0x63ab, 0x6b04b6ed}}, 0x3c)\n"
                + "\tergo/node/process.go:1908 +0x1f2\n"
                + METHOD + call + "\n\tergo/node/process.go:1193 +0x2f3\n"
                + "main.(*Till).HandleMessage(0xc0001)\n\tshop/till.go:12 +0x3d\n"
                + "ergo.services/ergo/act.(*Actor).ProcessRun(0x1)\n\tergo/act/actor.go:201 +0xb2a\n";
    }

    private static Finding only(Findings findings, String code) {
        List<Finding> found = findings.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
        assertThat(found).as(() -> code + " in " + findings.findings()).hasSize(1);
        return found.get(0);
    }
}
