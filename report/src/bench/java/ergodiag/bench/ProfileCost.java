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
import java.util.concurrent.Callable;

/** Calls, bytes and time per profile, for the three recorded nodes. */
final class ProfileCost implements CaptureCost.Measurement {
    private static final List<String> PROFILES = List.of("quick", "standard", "deep", "complete");
    /** Profiles that may ask before they begin. */
    private static final List<String> ASKS_FIRST = List.of("deep", "complete");

    private static final int NODES = 3;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| profile | seconds | calls per node | replies per node | bundle | milliseconds per call: median, p95, most |",
                "| --- | ---: | ---: | ---: | ---: | --- |"));
        Path cluster = clusters.of("overload-and-stuck-call", NODES);
        List<Callable<String>> captures = new ArrayList<>();
        PROFILES.forEach(profile -> captures.add(() -> captured(profile, cluster, folder)));
        lines.addAll(Together.run(PROFILES.size(), captures));
        return lines;
    }

    /** All profiles at once, each of a cluster of its own: they wait most of the time. */
    private static String captured(String profile, Path cluster, Path folder) throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster)) {
            List<String> options = ASKS_FIRST.contains(profile)
                    ? List.of("--yes", "--profile", profile)
                    : List.of("--profile", profile);
            Captured captured = Captured.start(folder, replay.url(), List.of(), options);
            Duration took = captured.end(LONGEST);
            return Files.exists(captured.bundle())
                    ? row(profile, captured.bundle(), took)
                    : "| " + profile + " | none: "
                            + captured.text().lines().findFirst().orElse("") + " | | | | |";
        }
    }

    private static String row(String profile, Path file, Duration took) throws IOException {
        try (Bundle bundle = Bundle.open(file)) {
            List<Call> asked = bundle.calls().stream()
                    .filter(call -> call.outcome() != Outcome.SKIPPED)
                    .toList();
            double[] millis = asked.stream()
                    .mapToDouble(call -> call.timing().took().toNanos() / 1e6)
                    .sorted()
                    .toArray();
            return String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %d | %.1f MB | %.1f MB | %.1f, %.1f, %.0f |",
                    profile,
                    took.toMillis() / 1000.0,
                    asked.size() / NODES,
                    asked.stream().mapToLong(Call::bytes).sum() / 1e6 / NODES,
                    Files.size(file) / 1e6,
                    millis[millis.length / 2],
                    millis[millis.length * 95 / 100],
                    millis[millis.length - 1]);
        }
    }
}
