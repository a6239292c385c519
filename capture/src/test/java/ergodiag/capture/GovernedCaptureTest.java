package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Load;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.ask.Budget;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.mcp.Endpoint;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Whole captures held to their budget, counted on the side of the cluster. */
@Isolated
class GovernedCaptureTest {
    private static final String[] MANY = {"a@h", "b@h", "c@h", "d@h", "e@h"};

    @TempDir
    private Path folder;

    @Tag("slow")
    @Test
    void overAWholeWindowNoMoreCallsAreUnderWayThanAllowedAndTheManifestSaysHowMany() throws IOException {
        try (FakeNode cluster = new FakeNode(MANY);
                LeapingTime time = new LeapingTime()) {
            cluster.answersTogether("network_info", "a@h", "b@h");
            CaptureResult result =
                    capture(cluster, Duration.ofSeconds(5), Budget.USUAL, time).run();

            assertThat(cluster.inFlight().most()).isBetween(2, 4);
            assertThat(cluster.inFlight().mostAtOneNode()).isLessThanOrEqualTo(2);
            Load load = load(result);
            assertThat(load.mostInFlight()).isBetween(cluster.inFlight().most(), 4);
            assertThat(load.mostPerNode()).isBetween(cluster.inFlight().mostAtOneNode(), 2);
            assertThat(load.perSecond()).isPositive();
            assertThat(load.mostPerSecond()).isGreaterThanOrEqualTo((long) load.perSecond());
            assertThat(load.notAsked()).isZero();
        }
    }

    @Test
    void oneCallAtATimeIsOneCallAtATime() throws IOException {
        try (FakeNode cluster = new FakeNode(MANY)) {
            CaptureResult result = capture(
                            cluster, Duration.ZERO, new Budget(1, 1, Optional.empty(), OptionalLong.empty()))
                    .run();

            assertThat(cluster.inFlight().most()).isOne();
            assertThat(load(result).mostInFlight()).isOne();
        }
    }

