package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.observer.ObserverTool;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.replay.ReplayStatistics;
import ergodiag.testing.LeapingTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a standard capture does to a cluster through an Observer, by its ledger and by what the replay counted. */
class CarefulVisitorThereTest {
    /** How long a lens goes on when nobody looks any more. */
    private static final Duration LENS_LIVES = Duration.ofSeconds(40);

    @TempDir
    private static Path folder;

    private static List<Call> asked = List.of();
    private static ReplayStatistics seen;

    @BeforeAll
    static void capture() {
        Path file = folder.resolve("observed.zip");
        StringWriter printed = new StringWriter();
        try (LeapingTime time = new LeapingTime();
                Bundle recorded = Bundle.open(JudgedSamples.path("crash-loop"));
                ReplayServer server = ReplayServer.start(
                        recorded,
                        ReplayOptions.asRecorded().as(Dialect.OBSERVER).withTime(new ReplayedTime(time)))) {
            PrintWriter out = new PrintWriter(printed);
            Main.run(time, out, out, "capture", server.url().toString(), "--window", "60s", "--out", file.toString());
            seen = server.statistics();
        }
        try (Bundle bundle = Bundle.open(file)) {
            asked = bundle.calls().stream()
                    .filter(call -> call.dialect() == Dialect.OBSERVER && call.outcome() != Outcome.SKIPPED)
                    .toList();
        }
        assertThat(asked).as(printed.toString()).hasSizeGreaterThan(50);
    }

    private static Stream<Call> asked(ObserverTool tool) {
        return asked.stream().filter(tool::askedBy);
    }

    @Test
    void nothingIsAskedButWhatReads() {
        Set<String> reading = Stream.concat(
                        Arrays.stream(ObserverTool.values()).map(ObserverTool::wireName),
                        Stream.of("server_discover", "tools_list"))
                .collect(Collectors.toSet());
        assertThat(asked.stream().map(Call::tool)).isSubsetOf(reading);
    }

    @Test
    void noMoreIsUnderWayThanAVisitorMayAsk() {
        assertThat(seen.mostInFlight()).isLessThanOrEqualTo(4);
        assertThat(seen.mostInFlightByNode().values()).allMatch(most -> most <= 2);
    }

    @Test
    void garbageIsCollectedForUsTwiceOnANodeAndNeverWithinTheWindow() {
        Map<String, List<Call>> heaps = asked(ObserverTool.HEAP_PROFILE).collect(Collectors.groupingBy(Call::node));
        assertThat(heaps)
                .hasSize(3)
                .allSatisfy((node, calls) -> assertThat(calls).hasSize(2));
        Set<ObserverTool> within = Set.of(ObserverTool.LENS_LOG, ObserverTool.PROCESSES, ObserverTool.GOROUTINES);
        heaps.forEach((node, calls) -> {
            List<Instant> looks = asked.stream()
                    .filter(call -> call.node().equals(node) && within.stream().anyMatch(tool -> tool.askedBy(call)))
                    .filter(call -> !call.file().orElse("").endsWith(".jsonl"))
                    .map(Call::started)
                    .sorted()
                    .toList();
            assertThat(calls.get(0).started()).isBeforeOrEqualTo(looks.get(0));
            assertThat(calls.get(1).started()).isAfterOrEqualTo(looks.get(looks.size() - 1));
        });
    }

    @Test
    void noMoreThanTwentyLensesOfANodeAreAliveAtATime() {
        List<Call> lenses = asked.stream()
                .filter(call ->
                        Arrays.stream(ObserverTool.values()).anyMatch(tool -> tool.isLens() && tool.askedBy(call)))
                .toList();
        assertThat(lenses).isNotEmpty();
        for (Call look : lenses) {
            long alive = lenses.stream()
                    .filter(other -> other.node().equals(look.node())
                            && !other.started().isAfter(look.started())
                            && other.started().isAfter(look.started().minus(LENS_LIVES)))
                    .map(other -> other.tool() + other.argument("pid"))
                    .distinct()
                    .count();
            assertThat(alive).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void theCountersOfAllNodesComeFromTheMap() {
        assertThat(asked(ObserverTool.CLUSTER_MAP).count()).isGreaterThanOrEqualTo(15);
        assertThat(asked(ObserverTool.NODE)
                        .collect(Collectors.groupingBy(Call::node, Collectors.counting()))
                        .values())
                .allMatch(times -> times <= 12);
    }
}
