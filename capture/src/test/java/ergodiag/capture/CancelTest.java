package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ctrl-C and a kill leave behind. */
class CancelTest {
    private static final Set<String> OURS = Set.of("capture", "watchdog", "window");

    /** All threads of a capture are in the group of the thread that runs it. */
    private final ThreadGroup group = new ThreadGroup("a capture");

    /** The common pool may have one thread, which the HTTP client needs itself. */
    private final Executor ownThread = task -> new Thread(group, task).start();

    @TempDir
    private Path folder;

    @AutoClose
    private final FakeNode cluster = new FakeNode();

    @Test
    void aCaptureCancelledWhileNodesHangIsClosedAndStopsWhatItStarted() throws Exception {
        CountDownLatch hangs = hangsAt(OTHER, "event_list");
        Capture capture = Captures.of(cluster, folder, Duration.ofMinutes(10), Limits.OF_THE_QUESTION);
        CompletableFuture<CaptureResult> running = CompletableFuture.supplyAsync(capture::run, ownThread);
        assertThat(hangs.await(1, TimeUnit.MINUTES)).isTrue();

        capture.cancel();

        CaptureResult result = running.get(1, TimeUnit.MINUTES);
        assertThat(result.manifest().capture().complete()).isFalse();
        assertThat(result.calls())
                .filteredOn(
                        call -> call.tool().equals("event_list") && call.node().equals(OTHER))
                .first()
                .matches(call -> call.outcome() == Outcome.CANCELLED);
        assertThat(cluster.samplersStarted()).isGreaterThanOrEqualTo(2);
        assertThat(cluster.samplersLeft()).isEmpty();
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.calls()).hasSize(result.calls().size());
        }
        assertThat(folder.resolve("bundle.part")).doesNotExist();
        assertThat(threadsThatGoOn()).isEmpty();
    }

    @Test
    void aCaptureCancelledBeforeTheEndpointAnsweredIsClosedToo() throws Exception {
        CountDownLatch hangs = hangsAt(ENTRY, "initialize");
        Capture capture = Captures.of(cluster, folder, Duration.ZERO, Limits.OF_THE_QUESTION);
        CompletableFuture<CaptureResult> running = CompletableFuture.supplyAsync(capture::run, ownThread);
        assertThat(hangs.await(1, TimeUnit.MINUTES)).isTrue();

        capture.cancel();

        CaptureResult result = running.get(1, TimeUnit.MINUTES);
        assertThat(result.nobody()).get().asString().contains("cancelled");
        assertThat(result.manifest().capture().complete()).isFalse();
        assertThat(result.bundle()).exists();
    }

    @Test
    void whatAKilledCaptureLeavesIsReadable() throws Exception {
        CountDownLatch hangs = hangsAt(OTHER, "network_nodes");
        Capture capture = Captures.of(cluster, folder, Duration.ZERO, Limits.OF_THE_QUESTION);
        CompletableFuture<CaptureResult> running = CompletableFuture.supplyAsync(capture::run, ownThread);
        assertThat(hangs.await(1, TimeUnit.MINUTES)).isTrue();

        List<Call> told = told(folder.resolve("bundle.part"));
        try (Bundle left = Bundle.open(folder.resolve("bundle.part"))) {
            assertThat(left.manifest().capture().complete()).isFalse();
            assertThat(told)
                    .hasSizeGreaterThan(5)
                    .allMatch(call -> call.file().isEmpty() || left.reply(call).isPresent());
            assertThat(left.text("capture.log")).contains("phase: ");
        }

        capture.cancel();
        running.get(1, TimeUnit.MINUTES);
    }

    /** The ledger so far: the other node goes on answering, so what it says is held against what is there later. */
    private static List<Call> told(Path part) {
        try (Bundle left = Bundle.open(part)) {
            return left.calls();
        }
    }

    private CountDownLatch hangsAt(String node, String tool) {
        CountDownLatch hangs = new CountDownLatch(1);
        cluster.misbehaves(node, tool, exchange -> {
            hangs.countDown();
            cluster.hang();
        });
        return hangs;
    }

    /** Threads of the capture that do not end. */
    private List<Thread> threadsThatGoOn() throws InterruptedException {
        Thread[] alive = new Thread[1_000];
        List<Thread> ours = Arrays.stream(alive, 0, group.enumerate(alive))
                .filter(thread -> OURS.contains(thread.getName()))
                .toList();
        for (Thread thread : ours) {
            thread.join(10_000);
        }
        return ours.stream().filter(Thread::isAlive).toList();
    }
}
