package ergodiag.bench;

import ergodiag.capture.cli.CaptureMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A capture made by a process of its own.
 *
 * @param process running or ended
 * @param bundle the file it is to write
 * @param said what it prints
 * @param began {@link System#nanoTime()} of its start
 */
record Captured(Process process, Path bundle, Path said, long began) {

    /** Starts a capture: {@code jvm} are options of the virtual machine, {@code options} those of the command. */
    static Captured start(Path folder, String url, List<String> jvm, List<String> options) throws IOException {
        Path place = Files.createTempDirectory(folder, "capture");
        Path bundle = place.resolve("bundle.zip");
        Path said = place.resolve("said.txt");
        List<String> words = new ArrayList<>(jvm);
        words.addAll(
                List.of(CaptureMain.class.getName(), "capture", url, "--out", bundle.toString(), "--progress", "none"));
        words.addAll(options);
        Process process = new ProcessBuilder(java(words.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Captured(process, bundle, said, System.nanoTime());
    }

    /** The same by a jar, started as {@code bin/ergodiag} starts it. */
    static Captured of(Path jar, Path folder, String url, int window) throws IOException {
        Path place = Files.createTempDirectory(folder, "capture");
        Path bundle = place.resolve("bundle.zip");
        Path said = place.resolve("said.txt");
        Process process = new ProcessBuilder(words(jar, url, bundle, window))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Captured(process, bundle, said, System.nanoTime());
    }

    /** The command line of a standard capture by a jar. */
    static List<String> words(Path jar, String url, Path bundle, int window) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "capture",
                url,
                "--out",
                bundle.toString(),
                "--progress",
                "none",
                "--window",
                window + "s");
    }

    /** A command line for another virtual machine with the same classes. */
    static List<String> java(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(words));
        return command;
    }

    /** Waits for its end and says how long it took from its start. */
    Duration end(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("a capture did not end within " + longest + ": " + text());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    boolean ended() {
        return !process.isAlive();
    }

    /** What Ctrl-C on a terminal sends. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Path part() {
        return bundle.resolveSibling("bundle.part");
    }

    /** Whether it has begun to write. */
    boolean parted() {
        return Files.exists(part());
    }

    String text() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }
}
