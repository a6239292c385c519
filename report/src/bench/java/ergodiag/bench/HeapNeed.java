package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The smallest heap with which a capture ends as it does with plenty. */
final class HeapNeed implements CaptureCost.Measurement {
    private static final List<Integer> MEGABYTES = List.of(12, 16, 24, 32, 48, 64, 128);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int MILLION = 1_000_000;

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
        if (wanted.test(MILLION)) {
            lines.add("");
            lines.addAll(million(folder));
        }
        return lines;
    }

    /** The list is most of the time: it is made, sent, scanned, stored, searched once more, summed and zipped. */
    private static List<String> million(Path folder) throws IOException, InterruptedException {
        try (CrowdedEntry entry = CrowdedEntry.of(MILLION)) {
            Captured captured = Captured.start(
                    folder,
                    entry.url(),
                    List.of("-Xmx64m"),
                    List.of("--yes", "--profile", "quick", "--max-processes", String.valueOf(2 * MILLION)));
            Duration took = captured.end(LONGEST.multipliedBy(3));
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                Call list = bundle.calls().stream()
                        .filter(call -> call.tool().equals("process_list")
                                && call.part().list().equals("all"))
                        .findFirst()
                        .orElseThrow();
                return List.of(
                        "| processes of the entry node | heap | rows kept | said to be complete | reply | seconds | bundle |",
                        "| ---: | ---: | ---: | --- | ---: | ---: | ---: |",
                        String.format(
                                Locale.ROOT,
                                "| %,d | 64 MB | %,d | %s | %.0f MB | %.0f | %.1f MB |",
                                MILLION,
                                list.part().rows().orElse(0),
                                list.part().complete().orElse(false) ? "yes" : "no",
                                list.bytes() / 1e6,
                                took.toMillis() / 1000.0,
                                Files.size(captured.bundle()) / 1e6));
            }
        }
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
                    Captured.start(folder, replay.url(), List.of("-Xmx" + megabytes + "m"), List.of("--window", "15s"));
            captured.end(LONGEST);
            if (captured.text().contains("OutOfMemory") || !Files.exists(captured.bundle())) {
                return false;
            }
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                return bundle.manifest().capture().complete()
                        && !bundle.text("capture.log").contains("OutOfMemory");
            }
        } catch (IllegalStateException tooSlow) {
            return false;
        }
    }
}
