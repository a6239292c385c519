package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Labels;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.ask.Budget;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a cluster names costs no more than a capture may cost, and what is left out is said. */
@Execution(ExecutionMode.CONCURRENT)
class ManyNodesTest {
    private static final String GONE = "remote call failed: no route to node";

    @TempDir
    private Path folder;

    @AutoClose
    private final FakeNode cluster = new FakeNode();

    @Test
    void nodesBeyondThoseThatAreAskedAtMostAreCountedAndSaid() {
        names(5_000);

        CaptureResult result = capture(List.of(), 10, CaptureClock.SYSTEM);

        assertThat(result.manifest().nodes())
                .extracting(NodeEntry::name)
                .hasSize(10)
                .contains(FakeNode.ENTRY, "n0@h", "n8@h");
        assertThat(result.manifest().capture().reached().beyond()).hasValue(4_991);
        assertThat(result.calls()).noneMatch(call -> call.node().equals("n9@h"));
        assertThat(result.missing())
                .anyMatch(line -> line.contains("at least 4991 more nodes") && line.contains("--max-nodes"));
        assertThat(result.incomplete()).isTrue();
        assertThat(result.manifest().capture().complete()).isTrue();
    }

    @Test
    void thoseThatTheUserNamesAreAskedWhereverTheyStandInTheList() {
        names(5_000);

        CaptureResult result = capture(List.of("n4999@h", FakeNode.ENTRY), 10, CaptureClock.SYSTEM);

        assertThat(result.calls()).anyMatch(call -> call.node().equals("n4999@h"));
        assertThat(result.manifest().capture().reached().beyond()).isEmpty();
        assertThat(result.manifest().capture().reached().unmatched()).isEmpty();
        assertThat(result.manifest().nodes()).hasSize(12);
    }

    @Test
    void aListOfNodesThatDidNotComeIsSaid() {
        cluster.fails(FakeNode.ENTRY, "cluster_nodes", "the registrar is away");

        CaptureResult result = capture(List.of(), 10, CaptureClock.SYSTEM);

        assertThat(result.missing())
                .anyMatch(line -> line.startsWith("the list of the cluster's nodes failed")
                        && line.contains("the registrar is away"));
        assertThat(result.incomplete()).isTrue();
    }

    @Test
    void noThreadIsMadeForEachNode() {
        names(300);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        CaptureClock clock = new CaptureClock() {
            @Override
            public ExecutorService threads() {
                return pool;
            }
        };

        CaptureResult result = capture(List.of(), 1_000, clock);

        assertThat(result.manifest().nodes()).hasSize(301);
        assertThat(pool.getLargestPoolSize()).isLessThan(100);
    }

    private void names(int count) {
        IntStream.range(0, Math.min(count, 1_000)).forEach(i -> cluster.refuses("n" + i + "@h", GONE));
        cluster.refuses("n" + (count - 1) + "@h", GONE);
        cluster.says(
                FakeNode.ENTRY,
                "cluster_nodes",
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"name\": \"n" + i + "@h\"}")
                        .collect(Collectors.joining(", ", "[", "]")));
    }

    private CaptureResult capture(List<String> only, int most, CaptureClock clock) {
        CaptureOptions options = new CaptureOptions(
                List.of(Endpoint.of(cluster.url(), Optional.empty())),
                new Approach(only, List.of(), most, TokenPrompt.NOBODY),
                new Scope(Profile.QUICK, Duration.ZERO),
                Labels.of("ergodiag capture"),
                Privacy.USUAL,
                Budget.USUAL,
                List.of(),
                folder.resolve("bundle.zip"),
                Wrapping.PLAIN,
                "test");
        return new Capture(options, Progress.SILENT, Limits.OF_THE_QUESTION, Plan.Approval.GIVEN, clock).run();
    }
}
