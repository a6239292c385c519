package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Table;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.bottleneck.Bottleneck;
import ergodiag.playbooks.health.ClusterHealth;
import ergodiag.playbooks.leak.ProcessLeak;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metrics of the site add where nodes did not tell, and where they have nothing to add. */
class MetricsTest {
    private static final List<Integer> SECONDS = List.of(0, 15, 30, 45, 60);

    @TempDir
    Path temp;

    @Test
    void aNodeThatAnswersNothingAndLivesByItsMetricsIsNotCalledSilent() {
        Findings findings = withMetrics(
                        silent(),
                        s -> "ergo_node_uptime_seconds{node=\"b@host\"} " + (7200 + s)
                                + "\nergo_processes_total{node=\"b@host\"} 128\n")
                .judge(new ClusterHealth());

        Finding alive = only(findings, "ED0135");
        assertThat(coded(findings, "ED0101")).isEmpty();
        assertThat(alive.severity()).isEqualTo(Severity.WARNING);
        assertThat(alive.subject().node()).isEqualTo("b@host");
        assertThat(alive.prose().sentence()).contains("it is alive", "2 h 1 min", "128 processes");
        assertThat(alive.basis().evidence())
                .extracting(Evidence::reference)
                .contains("cluster/metrics.001.txt:1", "cluster/metrics.005.txt:1");
    }

