package ergodiag.bench;

import ergodiag.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One standard capture by a given jar, started as {@code bin/ergodiag} starts it.
 *
 * @param cpu seconds of the processor, user and system, from the start of the virtual machine to its end
 * @param seconds from start to end
 * @param calls lines of its ledger
 * @param files in its bundle
 * @param closingCpu seconds of the processor from the beginning of its last phase on, which closes the bundle
 * @param closing seconds of that
 */
record TimedCapture(double cpu, double seconds, int calls, int files, double closingCpu, double closing) {
    static final int WINDOW = 60;

    private static final String CLOSING = "phase: closing the bundle";

    /** What the shell's {@code times} says of its children, in its last line: user and system. */
    private static final Pattern CHILDREN = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

    static TimedCapture of(Path jar, String url, Path folder) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "timed");
        Path bundle = place.resolve("bundle.zip");
        Path said = place.resolve("said.txt");
        List<String> words = Stream.concat(
                        Stream.of("sh", "-c", "\"$@\"; times", "sh"), Captured.words(jar, url, bundle, WINDOW).stream())
                .toList();
        long began = System.nanoTime();
        Process shell = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Path log = place.resolve("bundle.part").resolve("capture.log");
        while (shell.isAlive() && !says(log, CLOSING)) {
            Thread.sleep(20);
        }
        long closes = System.nanoTime();
        double before = shell.children()
                        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1000.0;
        shell.waitFor();
        long ended = System.nanoTime();
        double cpu = children(Files.readString(said))
                .orElseThrow(() -> new IllegalStateException("a capture was not measured: " + said));
        try (Bundle opened = Bundle.open(bundle)) {
            return new TimedCapture(
                    cpu,
                    (ended - began) / 1e9,
                    opened.calls().size(),
                    opened.files().size(),
                    cpu - before,
                    (ended - closes) / 1e9);
        }
    }

    private static boolean says(Path log, String what) {
        try {
            return Files.readString(log).contains(what);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Double> children(String said) {
        Matcher times = CHILDREN.matcher(said);
        return times.find()
                ? Optional.of(60 * Double.parseDouble(times.group(1))
                        + Double.parseDouble(times.group(2))
                        + 60 * Double.parseDouble(times.group(3))
                        + Double.parseDouble(times.group(4)))
                : Optional.empty();
    }
}
