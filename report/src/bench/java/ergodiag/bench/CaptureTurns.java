package ergodiag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a capture costs the machine it runs on, beside another build of this program: both in turns, so that both see the same machine, each against a
 * replay in a process of its own. Run from the top folder of the source tree: {@code CaptureTurns OTHER.jar TURNS [capture] [interrupt] [3] [100]}.
 */
final class CaptureTurns {
    private static final String SAMPLE = "overload-and-stuck-call";
    private static final Path NOW = Path.of("report", "target", "ergodiag.jar");
    private static final int WINDOW = 30;
    private static final long SEED = 4;

    private CaptureTurns() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Path> builds = new LinkedHashMap<>();
        builds.put("before", Path.of(arguments[0]));
        builds.put("now", NOW);
        int turns = Integer.parseInt(arguments[1]);
        List<String> words = Stream.of(arguments).skip(2).toList();
        Path folder = Files.createTempDirectory("ergodiag-turns");
        try {
            CaptureCost.Clusters clusters = new CaptureCost.Clusters(Path.of("samples"), folder);
            for (int nodes : List.of(3, 100)) {
                if (words.stream().noneMatch(word -> word.matches("\\d+")) || words.contains(String.valueOf(nodes))) {
                    Path cluster = clusters.of(SAMPLE, nodes);
                    if (!words.contains("interrupt") || words.contains("capture")) {
                        captures(builds, turns, nodes, cluster, folder);
                    }
                    if (!words.contains("capture") || words.contains("interrupt")) {
                        interrupts(builds, turns, nodes, cluster, folder);
                    }
                }
            }
        } finally {
            CaptureCost.delete(folder);
        }
    }

    private static void captures(Map<String, Path> builds, int turns, int nodes, Path cluster, Path folder)
            throws IOException, InterruptedException {
        System.out.println(
                "\n| build | nodes | s of the processor | per 1,000 calls | seconds | of the window | closing: files | s of the processor | seconds |\n"
                        + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        Map<String, List<TimedCapture>> all = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            for (Map.Entry<String, Path> build : builds.entrySet()) {
                try (Replay replay = Replay.of(cluster)) {
                    all.computeIfAbsent(build.getKey(), any -> new ArrayList<>())
                            .add(TimedCapture.of(build.getValue(), replay.url(), folder));
                }
            }
        }
        all.forEach((build, runs) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.1f | %.2f | %.0f | %.2f | %.2f |%n",
                build,
                nodes,
                median(runs, TimedCapture::cpu),
                median(runs, run -> 1_000 * run.cpu() / run.calls()),
                median(runs, TimedCapture::seconds),
                median(runs, run -> run.seconds() / TimedCapture.WINDOW),
                median(runs, TimedCapture::files),
                median(runs, TimedCapture::closingCpu),
                median(runs, TimedCapture::closing)));
    }

    private static void interrupts(Map<String, Path> builds, int turns, int nodes, Path cluster, Path folder)
            throws IOException, InterruptedException {
        System.out.println(
                "\n| build | nodes | Ctrl-C | bundle opens | seconds to the bundle: median | nine of ten | worst |\n"
                        + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Random random = new Random(SEED);
        Map<String, List<InterruptTime.Try>> all = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            long moment = 1_000 + random.nextInt(1_000 * WINDOW + 2_000);
            for (Map.Entry<String, Path> build : builds.entrySet()) {
                all.computeIfAbsent(build.getKey(), any -> new ArrayList<>())
                        .add(InterruptTime.one(
                                cluster, moment, url -> Captured.of(build.getValue(), folder, url, WINDOW)));
            }
        }
        all.forEach((build, tries) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.1f | %.1f | %.1f |%n",
                build,
                nodes,
                tries.size(),
                tries.stream().filter(InterruptTime.Try::open).count(),
                median(tries, InterruptTime.Try::file),
                at(0.9, tries, InterruptTime.Try::file),
                at(1, tries, InterruptTime.Try::file)));
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> value) {
        return at(0.5, runs, value);
    }

    private static <T> double at(double part, List<T> runs, ToDoubleFunction<T> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(Math.floor(part * sorted.length)))];
    }
}
