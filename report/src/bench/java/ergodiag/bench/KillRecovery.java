package ergodiag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is left after {@code kill -9} at a random moment: of a short capture, of one that closes its bundle, of a copy that is being redacted, and
 * of captures whose disk is full. Disks to fill are folders in the property {@code kills.disks}, each a file system of its own in memory.
 */
final class KillRecovery implements CaptureCost.Measurement {
    private static final int AT_ONCE = 4;
    private static final int USUAL_TRIES = 200;

    private final int tries;
    private final long seed = Long.getLong("kills.seed", 9);
    private final List<Path> disks = Stream.of(
                    System.getProperty("kills.disks", "").split(":"))
            .filter(disk -> !disk.isEmpty())
            .map(Path::of)
            .toList();

    /** @param numbers the first is how many tries there are */
    KillRecovery(List<Integer> numbers) {
        tries = numbers.isEmpty() ? USUAL_TRIES : numbers.get(0);
    }

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<KillKind> kinds = Stream.of(KillKind.values())
                .filter(kind -> !kind.fillsDisk() || !disks.isEmpty())
                .toList();
        Path cluster = clusters.of("healthy-three-nodes", 3);
        Path sample = clusters.samples().resolve("overload-and-stuck-call.zip");
        Random random = new Random(seed);
        BlockingQueue<Replay> replays = new LinkedBlockingQueue<>();
        BlockingQueue<Path> free = new LinkedBlockingQueue<>(disks);
        List<Callable<KilledRun>> runs = new ArrayList<>();
        int calls = calls(cluster, folder);
        for (int i = 0; i < tries; i++) {
            KillKind kind = kinds.get(i % kinds.size());
            long chance = random.nextLong();
            runs.add(() -> {
                Replay replay = replays.take();
                Path disk = kind.fillsDisk() ? free.take() : folder;
                try {
                    return kind.run(new KillKind.Try(replay.url(), sample, disk, calls, new Random(chance)));
                } finally {
                    replays.add(replay);
                    if (kind.fillsDisk()) {
                        free.add(disk);
                    }
                }
            });
        }
        List<KilledRun> done;
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                replays.add(Replay.of(cluster));
            }
            done = Together.run(AT_ONCE, runs);
        } finally {
            for (Replay replay : replays) {
                replay.close();
            }
        }
        List<String> lines = new ArrayList<>(List.of(
                "After `kill -9` at " + tries + " random moments (seed " + seed + "):",
                "",
                "| killed | tries | nothing was asked yet | had ended, its bundle opens | leftovers recovered | unusable"
                        + " | acknowledged calls | of those lost |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"));
        kinds.forEach(kind -> lines.add(
                line(kind, done.stream().filter(run -> run.kind() == kind).toList())));
        done.stream()
                .filter(run -> run.lost() > 0 || run.end() == KilledRun.End.UNUSABLE)
                .forEach(run -> lines.add("<!-- " + run + " -->"));
        return lines;
    }

    private static int calls(Path cluster, Path folder) throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster)) {
            return KillKind.calls(replay.url(), folder);
        }
    }

    private static String line(KillKind kind, List<KilledRun> runs) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d |",
                kind.words(),
                runs.size(),
                count(runs, run -> run.end() == KilledRun.End.NOTHING_ASKED),
                count(runs, run -> run.end() == KilledRun.End.ENDED),
                count(runs, run -> run.end() == KilledRun.End.RECOVERED),
                count(runs, run -> run.end() == KilledRun.End.UNUSABLE),
                runs.stream().mapToInt(KilledRun::calls).sum(),
                runs.stream().mapToInt(KilledRun::lost).sum());
    }

    private static long count(List<KilledRun> done, Predicate<KilledRun> which) {
        return done.stream().filter(which).count();
    }
}
