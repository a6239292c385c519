package ergodiag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures what every command that reads a bundle costs on bundles that are made to cost much ({@link Bomb}), in a heap of 512 MB, and prints it as
 * Markdown. Words choose bombs and commands; none for all. Run from the top folder of the source tree.
 */
final class BombCost {
    private static final long LONGEST_MINUTES = 10;
    private static final Set<Integer> AS_TOLD = Set.of(0, 2, 3, 74);
    private static final long MOST_SECONDS = 60;
    private static final long MOST_MEGABYTES = 700;

    private final Path folder;
    private final Path sample;

    private BombCost(Path folder, Path sample) {
        this.folder = folder;
        this.sample = sample;
    }

    /** The commands that read a bundle. */
    private enum Command {
        VERIFY,
        ANALYZE,
        REPORT,
        SHOW,
        DIFF,
        EVIDENCE,
        REDACT,
        SERVE,
        RECOVER;

        List<String> words(Path bomb, Path sample, Path out) {
            String name = name().toLowerCase(Locale.ROOT);
            return switch (this) {
                case VERIFY -> List.of(name, bomb.toString());
                case ANALYZE ->
                    List.of(
                            name,
                            bomb.toString(),
                            "--out",
                            out.resolve("findings.json").toString());
                case REPORT ->
                    List.of(
                            name,
                            bomb.toString(),
                            "--out",
                            out.resolve("report").toString());
                case SHOW -> List.of(name, bomb.toString(), Bomb.LIST);
                case DIFF -> List.of(name, sample.toString(), bomb.toString());
                case EVIDENCE, REDACT ->
                    List.of(
                            name,
                            bomb.toString(),
                            "--out",
                            out.resolve("made.zip").toString());
                case SERVE -> List.of(name, bomb.toString(), "--port", "0");
                case RECOVER -> List.of(name, out.resolve("left.part").toString());
            };
        }
    }

    /**
     * One command on one bomb.
     *
     * @param exit its code; empty where it is a server that had come up
     * @param processor seconds, of all threads
     * @param left what it left behind in the temporary folder or as an unfinished bundle
     */
    private record Cost(String exit, double seconds, double processor, long megabytes, String left, boolean fine) {
        String cell() {
            String told =
                    String.format(Locale.ROOT, "%s, %.1f (%.0f) s, %d MB%s", exit, processor, seconds, megabytes, left);
            return fine ? told : "**" + told + "**";
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = Arrays.stream(arguments)
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
        Path folder = Files.createTempDirectory("ergodiag-bombs");
        try {
            BombCost cost = new BombCost(folder, Path.of("samples/healthy-three-nodes.zip"));
            List<Command> commands = chosen(Command.values(), words);
            System.out.println(commands.stream()
                    .map(command -> command.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" | ", "| what is wrong with the bundle | ", " |")));
            System.out.println("| --- |" + " --- |".repeat(commands.size()));
            for (Bomb bomb : chosen(Bomb.values(), words)) {
                Path file = folder.resolve(bomb.name().toLowerCase(Locale.ROOT) + ".zip");
                bomb.make(Bomb.Sample.of(cost.sample), file);
                List<String> cells = new ArrayList<>(List.of(bomb.words()));
                for (Command command : commands) {
                    boolean can = command != Command.RECOVER || bomb.fitsInAFolder();
                    cells.add(can ? cost.of(file, command).cell() : "");
                }
                System.out.println("| " + String.join(" | ", cells) + " |");
                Files.delete(file);
            }
        } finally {
            CaptureCost.delete(folder);
        }
    }

    private static <T extends Enum<T>> List<T> chosen(T[] all, List<String> words) {
        List<T> named =
                Arrays.stream(all).filter(one -> words.contains(one.name())).toList();
        return named.isEmpty() ? List.of(all) : named;
    }

    private Cost of(Path bomb, Command command) throws IOException, InterruptedException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path told = folder.resolve("told");
        Path said = folder.resolve("said");
        if (command == Command.RECOVER) {
            Bomb.unpack(bomb, out.resolve("left.part"));
        }
        List<String> words = new ArrayList<>(Captured.java(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                MeasuredMain.class.getName(),
                told.toString()));
        words.addAll(command.words(bomb, sample, out));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean served = command == Command.SERVE && cameUp(process, said);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (served) {
            process.destroy();
        }
        boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        took = served ? took : Duration.ofNanos(System.nanoTime() - began);
        Cost cost = cost(process.exitValue(), served, ended, took, told, said, left(temporary, out));
        for (Path each : List.of(out, temporary)) {
            CaptureCost.delete(each);
        }
        Files.deleteIfExists(told);
        Files.delete(said);
        return cost;
    }

    private static Cost cost(int exit, boolean served, boolean ended, Duration took, Path told, Path said, String left)
            throws IOException {
        String[] numbers = (Files.exists(told) ? Files.readString(told) : "0 0").split(" ");
        double processor = Long.parseLong(numbers[0]) / 1000.0;
        long megabytes = Long.parseLong(numbers[1]) / 1024;
        boolean traced = Files.readString(said).contains("\n\tat ");
        boolean fine = ended
                && !traced
                && (served || AS_TOLD.contains(exit))
                && processor < MOST_SECONDS
                && megabytes < MOST_MEGABYTES
                && left.isEmpty();
        String how = served ? "up" : !ended ? "none" : exit + (traced ? ", stack trace" : "");
        return new Cost(
                how, took.toMillis() / 1000.0, processor, megabytes, left.isEmpty() ? "" : ", left: " + left, fine);
    }

    private static boolean cameUp(Process process, Path said) throws IOException, InterruptedException {
        for (long waited = 0; waited < TimeUnit.MINUTES.toMillis(LONGEST_MINUTES) && process.isAlive(); waited += 20) {
            if (Files.readString(said).contains("Stop with Ctrl-C")) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }

    /** Unfinished bundles, and whatever stands in the temporary folder but what the virtual machine keeps there while it runs. */
    private static String left(Path temporary, Path out) throws IOException {
        try (Stream<Path> first = Files.list(temporary);
                Stream<Path> second = Files.list(out)) {
            return Stream.concat(
                            first.filter(path -> !path.getFileName().toString().startsWith("hsperfdata_")),
                            second.filter(path -> path.getFileName().toString().contains(".part")))
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("");
        }
    }
}
