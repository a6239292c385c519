package ergodiag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run of a program took, as Linux counts it, of all its threads.
 *
 * @param seconds of the processor
 * @param megabytes of memory that were in use at once
 * @param ended whether it did what it was asked
 */
record RunCost(double seconds, double megabytes, boolean ended) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int EVERY = 10;
    /** Ticks of the processor in a second, on every Linux. */
    private static final double TICKS = 100;

    private static final Pattern MOST = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /** Runs it and looks again and again at what it has taken so far. */
    static RunCost of(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        long until = System.nanoTime() + LONGEST.toNanos();
        RunCost seen = new RunCost(0, 0, false);
        while (!process.waitFor(EVERY, TimeUnit.MILLISECONDS)) {
            seen = seen.or(Path.of("/proc", String.valueOf(process.pid())));
            if (System.nanoTime() > until) {
                process.destroyForcibly().waitFor();
            }
        }
        return new RunCost(seen.seconds(), seen.megabytes(), process.exitValue() == 0);
    }

    /** What it has taken by now; the same where it has just ended. */
    private RunCost or(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double now = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
            Matcher most = MOST.matcher(Files.readString(process.resolve("status")));
            return most.find() ? new RunCost(now, Long.parseLong(most.group(1)) / 1024.0, false) : this;
        } catch (IOException e) {
            return this;
        }
    }
}