    @Test
    void whatOnlyStandsInThePagesIsNoSignOfLife() {
        Findings findings = withMetrics(silent(), s -> "ergo_node_uptime_seconds{node=\"b@host\"} 7200\n")
                .judge(new ClusterHealth());

        assertThat(coded(findings, "ED0135")).isEmpty();
        assertThat(only(findings, "ED0101").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aNodeWhoseUptimeStoodStillSinceItFellSilentIsSilent() {
        IntFunction<String> page = s -> "ergo_node_uptime_seconds{node=\"b@host\"} " + (7200 + Math.min(s, 30)) + "\n";
        Findings findings = withMetrics(goneAfter(20), page).judge(new ClusterHealth());
        assertThat(coded(findings, "ED0135")).isEmpty();
        assertThat(coded(findings, "ED0101")).hasSize(1);

        IntFunction<String> on = s -> "ergo_node_uptime_seconds{node=\"b@host\"} " + (7200 + s) + "\n";
        assertThat(coded(withMetrics(goneAfter(20), on).judge(new ClusterHealth()), "ED0135"))
                .hasSize(1);
    }

    @Test
    void anExpectedNodeThatLivesByItsMetricsIsCutOff() {
        Path zip = withMetrics(
                        TestBundles.in(temp).node("a@host", node -> {}),
                        s -> "ergo_node_uptime_seconds{node=\"c@host\"} " + (90 + s) + "\n")
                .write();
        try (Bundle bundle = Bundle.open(zip)) {
            Findings findings = ergodiag.analyze.Analysis.of(
                    bundle, java.util.Set.of("c@host"), List.of(new ClusterHealth()), java.util.Map.of());
            assertThat(only(findings, "ED0135").prose().sentence()).contains("no node that answered knows it");
            assertThat(coded(findings, "ED0101")).isEmpty();
        }
    }

    @Test
    void aProcessThatNoListHoldsIsNamedByItsGrowingMailbox() {
        for (String pid : List.of("<1B30E9C5.0.1050>", "b@host:1050.1795860000")) {
            Findings findings = withMetrics(
                            silent(),
                            s -> head("depth_top", pid, 100 + 10 * s) + head("latency_top_seconds", pid, 2 + s))
                    .judge(new Bottleneck());

            Finding queue = only(findings, "ED0218");
            assertThat(queue.subject().node()).isEqualTo("b@host");
            assertThat(queue.subject().pid()).isEqualTo(pid);
            assertThat(queue.subject().name()).isEqualTo("ledger_writer");
            assertThat(queue.subject().application()).isEqualTo("shop_app");
            assertThat(queue.subject().behavior()).isEqualTo("main.Ledger");
            assertThat(queue.prose().sentence()).contains("100 waiting messages became 700", "the oldest for 1 min");
            assertThat(queue.basis().evidence())
                    .filteredOn(place -> place.reference().equals("cluster/metrics.005.txt:1"))
                    .extracting(Evidence::value)
                    .containsExactly(head("depth_top", pid, 700).strip());
        }
    }

    @Test
    void whetherItTakesAnythingIsToldWhereMessagesInAreToldToo() {
        String pid = "<B.0.1050>";
        Finding stuck = only(
                withMetrics(silent(), s -> head("depth_top", pid, 100 + 10 * s) + in(pid, 5000 + 10 * s))
                        .judge(new Bottleneck()),
                "ED0218");
        assertThat(stuck.prose().sentence()).contains("it took none of them");
        assertThat(stuck.aspect()).isEqualTo("it takes nothing");

        Finding slow = only(
                withMetrics(silent(), s -> head("depth_top", pid, 100 + 10 * s) + in(pid, 5000 + 15 * s))
                        .judge(new Bottleneck()),
                "ED0218");
        assertThat(slow.prose().sentence()).contains("it took 300 meanwhile");
        assertThat(slow.aspect()).isEmpty();
    }

    @Test
    void aProcessThatAListHoldsIsJudgedByListsAlone() {
        String pid = "<B.0.1050>";
        IntFunction<String> page = s -> head("depth_top", pid, 100 + 10 * s);
        TestBundles listed = TestBundles.in(temp)
                .node(
                        "b@host",
                        node -> node.cut("process_list")
                                .process(
                                        pid,
                                        row -> row.set("Name", "ledger_writer").set("MessagesMailbox", 0)));
        assertThat(coded(withMetrics(listed, page).judge(new Bottleneck()), "ED0218"))
                .isEmpty();

        TestBundles cut = TestBundles.in(temp).node("b@host", node -> node.cut("process_list"));
        assertThat(coded(withMetrics(cut, page).judge(new Bottleneck()), "ED0218"))
                .hasSize(1);

        TestBundles whole = TestBundles.in(temp).node("b@host", node -> {});
        assertThat(coded(withMetrics(whole, page).judge(new Bottleneck()), "ED0218"))
                .as("a whole list proves that it is not there")
                .isEmpty();
    }

    @Test
    void burstsFewReadingsAndOldPagesAreNoQueue() {
        String pid = "<B.0.1050>";
        for (IntFunction<String> page : List.<IntFunction<String>>of(
                s -> head("depth_top", pid, s == 30 ? 900 : 3),
                s -> head("depth_top", pid, 5000 + s / 15),
                s -> s < 45 ? "" : head("depth_top", pid, 100 + 10 * s),
                s -> s > 30 ? head("depth_top", "<B.0.7>", 1) : head("depth_top", pid, 100 + 10 * s),
                s -> head("depth_top", pid, 100))) {
            assertThat(coded(withMetrics(silent(), page).judge(new Bottleneck()), "ED0218"))
                    .isEmpty();
        }
    }

    @Test
    void aQueueThatIsLateAtEveryReadingIsTold() {
        IntFunction<String> page =
                s -> head("depth_top", "<B.0.9>", 40 + s % 7) + head("latency_top_milliseconds", "<B.0.9>", 1000);
        assertThat(only(withMetrics(silent(), page).judge(new Bottleneck()), "ED0218")
                        .prose()
                        .sentence())
                .contains("the oldest for 1 s");
        IntFunction<String> quick =
                s -> head("depth_top", "<B.0.9>", 40 + s % 7) + head("latency_top_milliseconds", "<B.0.9>", 999);
        assertThat(coded(withMetrics(silent(), quick).judge(new Bottleneck()), "ED0218"))
                .isEmpty();
        IntFunction<String> empty =
                s -> head("depth_top", "<B.0.9>", 0) + head("latency_top_milliseconds", "<B.0.9>", 1000);
        assertThat(coded(withMetrics(silent(), empty).judge(new Bottleneck()), "ED0218"))
                .isEmpty();
    }

    @Test
    void pagesOfAFederatingServerCountByTheirOwnTimes() {
        long start = TestBundles.START.toEpochMilli();
        TestBundles same = silent();
        SECONDS.forEach(s ->
                same.metrics(s, head("depth_top", "<B.0.9>", 100 + 10 * s).strip() + " " + start + "\n"));
        assertThat(coded(same.judge(new Bottleneck()), "ED0218")).isEmpty();
    }

    @Test
    void countersOfANodeThatToldNoneAreJudgedByTheSameLimits() {
        Findings findings = withMetrics(
                        silent(),
                        s -> level("error", s)
                                + level("panic", s / 60)
                                + counter("send_errors_local_total", 100 + s)
                                + counter("call_errors_remote_total", s / 15)
                                + counter("processes_zombie", 2))
                .judge(new ClusterHealth());

        assertThat(only(findings, "ED0105").prose().sentence()).contains("60 errors in 1 min", "60 a minute");
        assertThat(only(findings, "ED0106").basis().evidence())
                .extracting(Evidence::reference)
                .containsExactly("cluster/metrics.001.txt:2", "cluster/metrics.005.txt:2");
        assertThat(only(findings, "ED0103").prose().sentence())
                .startsWith("60 messages to its own processes of b@host");
        assertThat(coded(findings, "ED0109")).hasSize(1);
    }

    @Test
    void countersOfANodeThatTellsThemItselfAreItsOwn() {
        Findings findings = withMetrics(
                        TestBundles.in(temp).node("b@host", node -> {}),
                        s -> level("error", 100 * s) + level("panic", s))
                .judge(new ClusterHealth());

        assertThat(findings.findings()).noneMatch(finding -> finding.severity() != Severity.INFO);
        assertThat(findings.verdicts()).extracting(Verdict::state).containsExactly(Verdict.State.HEALTHY);
    }

    @Test
    void processesThatPileUpOnANodeThatToldNothingAreSeen() {
        IntFunction<String> leak = s -> counter("processes_total", 1000 + s)
                + counter("processes_spawned_total", 5000 + 3 * s)
                + counter("processes_terminated_total", 4000 + 2 * s);
        assertThat(only(withMetrics(silent(), leak).judge(new ProcessLeak()), "ED0501")
                        .prose()
                        .sentence())
                .contains("by its metrics: 1,000 became 1,060");
        IntFunction<String> sessions = s -> counter("processes_total", 1000 + s % 30)
                + counter("processes_spawned_total", 5000 + 3 * s + s % 30)
                + counter("processes_terminated_total", 4000 + 3 * s);
        assertThat(coded(withMetrics(silent(), sessions).judge(new ProcessLeak()), "ED0501"))
                .isEmpty();
    }

    @Test
    void tablesShowNodesAndHeadsAndWhatIsNotKnownIsListed() {
        Findings findings = withMetrics(
                        silent(),
                        s -> head("depth_top", "<B.0.9>", 5)
                                + counter("node_uptime_seconds", 60 + s)
                                + counter("handshake_errors_total", s)
                                + "ergo_mailbox_latency_distribution{node=\"b@host\",range=\"1ms-10ms\"} "
                                + (1 + s / 15) + "\n"
                                + "ergo_process_utilization_top{node=\"b@host\",pid=\"<B.0.9>\"} 0.75\n"
                                + "ergo_process_running_time_seconds{node=\"b@host\",pid=\"<B.0.8>\",name=\"calm\"} "
                                + s / 10.0 + "\n"
                                + "ergo_remote_bytes_in_total{node=\"b@host\",remote_node=\"a@host\"} " + 100 * s + "\n"
                                + "go_goroutines 12\nnot a metric\n")
                .judge();

        Table nodes = table(findings, "metrics");
        assertThat(nodes.rows()).hasSize(1);
        assertThat(nodes.rows().get(0)).extracting(cell -> cell.text()).contains("b@host", "silent", "2 min", "100");
        assertThat(table(findings, "mailboxes-by-metrics").rows().get(0))
                .extracting(cell -> cell.text())
                .contains("ledger_writer", "5");
        assertThat(table(findings, "ranges-by-metrics").rows())
                .extracting(row -> row.stream().map(cell -> cell.text()).toList())
                .containsExactly(List.of("b@host", "mailbox latency", "1ms-10ms", "1", "5"));
        assertThat(table(findings, "running-by-metrics").rows())
                .extracting(row -> row.stream().map(cell -> cell.text()).toList())
                .containsExactly(
                        List.of("b@host", "ledger_writer", "main.Ledger", "75", "not told"),
                        List.of("b@host", "calm", "", "not told", "0.10"));
        assertThat(findings.verdicts().get(0).lookedAt())
                .contains("ergo_handshake_errors_total")
                .doesNotContain("go_goroutines", "ergo_node_uptime");
    }

    @Test
    void whenNobodyAnsweredTheirNodesAreJudgedAllTheSame() {
        Findings findings = withMetrics(TestBundles.in(temp), s -> head("depth_top", "<B.0.9>", 100 + 10 * s))
                .judge(new Bottleneck());
        assertThat(coded(findings, "ED0218")).hasSize(1);
    }

    @Test
    void metricsThatDidNotComeAreNotedAndChangeNoVerdict() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> {})
                .noMetrics(0, "HTTP status 404")
                .noMetrics(60, "HTTP status 404")
                .judge();
        Findings without = TestBundles.in(temp).node("a@host", node -> {}).judge();

        assertThat(findings.verdicts()).isEqualTo(without.verdicts());
        assertThat(findings.notes())
                .anyMatch(note -> note.contains("http://prom:9090/metrics") && note.contains("HTTP status 404"));
        assertThat(without.notes()).noneMatch(note -> note.contains("metrics"));
    }

