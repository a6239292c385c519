package ergodiag.playbooks.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.analyze.TestRow;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that restarts while it is looked at: said so, and nothing made of counters that begin again. */
final class RestartInWindowTest {
    private static final int HOUR = 3600;
    private static final int AT = 30;

    @TempDir
    Path temp;

    @Test
    void theRestartIsSaidAndNothingIsMadeOfCountersThatBeginAgain() {
        Findings findings = TestBundles.in(temp)
                .seconds(0, 10, 20, 40, 50, 60)
                .node("a@host", node -> node.peer("b@host", row -> sinceRestart(row, "ConnectionUptime")))
                .node("b@host", RestartInWindowTest::restarts)
                .judge();
        assertThat(findings.findings())
                .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().node()).isEqualTo("b@host");
                    assertThat(finding.prose().sentence()).contains("restart");
                    assertThat(finding.since().orElse(Instant.EPOCH))
                            .isBetween(TestBundles.START.plusSeconds(20), TestBundles.START.plusSeconds(40));
                });
        assertThat(findings.findings())
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .as("warnings %s", findings.findings())
                .isEmpty();
    }

    private static void restarts(TestNode node) {
        node.info("Uptime", s -> s < AT ? HOUR + s : s - AT)
                .info("ProcessesSpawned", s -> s < AT ? 9_000 : 2)
                .info("ProcessesTerminated", s -> s < AT ? 8_998 : 0)
                .info("LogMessages", s -> List.of(0, 0, s < AT ? 5_000 : 5, 0, s < AT ? 40 : 0, 0))
                .info("UserTime", s -> (s < AT ? 10_000L : 10L) * 1_000_000_000L)
                .stats("num_gc", s -> s < AT ? 900 : s / 10)
                .stats("total_alloc", s -> s < AT ? 9_000_000_000L : 1_000_000L * s)
                .stats("heap_alloc", s -> s < AT ? 20_000_000L : 5_000_000L + 100_000L * s)
                .event("ticks", row -> row.set("MessagesPublished", s -> s < AT ? 100_000 + s : s))
                .application("shop_app", row -> row.set("uptime", s -> s < AT ? HOUR + s : s - AT))
                .peer("a@host", row -> sinceRestart(row, "ConnectionUptime"));
        node.process(
                "<A.0.1001>",
                row -> row.set("Name", "front")
                        .set("Uptime", s -> s < AT ? HOUR + s : s - AT)
                        .set("MessagesIn", s -> s < AT ? 10_000 + 10 * s : 10 * (s - AT))
                        .set("Wakeups", s -> s < AT ? 10_000 + 10 * s : 10 * (s - AT)));
    }

    private static void sinceRestart(TestRow row, String uptime) {
        row.set(uptime, s -> s < AT ? HOUR + s : s - AT)
                .set("MessagesIn", s -> s < AT ? 50_000 + 20 * s : 20 * (s - AT))
                .set("MessagesOut", s -> s < AT ? 50_000 + 20 * s : 20 * (s - AT));
    }
}
