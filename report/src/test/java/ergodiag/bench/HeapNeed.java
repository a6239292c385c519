package ergodiag.bench;

import ergodiag.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The smallest heap with which a capture ends as it does with plenty. */
final class HeapNeed implements CaptureCost.Measurement {
    private static final List<Integer> MEGABYTES = List.of(8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 256);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Predicate<Integer> wanted;

    HeapNeed(Predicate<Integer> wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<String> lines =
                new ArrayList<>(List.of("| nodes | smallest heap that is enough (-Xmx) |", "| ---: | ---: |"));
        for (int nodes : Stream.of(3, 100).filter(wanted).toList()) {
            lines.add("| " + nodes + " | " + smallest(clusters.of("healthy-three-nodes", nodes), folder) + " |");
        }
        return lines;
    }

    private static String smallest(Path cluster, Path folder) throws IOException, InterruptedException {
        int low = 0;
        int high = MEGABYTES.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (enough(MEGABYTES.get(middle), cluster, folder)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == MEGABYTES.size() ? "more than " + MEGABYTES.get(low - 1) + " MB" : MEGABYTES.get(low) + " MB";
    }

    private static boolean enough(int megabytes, Path cluster, Path folder) throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster)) {
            Captured captured =
                    Captured.start(folder, replay.url(), List.of("-Xmx" + megabytes + "m"), List.of("--window", "60s"));
            captured.end(LONGEST);
            if (captured.text().contains("OutOfMemory") || !Files.exists(captured.bundle())) {
                return false;
            }
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                return bundle.manifest().complete()
                        && !bundle.text("capture.log").contains("OutOfMemory");
            }
        } catch (IllegalStateException tooSlow) {
            return false;
        }
    }
}
