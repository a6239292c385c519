package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** How long a capture with a window of a minute takes by the number of nodes, and what the nodes feel of it. */
final class WallTime implements CaptureCost.Measurement {
    private static final int WINDOW = 60;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A cluster to capture. */
    private record Size(String sample, int nodes) {}

    private static final List<Size> SIZES = List.of(
            new Size("healthy-three-nodes", 3),
            new Size("healthy-three-nodes", 10),
            new Size("healthy-three-nodes", 30),
            new Size("healthy-three-nodes", 100),
            new Size("overload-and-stuck-call", 100));

    private final Predicate<Integer> wanted;

    WallTime(Predicate<Integer> wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| cluster | nodes | seconds | of the window | calls per node | failed | left out | bundle | requests/s | busiest second"
                        + " | in flight: entry node | in flight: one other node |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"));
        for (Size size :
                SIZES.stream().filter(each -> wanted.test(each.nodes())).toList()) {
            try (Replay replay = Replay.of(clusters.of(size.sample(), size.nodes()))) {
                Captured captured = Captured.start(folder, replay.url(), List.of(), List.of("--window", WINDOW + "s"));
                Duration took = captured.end(LONGEST);
                lines.add(row(size, captured, took, replay.load()));
            }
        }
        return lines;
    }

    private static String row(Size size, Captured captured, Duration took, CountedReplay.Load load) throws IOException {
        double seconds = took.toMillis() / 1000.0;
        try (Bundle bundle = Bundle.open(captured.bundle())) {
            List<Call> calls = bundle.calls();
            long skipped = calls.stream()
                    .filter(call -> call.outcome() == Outcome.SKIPPED)
                    .count();
            long answered =
                    calls.stream().filter(call -> call.outcome().answered()).count();
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.2f | %d | %d | %d | %.1f MB | %.0f | %d | %d | %d |",
                    size.sample(),
                    size.nodes(),
                    seconds,
                    seconds / WINDOW,
                    (calls.size() - skipped) / size.nodes(),
                    calls.size() - skipped - answered,
                    skipped,
                    Files.size(captured.bundle()) / 1e6,
                    load.requests() / seconds,
                    load.busiestSecond(),
                    load.inFlight(),
                    load.inFlightAtOnePeer());
        }
    }
}
