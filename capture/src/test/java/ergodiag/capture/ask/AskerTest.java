package ergodiag.capture.ask;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.FakeNode;
import ergodiag.capture.lists.EventPages;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Scope;
import ergodiag.capture.watch.CpuProfiler;
import ergodiag.capture.watch.LogListener;
import ergodiag.capture.watch.NodeSeries;
import ergodiag.ergo.Tool;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Redaction;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single questions to a hand-made cluster. */
class AskerTest {
    private static final Duration WINDOW = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Redaction redaction = new Redaction();
    private final LeapingTime time = new LeapingTime();
    private final Threads threads = new Threads(time.threads());
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private FakeNode cluster;
    private Entry entry;
    private BundleWriter writer;
    private Ledger ledger;
    private Asker asker;
    private RunningSamplers samplers;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode();
        entry = new Entry(Endpoint.of(cluster.url(), Optional.empty()), time::nanoTime, UnaryOperator.identity());
        writer = BundleWriter.create(folder.resolve("bundle.zip"));
        ledger = new Ledger(writer, redaction, time);
        asker = new Asker(
                new Entries(List.of(entry)),
                writer,
                redaction,
                ledger,
                Progress.SILENT,
                Limits.OF_THE_QUESTION,
                cancelled);
        entry.node(ENTRY);
        samplers = new RunningSamplers(asker, ledger, threads);
    }

    @AfterEach
    void stop() {
        writer.discard();
        entry.close();
        threads.close();
        time.close();
        cluster.close();
    }

    @Test
    void aQuestionThatMayBeTooLargeIsNotAskedAgain() {
        cluster.says(OTHER, "event_list", "x".repeat(70_000));
        Question large = EventPages.base(OTHER).with("limit", 100);

        Call first = asker.ask(large).call();
        Call again = asker.ask(large).call();
        Call smaller = asker.ask(large.with("limit", 50)).call();

        assertThat(first.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(again.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(again.error()).startsWith("budget: ").contains("too large");
        assertThat(smaller.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(cluster.asked(OTHER, "event_list", "limit")).containsExactly("100", "50");
        assertThat(asker.health(OTHER).everOpen()).isFalse();
    }

    @Test
    void aNodeThatIsGoneIsNotCalledTooLarge() {
        cluster.refuses(OTHER, "remote call to 'two@host' failed: timed out");

        Call call = asker.ask(EventPages.base(OTHER)).call();

        assertThat(call.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(cluster.asked()).containsExactly("two@host event_list", "two@host runtime_stats");
    }

    @Test
    void aToolWhoseAnswerDoesNotGrowIsAskedOnceMoreAndLongerWhenItTimesOutAndTheNodeAnswers() {
        cluster.says(OTHER, "network_info", "x".repeat(70_000));

        Call call =
                asker.ask(Question.of(OTHER, Tool.NETWORK_INFO, "test").large()).call();

        assertThat(call.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(cluster.asked(OTHER, "network_info", "timeout")).containsExactly("10", "30");
        assertThat(cluster.asked())
                .containsExactly(OTHER + " network_info", OTHER + " runtime_stats", OTHER + " network_info");
        assertThat(asker.health(OTHER).everOpen()).isFalse();
    }

    @Test
    void aNodeThatHasJustNotAnsweredACheapQuestionIsNotAskedAnotherToTellWhatATimeOutMeans() {
        asker.ask(Agenda.nodeInfo(OTHER));
        cluster.refuses(OTHER, "remote call to 'two@host' failed: timed out");
        asker.ask(Agenda.nodeInfo(OTHER));

        Call call = asker.ask(Agenda.heap(OTHER)).call();

        assertThat(call.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(cluster.asked()).containsExactly(OTHER + " node_info", OTHER + " node_info", OTHER + " pprof_heap");
    }

    @Test
    void noToolThatChangesTheClusterCanBeAskedEvenByMistake() {
        for (Tool tool : Tool.values()) {
            if (!tool.access().isAllowed()) {
                Call call = asker.ask(Question.of(OTHER, tool, "by mistake")).call();

                assertThat(call.outcome()).isEqualTo(Outcome.SKIPPED);
                assertThat(call.error()).startsWith("not allowed");
            }
        }
        assertThat(cluster.asked()).isEmpty();
        assertThat(asker.ask(CpuProfiler.start(Agenda.heap(OTHER), 1).with("tool", "process_kill"))
                        .call()
                        .error())
                .startsWith("not allowed");
        assertThat(cluster.asked()).isEmpty();
    }

    @Test
    void aNodeWithoutSamplersHasItsLogAndProfilesSkippedWithTheReason() {
        asker.entries().first().offers(OfferedTools.of("node_info", "runtime_stats"));
        CpuProfiler profiler = new CpuProfiler(samplers, ledger, redaction, writer);
        NodeSeries listener = LogListener.of(visit(), OTHER, WINDOW);

        profiler.start(OTHER, false, 1);
        boolean over = profiler.fetch(OTHER, false);
        listener.start();
        listener.read();
        listener.stop();

        assertThat(over).isTrue();
        assertThat(cluster.asked()).isEmpty();
        assertThat(writer.calls()).isNotEmpty().allMatch(call -> call.outcome() == Outcome.SKIPPED);
        assertThat(said("pprof_cpu", "all")).startsWith("not offered: its sampler could not be started: sample_start");
        assertThat(said("sample_start", "pprof_cpu")).startsWith("not offered");
        assertThat(said("sample_listen", "log"))
                .startsWith("not offered: the sampler could not be started: sample_listen");
        assertThat(said("sample_listen", "start")).startsWith("not offered");
    }

    @Test
    void aProfileThatBroughtNothingIsNoProfileAndItsSamplerIsStopped() {
        CpuProfiler profiler = new CpuProfiler(samplers, ledger, redaction, writer);

        profiler.start(OTHER, false, 1);
        boolean over = profiler.fetch(OTHER, false);

        assertThat(over).isTrue();
        assertThat(cluster.samplersStarted()).isOne();
        assertThat(cluster.samplersLeft()).isEmpty();
        assertThat(said("pprof_cpu", "all")).contains("another CPU profile may be running");
    }

    @Test
    void aProfileOfANodeThatWasSilentWhenItEndedIsFetchedLaterAndNoSecondOneRunsBesideIt() {
        String profile = "CPU profile: 1 seconds, 0 total samples, matched 0 functions, showing 0";
        cluster.says(
                OTHER,
                "sample_read",
                "{\"completed\": false, \"samples\": [{\"sequence\": 0, \"data\": {\"content\": [{\"text\": \""
                        + profile + "\"}]}}]}");
        cluster.fails(OTHER, "sample_read", "sampler mcp_sampler_1 not found or not responding: timed out");
        CpuProfiler profiler = new CpuProfiler(samplers, ledger, redaction, writer);

        profiler.start(OTHER, false, 1);
        assertThat(profiler.fetch(OTHER, false)).isFalse();
        profiler.start(OTHER, true, 1);
        cluster.recovers(OTHER, "sample_read");
        assertThat(profiler.fetch(OTHER, true)).isTrue();

        assertThat(cluster.samplersStarted()).isOne();
        assertThat(cluster.samplersLeft()).isEmpty();
        assertThat(cluster.asked(OTHER, "sample_read", "since")).containsExactly("-1", "-1");
        assertThat(said("pprof_cpu", "no-runtime")).contains("could not be fetched yet");
        assertThat(writer.calls())
                .filteredOn(call ->
                        call.tool().equals("pprof_cpu") && call.part().list().equals("all"))
                .singleElement()
                .matches(call -> call.outcome() == Outcome.OK && call.bytes() == profile.length());
    }

    @Test
    void logLinesTooLongForTheBufferAreLostOnceAndASmallerBufferGoesOn() {
        cluster.says(OTHER, "sample_read", "x".repeat(70_000));
        NodeSeries listener = LogListener.of(visit(), OTHER, WINDOW);

        listener.start();
        listener.read();
        listener.stop();

        assertThat(cluster.asked(OTHER, "sample_listen", "buffer_size")).startsWith("100", "12");
        assertThat(cluster.samplersLeft()).isEmpty();
        assertThat(writer.calls())
                .filteredOn(call -> call.part().list().equals("log"))
                .singleElement()
                .matches(call -> call.part().truncated());
    }

    @Test
    void entriesThatTheRingOverwroteAreCountedAndTheSeriesIsNotCalledWhole() {
        cluster.says(OTHER, "sample_read", samples(3, 4, 9));
        NodeSeries listener = LogListener.of(visit(), OTHER, WINDOW);

        listener.start();
        listener.read();
        listener.stop();

        Call series = series("log");
        assertThat(series.outcome()).isEqualTo(Outcome.OK);
        assertThat(series.part().rows()).hasValue(3);
        assertThat(series.part().expected()).hasValue(9);
        assertThat(series.part().complete()).contains(false);
        assertThat(series.part().truncated()).isTrue();
    }

    @Test
    void entriesWithoutAGapAreAWholeSeriesHoweverOftenTheyAreRead() {
        cluster.says(OTHER, "sample_read", samples(1, 2));
        NodeSeries listener = LogListener.of(visit(), OTHER, WINDOW);

        listener.start();
        listener.read();
        listener.read();
        listener.stop();

        assertThat(series("log").part().rows()).hasValue(2);
        assertThat(series("log").part().complete()).contains(true);
    }

    @Test
    void theFirstEntryHasNumberZeroAndIsAskedForToo() {
        cluster.says(OTHER, "sample_read", samples(0, 1));
        NodeSeries listener = LogListener.of(visit(), OTHER, WINDOW);

        listener.start();
        listener.read();
        listener.stop();

        assertThat(cluster.asked(OTHER, "sample_read", "since")).containsExactly("-1", "1");
        assertThat(series("log").part().rows()).hasValue(2);
        assertThat(series("log").part().complete()).contains(true);
    }

    @Test
    void aSamplerThatIsLostIsStartedAgainAFewTimesAndSaidToHaveLostEntries() {
        cluster.fails(OTHER, "sample_read", "sampler mcp_sampler_1 not found or not responding: unknown process");
        NodeSeries listener = LogListener.of(visit(), OTHER, WINDOW);

        listener.start();
        for (int i = 0; i < 6; i++) {
            listener.read();
        }
        listener.stop();

        assertThat(cluster.samplersStarted()).isEqualTo(3);
        assertThat(series("log").part().truncated()).isTrue();
        assertThat(series("log").part().complete()).contains(false);
        assertThat(samplers.stopAll()).isEmpty();
    }

    private static String samples(int... sequences) {
        return java.util.Arrays.stream(sequences)
                .mapToObj("{\"sequence\": %d, \"timestamp\": \"2026-01-01T00:00:00Z\", \"data\": {}}"::formatted)
                .collect(java.util.stream.Collectors.joining(",", "{\"samples\": [", "]}"));
    }

    private Call series(String list) {
        return writer.calls().stream()
                .filter(call -> call.part().list().equals(list))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stoppingEndsAlsoWhereNobodyAnswersIt() {
        for (int i = 0; i < 100; i++) {
            assertThat(samplers.start(LogListener.question(ENTRY, WINDOW), why -> {}))
                    .isPresent();
        }
        cluster.misbehaves(ENTRY, "sample_stop", FakeNode.after(time, Duration.ofSeconds(4), "null"));

        assertThat(samplers.stopAll()).isNotEmpty();

        assertThat(cluster.asked().stream().filter(each -> each.endsWith("sample_stop")))
                .hasSizeLessThan(100);
    }

    private Session visit() {
        return new Session(
                new Scope(Profile.STANDARD, Duration.ofSeconds(60)),
                asker,
                ledger,
                new Roster(Approach.ALL),
                samplers,
                redaction,
                writer,
                Progress.SILENT,
                threads,
                cancelled,
                new Session.Walls());
    }

    @Test
    void whatRunsIsStoppedAfterCancellingAlthoughNothingElseIsAsked() {
        samplers.start(LogListener.question(ENTRY, WINDOW), why -> {});
        samplers.start(LogListener.question(OTHER, WINDOW), why -> {});
        cancelled.countDown();

        Call call = asker.ask(Agenda.nodeInfo(OTHER)).call();
        List<String> left = samplers.stopAll();

        assertThat(call.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(call.error()).isEqualTo("cancelled");
        assertThat(left).isEmpty();
        assertThat(cluster.samplersLeft()).isEmpty();
    }

    @Test
    void whatCouldNotBeStoppedIsTriedAgainForAFewSecondsAndTold() {
        samplers.start(LogListener.question(OTHER, WINDOW), why -> {});
        cluster.refuses(OTHER, "remote call to 'two@host' failed: no route");
        long before = time.nanoTime();

        assertThat(samplers.stopAll()).singleElement().asString().contains("at " + OTHER);
        assertThat(cluster.asked())
                .filteredOn(call -> call.endsWith("sample_stop"))
                .hasSize(3);
        assertThat(Duration.ofNanos(time.nanoTime() - before)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(10));
    }

    @Test
    void afterTheDeadlineNothingIsAskedButWhatRunsIsStopped() {
        samplers.start(LogListener.question(OTHER, WINDOW), why -> {});
        asker.deadline(Duration.ZERO);

        Call call = asker.ask(Agenda.nodeInfo(OTHER)).call();

        assertThat(call.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(call.error()).startsWith("deadline: ");
        assertThat(samplers.stopAll()).isEmpty();
    }

    private String said(String tool, String list) {
        return writer.calls().stream()
                .filter(call -> call.tool().equals(tool) && call.part().list().equals(list))
                .map(Call::error)
                .findFirst()
                .orElse("not in the ledger");
    }
}
