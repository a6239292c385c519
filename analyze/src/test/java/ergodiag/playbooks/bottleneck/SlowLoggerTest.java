package ergodiag.playbooks.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is a logger: what it takes of the log is in none of its counters. */
class SlowLoggerTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    /** Ten entries a second are logged; so many wait. */
    private static TestNode logger(TestNode node, int arrived, IntUnaryOperator waiting) {
        for (int i = 0; i < 10; i++) {
            node.log(6 * i, "info", "<A.0.1101> ('audit') main.Audit", "price audited");
        }
        return node.info("LogMessages", s -> List.of(0, 0, 1000 + 10 * s, 0, 0, 0))
                .process(
                        "<A.0.1100>",
                        row -> row.set("Name", "shipper")
                                .set("Behavior", "main.Shipper")
                                .set("State", s -> waiting.applyAsInt(s) > 0 ? "running" : "sleep")
                                .set("StateTime", s -> (100 + s) * SECOND)
                                .set("MessagesIn", arrived)
                                .set("MessagesMailbox", waiting::applyAsInt)
                                .set("MailboxLatency", s -> waiting.applyAsInt(s) > 0 ? 30 * SECOND : 0));
    }

    private Findings judge(int arrived, IntUnaryOperator waiting) {
        return TestBundles.in(folder)
                .seconds(0, 10, 20, 30, 40, 50, 60)
                .node("a@host", node -> logger(node, arrived, waiting))
                .judge();
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    @Test
    void oneThatIsSlowerThanWhatIsLoggedIsToldByItsLogQueue() {
        assertThat(serious(judge(1, s -> 200 + 4 * s))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0217");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.prose().sentence())
                    .contains(
                            "grows by 4",
                            "10 are logged each second and it takes about 6",
                            "100 % of those that were heard by audit")
                    .doesNotContain("no message");
        });
    }

    @Test
    void oneThatTakesOtherMessagesTooIsToldByWhatCameToWaitWithoutArriving() {
        assertThat(serious(judge(50_000, s -> 200 + 4 * s)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("ED0217"));
    }

    @Test
    void oneThatTakesNothingIsCritical() {
        assertThat(serious(judge(1, s -> 200 + 10 * s))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.prose().sentence()).contains("it takes hardly any");
        });
    }

    @Test
    void itsLogQueueTellsItWhereItWasAsked() {
        Findings findings = TestBundles.in(folder)
                .seconds(0, 10, 20, 30, 40, 50, 60)
                .node(
                        "a@host",
                        node -> logger(node, 50_000, s -> 300)
                                .reply(
                                        60,
                                        "process_info",
                                        Map.of("pid", "<A.0.1100>"),
                                        "{\"PID\":\"<A.0.1100>\",\"MailboxQueues\":{\"Main\":0,\"Log\":300}}"))
                .judge();
        assertThat(serious(findings))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("ED0217"));
    }

    @Test
    void oneThatWorksOffABurstOfEntriesIsNoTrouble() {
        assertThat(serious(judge(1, s -> Math.max(0, 300 - 6 * s)))).isEmpty();
    }
}
