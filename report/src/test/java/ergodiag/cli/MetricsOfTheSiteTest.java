package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.playbooks.Playbooks;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import ergodiag.testing.MetricsServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded clusters with metrics beside them, captured and judged through the command line. */
@Tag("slow")
class MetricsOfTheSiteTest {
    private static final String PID = "<6E84DF21.0.1007>";

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    @Test
    void aProcessWhoseNodeGaveNoListIsNamedByItsMetricsUntoTheReport() throws IOException {
        Path bundle = captured("blocked-consumer", MetricsOfTheSiteTest::queue, "--without", "process_list");

        assertThat(printed.toString()).doesNotContain("metrics of");
        Finding queue = only(judged(bundle), "ED0218");
        assertThat(queue.subject().node()).isEqualTo("node2@localhost");
        assertThat(queue.subject().name()).isEqualTo("settlement_writer");
        try (Bundle opened = Bundle.open(bundle)) {
            assertThat(queue.basis().evidence())
                    .isNotEmpty()
                    .allSatisfy(evidence ->
                            assertThat(EvidenceReader.read(opened, evidence)).isEqualTo(evidence.value()));
        }
        assertThat(run(
                        "report",
                        bundle.toString(),
                        "--format",
                        "html",
                        "--out",
                        folder.resolve("report").toString()))
                .isEqualTo(ExitCode.DONE.number());
        assertThat(contents(folder.resolve("report"), ".html"))
                .contains("settlement_writer on node2@localhost does not keep up by its metrics")
                .contains("Processes with the most messages waiting, by metrics");

        Evidence place = queue.basis().evidence().get(0);
        assertThat(run("show", bundle.toString(), place.reference())).isZero();
        assertThat(printed.toString())
                .contains(
                        "metrics of http://127.0.0.1:",
                        ", reading 1, ",
                        "> " + place.line().getAsInt() + "  ergo_mailbox");
    }

    @Test
    void anExcerptAndACopyHoldTheMetricsThatAreCited() throws IOException {
        Path bundle = captured("blocked-consumer", MetricsOfTheSiteTest::queue, "--without", "process_list");
        Path excerpt = folder.resolve("excerpt.zip");
        Path copy = folder.resolve("copy.zip");
        assertThat(run("evidence", bundle.toString(), "--finding", "ED0218", "--out", excerpt.toString()))
                .as(printed.toString())
                .isZero();
        assertThat(run("redact", bundle.toString(), "--pseudonymise", "names,hosts", "--out", copy.toString()))
                .as(printed.toString())
                .isZero();

        assertThat(only(judged(excerpt), "ED0218").subject().name()).isEqualTo("settlement_writer");
        Finding renamed = only(judged(copy), "ED0218");
        assertThat(renamed.subject().name()).startsWith("proc-");
        assertThat(renamed.subject().node()).startsWith("node-");
    }

    @Test
    void whereListsTellTheyAreBelieved() throws IOException {
        Findings findings = judged(captured("blocked-consumer", MetricsOfTheSiteTest::queue));

        assertThat(findings.findings())
                .extracting(Finding::code)
                .contains("ED0201")
                .doesNotContain("ED0218");
        assertThat(only(findings, "ED0201").subject().name()).isEqualTo("settlement_writer");
    }

    @Test
    void aNodeThatStoppedAnsweringAndLivesOnIsNotGone() throws IOException {
        Findings findings = judged(captured(
                "node-gone",
                n -> "ergo_node_uptime_seconds{node=\"node3@localhost\"} " + (500 + 10 * n) + "\n",
                "--window",
                "120s"));

        assertThat(only(findings, "ED0135").subject().node()).isEqualTo("node3@localhost");
        assertThat(findings.findings()).extracting(Finding::code).doesNotContain("ED0101");
    }