    private TestBundles silent() {
        return TestBundles.in(temp).node("a@host", node -> {}).node("b@host", node -> node.silent());
    }

    private TestBundles goneAfter(int second) {
        return TestBundles.in(temp).node("a@host", node -> {}).node("b@host", node -> node.goneFrom(second));
    }

    private static TestBundles withMetrics(TestBundles bundle, IntFunction<String> page) {
        SECONDS.forEach(second -> bundle.metrics(second, page.apply(second)));
        return bundle;
    }

    private static String head(String metric, String pid, double value) {
        return String.format(
                Locale.ROOT,
                "ergo_mailbox_%s{node=\"b@host\",pid=\"%s\",name=\"%s\",application=\"shop_app\",behavior=\"main.Ledger\"} %s%n",
                metric,
                pid,
                pid.contains("1050") ? "ledger_writer" : pid.contains(".9>") ? "ledger_writer" : "",
                value);
    }

    private static String in(String pid, int value) {
        return "ergo_process_messages_in_top{node=\"b@host\",pid=\"" + pid + "\"} " + value + "\n";
    }

    private static String level(String level, int value) {
        return "ergo_log_messages_total{node=\"b@host\",level=\"" + level + "\"} " + value + "\n";
    }

    private static String counter(String metric, int value) {
        return "ergo_" + metric + "{node=\"b@host\"} " + value + "\n";
    }

    private static Finding only(Findings findings, String code) {
        List<Finding> found = coded(findings, code);
        assertThat(found).as(code).hasSize(1);
        return found.get(0);
    }

    private static List<Finding> coded(Findings findings, String code) {
        return findings.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }

    private static Table table(Findings findings, String id) {
        return findings.tables().stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
