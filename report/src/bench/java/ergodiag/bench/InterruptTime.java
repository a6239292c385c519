package ergodiag.bench;

import ergodiag.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** From Ctrl-C at a random moment of a capture with a window of half a minute to the end of the program with a bundle that opens. */
final class InterruptTime implements CaptureCost.Measurement {
    private static final int TRIES = 20;
    private static final int FEW = 6;
    private static final int WINDOW = 30;
    private static final long SEED = 4;
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** One try: seconds from Ctrl-C to the bundle's name, and to the end of the program. */
    record Try(double at, double file, double end, boolean open) {}

    private final Predicate<Integer> wanted;

    InterruptTime(Predicate<Integer> wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| nodes | Ctrl-C at random moments | bundle opens | seconds to the bundle: median | worst | to the end of the program: worst |",
                "| ---: | ---: | ---: | ---: | ---: | ---: |"));
        for (int nodes : Stream.of(3, 100).filter(wanted).toList()) {
            Path cluster = clusters.of("overload-and-stuck-call", nodes);
            Random random = new Random(SEED);
            List<Callable<Try>> tries = new ArrayList<>();
            for (int i = 0; i < (nodes > 10 ? FEW : TRIES); i++) {
                long moment = 1_000 + random.nextInt(1_000 * WINDOW + 2_000);
                tries.add(() -> one(
                        cluster,
                        moment,
                        url -> Captured.start(folder, url, List.of(), List.of("--window", WINDOW + "s"))));
            }
            List<Try> done = Together.run(nodes > 10 ? 1 : AT_ONCE, tries);
            double[] seconds = done.stream().mapToDouble(Try::file).sorted().toArray();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %d, seed %d | %d | %.1f | %.1f | %.1f |",
                    nodes,
                    done.size(),
                    SEED,
                    done.stream().filter(Try::open).count(),
                    seconds[seconds.length / 2],
                    seconds[seconds.length - 1],
                    done.stream().mapToDouble(Try::end).max().orElse(0)));
            done.stream()
                    .filter(each -> !each.open() || each.file() > 5)
                    .forEach(each -> lines.add("<!-- " + each + " -->"));
        }
        return lines;
    }

    /** Starts a capture of what is served at an address. */
    interface Start {
        Captured of(String url) throws IOException;
    }

    static Try one(Path cluster, long moment, Start start) throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster)) {
            Captured captured = start.of(replay.url());
            Thread.sleep(moment);
            long asked = System.nanoTime();
            captured.interrupt();
            while (!Files.exists(captured.bundle()) && !captured.ended()) {
                Thread.sleep(10);
            }
            double file = (System.nanoTime() - asked) / 1e9;
            captured.end(LONGEST);
            double end = (System.nanoTime() - asked) / 1e9;
            return new Try(moment / 1000.0, file, end, opens(captured.bundle()));
        }
    }

    private static boolean opens(Path bundle) {
        if (!Files.exists(bundle)) {
            return false;
        }
        try (Bundle opened = Bundle.open(bundle)) {
            return opened.damage().isEmpty() && !opened.calls().isEmpty();
        }
    }
}