    @Test
    void eightAtOnceAndFourAtOneNodeAreHeldToo() throws IOException {
        try (FakeNode cluster = new FakeNode(MANY)) {
            capture(cluster, Duration.ZERO, new Budget(8, 4, Optional.empty(), OptionalLong.empty()))
                    .run();

            assertThat(cluster.inFlight().most()).isLessThanOrEqualTo(8);
            assertThat(cluster.inFlight().mostAtOneNode()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void nodesThatHangAndACaptureThatIsCancelledDoNotLiftTheLimits() throws Exception {
        try (FakeNode cluster = new FakeNode(MANY)) {
            CountDownLatch hangs = new CountDownLatch(3);
            for (String node : List.of("b@h", "c@h", "d@h")) {
                cluster.misbehaves(node, "event_list", exchange -> {
                    hangs.countDown();
                    cluster.hang();
                });
            }
            Capture capture = capture(cluster, Duration.ofMinutes(10), Budget.USUAL);
            CompletableFuture<CaptureResult> running =
                    CompletableFuture.supplyAsync(capture::run, task -> new Thread(task).start());
            assertThat(hangs.await(1, TimeUnit.MINUTES)).isTrue();

            capture.cancel();

            CaptureResult result = running.get(1, TimeUnit.MINUTES);
            // those given up are still under way on the side of the cluster: four, and besides them the last stops
            assertThat(load(result).mostInFlight()).isLessThanOrEqualTo(4);
            assertThat(load(result).mostPerNode()).isLessThanOrEqualTo(2);
            assertThat(cluster.samplersLeft()).isEmpty();
        }
    }

    @Tag("slow")
    @Test
    void aNodeThatBecomesSlowIsAskedLessAndTheLogSaysSo() throws IOException {
        try (FakeNode cluster = new FakeNode();
                LeapingTime time = new LeapingTime()) {
            cluster.misbehaves(OTHER, "network_nodes", exchange -> {
                cluster.misbehaves(
                        OTHER, "runtime_stats", FakeNode.after(time, Duration.ofMillis(2_100), "{\"goroutines\": 12}"));
                FakeNode.after(Duration.ZERO, "null").answer(exchange);
            });

            CaptureResult result =
                    capture(cluster, Duration.ofSeconds(9), Budget.USUAL, time).run();

            try (Bundle bundle = Bundle.open(result.bundle())) {
                assertThat(bundle.text("capture.log"))
                        .containsPattern(
                                "governor: two@host answers in 2\\d{3} ms \\(p95\\), .*now 1 of 2 calls at once");
            }
        }
    }

    @Test
    void aSizeThatIsTooSmallKeepsWhatMattersMostAndSaysWhatWasLeftOut() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            cluster.says(ENTRY, "event_list", events(1_000));
            CaptureResult result = capture(
                            cluster, Duration.ZERO, new Budget(4, 2, Optional.empty(), OptionalLong.of(120_000)))
                    .run();

            List<Call> leftOut = result.calls().stream()
                    .filter(GovernedCaptureTest::isLeftOut)
                    .toList();
            assertThat(leftOut).isNotEmpty().extracting(Call::tool).doesNotContain("node_info", "runtime_stats");
            assertThat(result.calls().stream().mapToLong(Call::bytes).sum()).isLessThanOrEqualTo(140_000);
            assertThat(load(result).notAsked()).isEqualTo(leftOut.size());
            assertThat(result.missing())
                    .anyMatch(line -> line.contains(leftOut.size() + " questions were not asked")
                            && line.contains("--max-size 120 KB"));
            opens(result);
        }
    }

    @Test
    void aDeadlineEndsACaptureOfNodesThatHangInTimeAndTheBundleIsClosedProperly() throws IOException {
        try (FakeNode cluster = new FakeNode(MANY)) {
            for (String node : MANY) {
                cluster.misbehaves(node, "event_list", exchange -> cluster.hang());
                cluster.misbehaves(node, "app_list", exchange -> cluster.hang());
            }
            Duration deadline = Duration.ofSeconds(3);
            CaptureResult result = capture(
                            cluster, Duration.ZERO, new Budget(4, 2, Optional.of(deadline), OptionalLong.empty()))
                    .run();

            assertThat(result.calls())
                    .filteredOn(GovernedCaptureTest::isLeftOut)
                    .isNotEmpty()
                    .allMatch(call -> call.error().startsWith("deadline: "));
            assertThat(result.calls())
                    .filteredOn(call -> call.outcome() != Outcome.SKIPPED)
                    .allMatch(call -> call.ended()
                            .isBefore(result.manifest().capture().started().plus(deadline)));
            assertThat(load(result).deadline()).contains(deadline);
            opens(result);
        }
    }

    private static String events(int count) {
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("{\"Event\": \"Event#<1B30E9C5:e%d>\", \"Producer\": \"<ABC.0.1>\", \"Subscribers\": 1}"
                            .formatted(i));
        }
        return rows.append("]").toString();
    }

    private static Load load(CaptureResult result) {
        return result.manifest().load().orElseThrow();
    }

    private static void opens(CaptureResult result) {
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.calls()).hasSize(result.calls().size());
            assertThat(bundle.manifest().load().orElseThrow().notAsked())
                    .isEqualTo(load(result).notAsked());
        }
    }

    private Capture capture(FakeNode cluster, Duration window, Budget budget) {
        return capture(cluster, window, budget, CaptureClock.SYSTEM);
    }

    private Capture capture(FakeNode cluster, Duration window, Budget budget, CaptureClock clock) {
        CaptureOptions usual =
                Captures.options(Endpoint.of(cluster.url(), Optional.empty()), window, folder.resolve("bundle.zip"));
        return new Capture(
                new CaptureOptions(
                        usual.endpoints(),
                        usual.approach(),
                        usual.scope(),
                        usual.labels(),
                        usual.privacy(),
                        budget,
                        usual.attachments(),
                        usual.target(),
                        Wrapping.PLAIN,
                        usual.version()),
                Progress.SILENT,
                Plan.Approval.GIVEN,
                clock);
    }

    private static boolean isLeftOut(Call call) {
        return call.skipReason().filter(SkipReason::isBound).isPresent();
    }
}
