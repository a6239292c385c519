package ergodiag.capture.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.Capture;
import ergodiag.capture.CaptureOptions;
import ergodiag.capture.CaptureResult;
import ergodiag.capture.Captures;
import ergodiag.capture.FakeNode;
import ergodiag.capture.ask.Budget;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.scope.MetricsSource;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.SiteKey;
import ergodiag.testing.LeapingTime;
import ergodiag.testing.MetricsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics on their way into a bundle, beside a hand-made cluster. */
class MetricsCaptureTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final String PAGE = "ergo_processes_total{node=\"one@host\"} 12\n";

    @TempDir
    private Path folder;

    @Test
    void theyAreReadOverTheWindowFromItsOpeningToItsEnd() throws IOException {
        try (MetricsServer server = new MetricsServer(
                MetricsServer.page(PAGE),
                MetricsServer.page(PAGE.replace("12", "13")),
                MetricsServer.page("x 1\n# bad\nbad\n"))) {
            CaptureResult result = capture(WINDOW, served(server.url()));

            List<Call> readings = readings(result);
            assertThat(readings).hasSizeBetween(4, 6);
            assertThat(readings).extracting(Call::outcome).containsOnly(Outcome.OK);
            assertThat(readings)
                    .extracting(call -> call.file().orElse(""))
                    .startsWith("cluster/metrics.001.txt", "cluster/metrics.002.txt", "cluster/metrics.003.txt");
            assertThat(readings).extracting(call -> call.reading().orElse(0)).startsWith(1, 2, 3);
            assertThat(readings)
                    .extracting(call -> call.part().rows().orElse(-1))
                    .containsOnly(1L);
            Call first = readings.get(0);
            assertThat(first.argument("url")).isEqualTo(server.url() + "/metrics");
            Call last = readings.get(readings.size() - 1);
            assertThat(Duration.between(first.started(), last.started())).isGreaterThanOrEqualTo(WINDOW);
            try (Bundle bundle = Bundle.open(result.bundle())) {
                assertThat(bundle.text("cluster/metrics.001.txt")).isEqualTo(PAGE);
                assertThat(bundle.text("cluster/metrics.002.txt")).contains("13");
            }
            assertThat(server.asked()).allMatch(asked -> asked.equals("GET /metrics []"));
            assertThat(result.missing()).noneMatch(line -> line.contains("metrics of"));
        }
    }

    @Test
    void withoutTheOptionThereIsNeitherFileNorGap() throws IOException {
        CaptureResult result = capture(Duration.ZERO);

        assertThat(readings(result)).isEmpty();
        assertThat(result.missing()).noneMatch(line -> line.contains("metrics"));
    }

    @Test
    void aSourceThatNeverAnswersAsItShouldIsNamedWithItsReasonAndNotAskedForEver() throws IOException {
        try (MetricsServer html =
                        new MetricsServer(MetricsServer.status(200, "text/html", "<!doctype html><html>Observer"));
                MetricsServer none = new MetricsServer(MetricsServer.status(404, "text/html", "<h1>none</h1>"));
                MetricsServer moved = new MetricsServer(exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://elsewhere.example/?secret=1");
                    exchange.sendResponseHeaders(302, -1);
                })) {
            CaptureResult result =
                    capture(Duration.ofSeconds(60), served(html.url()), served(none.url()), served(moved.url()));

            assertThat(result.missing())
                    .anyMatch(line -> line.contains(html.url() + "/metrics: what came is no metrics")
                            && line.contains("'<!doctype html><html>Observer'"))
                    .anyMatch(line -> line.contains(none.url() + "/metrics: HTTP status 404"))
                    .anyMatch(line -> line.contains(moved.url() + "/metrics: HTTP status 302, a redirect to"
                            + " http://elsewhere.example/, which is not followed"));
            assertThat(readings(result)).hasSize(3 * 4);
            assertThat(readings(result))
                    .allMatch(call -> call.file().isEmpty() && !call.outcome().answered());
        }
    }

    @Test
    void whatFailsNowAndThenIsToldAndTheRestKept() throws IOException {
        try (MetricsServer server = new MetricsServer(
                MetricsServer.page(PAGE), MetricsServer.status(503, "text/plain", ""), MetricsServer.page(PAGE))) {
            CaptureResult result = capture(WINDOW, served(server.url()));

            assertThat(result.missing())
                    .anyMatch(line -> line.matches(".*/metrics: 1 of \\d readings did not come: HTTP status 503"));
            assertThat(readings(result).stream().filter(call -> call.outcome().answered()))
                    .extracting(call -> call.file().orElse(""))
                    .startsWith("cluster/metrics.001.txt", "cluster/metrics.002.txt");
        }
    }

    @Test
    void aPageThatNeverEndsIsBrokenOff() throws IOException {
        try (MetricsServer server = new MetricsServer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] lines = "x 1\n".repeat(1 << 14).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(lines);
            }
        })) {
            CaptureResult result = capture(Duration.ZERO, served(server.url()));

            assertThat(readings(result)).extracting(Call::outcome).containsExactly(Outcome.TOO_LARGE);
            assertThat(result.missing()).anyMatch(line -> line.contains("longer than"));
        }
    }

    @Test
    void credentialsGoToTheirOwnHostOnlyAndAreNeverStored() throws IOException {
        try (MetricsServer server = new MetricsServer(MetricsServer.page("x{password=\"Hunter-22x\"} 1\n" + PAGE));
                FakeNode cluster = new FakeNode()) {
            Endpoint endpoint = Endpoint.of(cluster.url(), Optional.of("Token-of-the-node-77"));
            String url = server.url().replace("//", "//reader:Sesame-open-12@") + "/m?match[]=ergo_processes_total";
            CaptureResult result = capture(endpoint, Duration.ZERO, served(url));

            assertThat(server.asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked)
                            .startsWith("GET /m?match[]=ergo_processes_total [Basic ")
                            .doesNotContain("Token-of-the-node-77"));
            Call reading = readings(result).get(0);
            assertThat(reading.argument("url")).isEqualTo(server.url() + "/m?...");
            try (Bundle bundle = Bundle.open(result.bundle())) {
                String text = bundle.text(reading.file().orElseThrow());
                assertThat(text).contains(PAGE).doesNotContain("Hunter");
                assertThat(MetricsPage.read(bundle.open(reading.file().orElseThrow()), sample -> {})
                                .unreadable())
                        .isZero();
                assertThat(bundle.text("calls.jsonl") + bundle.text("capture.log"))
                        .doesNotContain("Sesame", "Token-of");
            }
        }
    }

    @Test
    void numbersStayThoughTheNamesOfMetricsAndProcessesSoundLikeSecrets() throws IOException {
        String page = """
                # HELP ergo_auth_token_refreshes_total Tokens: refreshed by password.
                ergo_auth_token_refreshes_total{node="one@host"} 17
                password_checks_total 5 1795860000250
                api_key_lookups_total{node="one@host",name="token_refresher",application="secrets_app"} 1.2345678901234567e+19
                ergo_mailbox_depth_top{node="one@host",pid="<1B30E9C5.0.1004>",name="password_reset",behavior="main.SecretStore"} 8
                ergo_remote_bytes_in_total{node="one@host",remote_node="two@host"} 4111111111111111
                """;
        try (MetricsServer server = new MetricsServer(MetricsServer.page(page))) {
            CaptureResult result = capture(Duration.ZERO, served(server.url()));
            try (Bundle bundle = Bundle.open(result.bundle())) {
                assertThat(bundle.text("cluster/metrics.001.txt")).isEqualTo(page);
            }
        }
    }

    @Test
    void aFileIsTakenOnceWithTheTimeItWasWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("radar.txt"), PAGE);
        CaptureResult result = capture(WINDOW, new MetricsSource.Filed(file));

        assertThat(readings(result)).singleElement().satisfies(call -> {
            assertThat(call.argument("file")).isEqualTo("radar.txt");
            assertThat(call.argument("modified"))
                    .isEqualTo(Files.getLastModifiedTime(file).toInstant().toString());
            assertThat(call.file()).contains("cluster/metrics.001.txt");
        });
    }

    @Test
    void whenNoNodeAnswersTheyAreReadOnce() throws IOException {
        try (MetricsServer server = new MetricsServer(MetricsServer.page(PAGE));
                MetricsServer nobody = new MetricsServer(MetricsServer.status(404, "text/plain", ""))) {
            CaptureResult result = capture(Endpoint.of(nobody.url(), Optional.empty()), WINDOW, served(server.url()));

            assertThat(result.nobody()).isPresent();
            assertThat(readings(result)).extracting(Call::outcome).containsExactly(Outcome.OK);
        }
    }

    @Test
    void theyCountForTheBytesOfTheCapture() throws IOException {
        try (MetricsServer server = new MetricsServer(MetricsServer.page(PAGE))) {
            CaptureOptions usual = Captures.options(
                    Endpoint.of("http://127.0.0.1:1/mcp", Optional.empty()),
                    new Scope(Profile.QUICK, Duration.ZERO).reading(List.of(served(server.url()))),
                    folder.resolve("small.zip"));
            Budget small = new Budget(4, 2, Optional.empty(), OptionalLong.of(10));
            CaptureResult result = new Capture(with(usual, Privacy.USUAL, small), Progress.SILENT).run();

            assertThat(readings(result)).extracting(Call::skipReason).containsExactly(Optional.of(SkipReason.SIZE));
        }
    }

    @Test
    void namesInThemGetTheirPseudonymsAndPagesStayReadable() throws IOException {
        String page = """
                # HELP ergo_mailbox_depth_top of one@host
                ergo_mailbox_depth_top{node="three@host",pid="<1B30E9C5.0.1004>",name="ledger_writer",application="shop_app",behavior="main.Orders"} 698
                ergo_event_published_top{node="one@host",event="ticks",instance="prom.example.org:9090",name="say \\"hi\\""} 1e3
                garbled{node="four@host",name="stray_proc"} what
                """;
        try (MetricsServer server = new MetricsServer(MetricsServer.page(page))) {
            CaptureOptions usual = Captures.options(
                    Endpoint.of("http://127.0.0.1:1/mcp", Optional.empty()),
                    new Scope(Profile.QUICK, Duration.ZERO).reading(List.of(served(server.url()))),
                    folder.resolve("names.zip"));
            Privacy names =
                    new Privacy(List.of(), List.of(), Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), SiteKey.NONE);
            CaptureResult result = new Capture(with(usual, names, Budget.USUAL), Progress.SILENT).run();

            try (Bundle bundle = Bundle.open(result.bundle())) {
                Call reading = readings(result).get(0);
                assertThat(bundle.text(reading.file().orElseThrow()))
                        .doesNotContain("one@host", "three@host", "1B30E9C5", "ledger_writer", "shop_app", "ticks")
                        .doesNotContain("prom.example.org", "hi", "four@host", "stray_proc")
                        .contains("main.Orders", "} 698", "} 1e3", "name=\"proc-", ":9090\"");
                MetricsPage told = MetricsPage.read(bundle.open(reading.file().orElseThrow()), sample -> {});
                assertThat(told.samples()).isEqualTo(2);
            }
        }
    }

    private static CaptureOptions with(CaptureOptions usual, Privacy privacy, Budget budget) {
        return new CaptureOptions(
                usual.endpoints(),
                usual.approach(),
                usual.scope(),
                usual.labels(),
                privacy,
                budget,
                usual.attachments(),
                usual.target(),
                Wrapping.PLAIN,
                usual.version());
    }

    private static MetricsSource served(String url) {
        return new MetricsSource.Served(Endpoint.ofMetrics(url));
    }

    private CaptureResult capture(Duration window, MetricsSource... sources) throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            return capture(Endpoint.of(cluster.url(), Optional.empty()), window, sources);
        }
    }

    private CaptureResult capture(Endpoint endpoint, Duration window, MetricsSource... sources) {
        Scope scope =
                new Scope(window.isZero() ? Profile.QUICK : Profile.STANDARD, window).reading(Arrays.asList(sources));
        try (LeapingTime time = new LeapingTime()) {
            CaptureOptions options = Captures.options(endpoint, scope, folder.resolve("bundle.zip"));
            return new Capture(options, Progress.SILENT, Plan.Approval.GIVEN, time).run();
        }
    }

    private static List<Call> readings(CaptureResult result) {
        return result.calls().stream()
                .filter(call -> call.tool().equals(MetricsPage.TOOL))
                .toList();
    }
}
