package ergodiag.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Processor time of a standard capture with and without redaction, in turns, so that both see the same machine. The smallest of all turns counts:
 * what else the machine does only adds. The virtual machine is started as the program of the release starts it ({@code bin/ergodiag}): one that compiles
 * for hours to come takes twice as long for a minute.
 *
 * @param sample whose replay is captured
 * @param with seconds with redaction
 * @param without seconds without
 */
record RedactionCost(String sample, double with, double without) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int NODES = 3;

    static RedactionCost of(String sample, int turns, Path samples, Path folder)
            throws IOException, InterruptedException {
        Path cluster = new CaptureCost.Clusters(samples, folder).of(sample, NODES);
        Path none = NoRedaction.into(Files.createDirectory(folder.resolve("no-redaction")));
        double with = Double.MAX_VALUE;
        double without = Double.MAX_VALUE;
        for (int turn = 0; turn < turns; turn++) {
            with = Math.min(with, seconds(cluster, folder, ""));
            without = Math.min(without, seconds(cluster, folder, none + File.pathSeparator));
        }
        return new RedactionCost(sample, with, without);
    }

    double morePercent() {
        return 100 * (with / without - 1);
    }

    List<String> lines() {
        return List.of(
                "| standard capture of | with redaction, s of the processor | without | more |",
                "| --- | ---: | ---: | ---: |",
                String.format(
                        Locale.ROOT,
                        "| %s, %d nodes | %.2f | %.2f | %.0f %% |",
                        sample,
                        NODES,
                        with,
                        without,
                        morePercent()));
    }

    private static double seconds(Path cluster, Path folder, String first) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "measured");
        Path measured = place.resolve("nanos.txt");
        Path said = place.resolve("said.txt");
        try (Replay replay = Replay.of(cluster)) {
            List<String> words = new ArrayList<>(Captured.java(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    MeasuredCapture.class.getName(),
                    measured.toString(),
                    "capture",
                    replay.url(),
                    "--out",
                    place.resolve("bundle.zip").toString(),
                    "--profile",
                    "standard",
                    "--progress",
                    "none"));
            int path = words.indexOf("-cp") + 1;
            words.set(path, first + words.get(path));
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS) || !Files.exists(measured)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("a capture was not measured: " + Files.readString(said));
            }
        }
        return Long.parseLong(Files.readString(measured)) / 1e9;
    }
}
