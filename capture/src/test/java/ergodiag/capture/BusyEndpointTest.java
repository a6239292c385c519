package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Manifest;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.cli.CaptureCommand;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.Program;
import ergodiag.capture.plan.Plan;
import ergodiag.mcp.Endpoint;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint that is asked too often from the first question on: it is waited for as long as is bearable, and told to be busy. */
class BusyEndpointTest {
    @TempDir
    private Path folder;

    private final LeapingTime time = new LeapingTime();
    private FakeNode cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode();
    }

    @AfterEach
    void stop() {
        cluster.close();
        time.close();
    }

    @ParameterizedTest
    @CsvSource({
        "initialize, 429, 3, 6",
        "initialize, 503, , 2",
        "tools/list, 503, 3, 6",
        "tools/list, 429, , 2",
        "cluster_nodes, 429, 3, 6",
        "cluster_nodes, 503, , 2",
        "node_info, 503, 3, 6",
    })
    void theFirstQuestionsAreAskedAgainAfterTheTimeThatItWants(
            String question, int status, Integer seconds, int waited) {
        cluster.putsOff(ENTRY, question, 2, status, Optional.ofNullable(seconds));
        long started = time.nanoTime();

        CaptureResult result = capture().run();

        assertThat(result.nobody()).isEmpty();
        assertThat(result.incomplete()).isFalse();
        assertThat(result.calls())
                .allMatch(call -> call.outcome().answered() || call.outcome() == Outcome.SKIPPED)
                .filteredOn(call -> call.outcome() == Outcome.SKIPPED)
                .isEmpty();
        assertThat(Duration.ofNanos(time.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(waited));
    }

    @ParameterizedTest
    @CsvSource({"initialize, initialize", "tools/list, tools_list", "node_info, node_info"})
    void oneThatStaysBusyIsAskedFiveTimesAndToldToBeBusy(String question, String line) {
        cluster.putsOff(ENTRY, question, Integer.MAX_VALUE, 429, Optional.of(2));

        CaptureResult result = capture().run();

        assertThat(result.nobody())
                .hasValueSatisfying(why -> assertThat(why).contains("busy", "wait 2 s", "asked 5 times"));
        assertThat(cluster.asked())
                .filteredOn(call -> call.equals(ENTRY + " " + question))
                .hasSize(5);
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.BUSY)
                .singleElement()
                .matches(call -> call.tool().equals(line) || call.tool().equals("reach"));
    }

    @Test
    void theCommandSaysThatItIsBusyAndEndsAsWhenNobodyAnswered() {
        cluster.putsOff(ENTRY, "initialize", Integer.MAX_VALUE, 503, Optional.of(0));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);

        int exit = Program.run(
                new CaptureCommand(),
                out,
                out,
                cluster.url(),
                "--progress",
                "none",
                "--out",
                folder.resolve("bundle.zip").toString());

        assertThat(exit).isEqualTo(ExitCode.NOBODY_ANSWERED.number());
        assertThat(said.toString().lines().findFirst())
                .hasValueSatisfying(line ->
                        assertThat(line).contains("the endpoint is busy", "asked 5 times", "check that the node runs"));
    }

    @Test
    void aLongWaitIsNotWaitedFor() {
        cluster.putsOff(ENTRY, "initialize", Integer.MAX_VALUE, 429, Optional.of(3_600));
        long started = time.nanoTime();

        CaptureResult result = capture().run();

        assertThat(result.nobody()).hasValueSatisfying(why -> assertThat(why).contains("busy", "wait 3600 s"));
        assertThat(cluster.asked()).containsExactly(ENTRY + " initialize");
        assertThat(Duration.ofNanos(time.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aCaptureThatIsCancelledMeanwhileAsksNoMore() {
        AtomicReference<Capture> running = new AtomicReference<>();
        cluster.misbehaves(ENTRY, "initialize", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "5");
            running.get().cancel();
            exchange.sendResponseHeaders(429, -1);
        });
        running.set(capture());

        CaptureResult result = running.get().run();

        assertThat(result.nobody()).isPresent();
        assertThat(cluster.asked()).containsExactly(ENTRY + " initialize");
    }

    @Test
    void oneThatBecomesBusyForGoodIsNotAskedOnAndOn() {
        cluster.misbehaves(OTHER, "network_nodes", exchange -> {
            for (String node : List.of(ENTRY, OTHER)) {
                cluster.putsOff(node, "any", Integer.MAX_VALUE, 503, Optional.empty());
            }
            exchange.sendResponseHeaders(503, -1);
        });

        CaptureResult result = capture().run();

        assertThat(result.manifest().nodes())
                .extracting(Manifest.NodeEntry::state)
                .containsOnly(Manifest.State.PARTIAL);
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.BUSY)
                .isNotEmpty()
                .hasSizeLessThan(12)
                .allMatch(call -> call.error().contains("busy"));
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.SKIPPED)
                .isNotEmpty()
                .extracting(Call::skipReason)
                .contains(Optional.of(SkipReason.BREAKER));
    }

    private Capture capture() {
        CaptureOptions options = Captures.options(
                Endpoint.of(cluster.url(), Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
        return new Capture(options, Progress.SILENT, Plan.Approval.GIVEN, time);
    }
}