    @Test
    void userAndPasswordOfTheirAddressAreNowhereInTheBundle() throws IOException {
        try (MetricsServer server = new MetricsServer(MetricsServer.page(queue(1)))) {
            String address = server.url().replace("//", "//reader:Sesame-open-12@");
            assertThat(capture("healthy-three-nodes", address, "--profile", "quick"))
                    .as(printed.toString())
                    .isZero();

            assertThat(server.asked()).singleElement().asString().contains("GET /metrics [Basic ");
            try (Bundle bundle = Bundle.open(folder.resolve("captured.zip"))) {
                assertThat(bundle.text("manifest.json")).contains("--metrics http");
                for (String file : bundle.files()) {
                    assertThat(bundle.text(file)).as(file).doesNotContain("Sesame");
                }
            }
        }
        assertThat(printed.toString()).doesNotContain("Sesame");
    }

    @Test
    void metricsThatAreNotThereAreMissingWithTheReason() throws IOException {
        try (MetricsServer none = new MetricsServer(MetricsServer.status(404, "text/plain", "no"))) {
            assertThat(capture("healthy-three-nodes", none, "--dry-run")).isZero();
            assertThat(printed.toString())
                    .contains("Would read the metrics of " + none.url() + "/metrics beside them.");
            assertThat(none.asked()).isEmpty();
            int code = capture("healthy-three-nodes", none, "--profile", "quick");

            assertThat(code).isEqualTo(ExitCode.INCOMPLETE.number());
            assertThat(printed.toString())
                    .contains("Missing   metrics of " + none.url() + "/metrics: HTTP status 404, nothing is served");
        }
        assertThat(run("capture", "http://localhost:1", "--metrics", "ftp://host/"))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(run(
                        "capture",
                        "http://localhost:1",
                        "--metrics",
                        folder.resolve("none").toString()))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(printed.toString()).contains("http://localhost:9090/metrics", "neither an address nor a file");
    }

    private static String queue(int reading) {
        return """
                # HELP ergo_mailbox_depth_top heads
                ergo_mailbox_depth_top{node="node2@localhost",pid="%s",name="settlement_writer",application="trading",behavior="main.SettlementWriter"} %d
                ergo_node_uptime_seconds{node="node2@localhost"} %d
                """.formatted(PID, 400 + 100 * reading, 90 + 10 * reading);
    }

    private Path captured(String sample, IntFunction<String> page, String... more) throws IOException {
        AtomicInteger reading = new AtomicInteger();
        try (MetricsServer server = new MetricsServer(exchange ->
                MetricsServer.page(page.apply(reading.incrementAndGet())).answer(exchange))) {
            int code = capture(sample, server, more);
            assertThat(code).as(printed.toString()).isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
            return folder.resolve("captured.zip");
        }
    }

    private int capture(String sample, MetricsServer metrics, String... more) throws IOException {
        return capture(sample, metrics.url() + "/metrics", more);
    }

    private int capture(String sample, String metrics, String... more) throws IOException {
        PrintWriter out = new PrintWriter(printed, true);
        try (LeapingTime time = new LeapingTime();
                Bundle recorded = Bundle.open(JudgedSamples.path(sample));
                ReplayServer server =
                        ReplayServer.start(recorded, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            List<String> words = new ArrayList<>(List.of("capture", server.url().toString(), "--metrics", metrics));
            words.addAll(List.of("--out", folder.resolve("captured.zip").toString()));
            words.addAll(List.of(more));
            return Main.run(time, out, out, words.toArray(String[]::new));
        }
    }

    private int run(String... words) {
        PrintWriter out = new PrintWriter(printed, true);
        return Main.run(out, out, words);
    }

    private static Findings judged(Path bundle) {
        try (Bundle opened = Bundle.open(bundle)) {
            return Playbooks.judge(opened);
        }
    }

    private static Finding only(Findings findings, String code) {
        List<Finding> found = findings.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
        assertThat(found).as("%s among %s", code, findings.findings()).hasSize(1);
        return found.get(0);
    }

    private static String contents(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            Path file = files.filter(path -> path.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file, StandardCharsets.UTF_8);
        }
    }
}
