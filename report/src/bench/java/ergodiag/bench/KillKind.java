package ergodiag.bench;

import ergodiag.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** When a program is killed, and which. */
enum KillKind {
    /** In a window of 5 s, or in what comes before and after it. */
    ANY_MOMENT("at any moment of a capture") {
        @Override
        KilledRun run(String url, Path sample, Path folder, Random random) throws IOException, InterruptedException {
            Captured captured = Captured.start(folder, url, SOON_UP, List.of("--window", "5s"));
            return killed(captured, captured::parted, random.nextInt(8_000));
        }
    },

    /** Half of them with names to be replaced, which is the most that closing does. */
    CLOSING("while a capture closes its bundle") {
        @Override
        KilledRun run(String url, Path sample, Path folder, Random random) throws IOException, InterruptedException {
            List<String> options = new ArrayList<>(List.of("--profile", "quick"));
            if (random.nextBoolean()) {
                options.addAll(List.of("--pseudonymise", "hosts,names"));
            }
            Captured captured = Captured.start(folder, url, SOON_UP, options);
            return killed(captured, () -> closes(captured.part()), random.nextInt(300));
        }
    },

    /** The bundle that is copied has to stay as it is as well. */
    REDACTING("while a bundle is redacted once more") {
        @Override
        KilledRun run(String url, Path sample, Path folder, Random random) throws IOException, InterruptedException {
            Path place = Files.createTempDirectory(folder, "redact");
            Path old = Files.copy(sample, place.resolve("old.zip"));
            Path said = place.resolve("said.txt");
            List<String> words = new ArrayList<>(SOON_UP);
            words.addAll(List.of(
                    Main.class.getName(),
                    "redact",
                    old.toString(),
                    "--out",
                    place.resolve("bundle.zip").toString(),
                    "--pseudonymise",
                    "names"));
            Process process = new ProcessBuilder(Captured.java(words.toArray(String[]::new)))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            Captured copied = new Captured(process, place.resolve("bundle.zip"), said, System.nanoTime());
            KilledRun run = killed(copied, copied::parted, random.nextInt(4_000));
            return Files.mismatch(sample, old) < 0
                    ? run
                    : new KilledRun(this, KilledRun.End.LOST, run.moment(), run.calls(), run.calls(), "the old bundle");
        }
    },

    /** Something fills the disk when the capture has begun, up to what half a bundle needs; there is room again when it is recovered. */
    FULL_DISK("on a full disk") {
        @Override
        KilledRun run(String url, Path sample, Path disk, Random random) throws IOException, InterruptedException {
            Path filling = disk.resolve("filling");
            long room = random.nextInt(600_000);
            Captured captured = Captured.start(disk, url, SOON_UP, List.of("--profile", "quick"));
            try {
                await(captured, captured::parted, Long.MAX_VALUE);
                fill(filling, Files.getFileStore(disk).getUsableSpace() - room);
                await(captured, captured::ended, random.nextInt(9_000));
                captured.kill();
                Files.delete(filling);
                return KilledRun.look(this, room, captured.bundle(), captured.part());
            } finally {
                CaptureCost.delete(captured.bundle().getParent());
            }
        }
    };

    /** A capture of seconds is over before the better compiler is worth its while. */
    private static final List<String> SOON_UP = List.of("-XX:TieredStopAtLevel=1");

    private static final Pattern FINISHED = Pattern.compile("\"finished\"\\s*:\\s*\"");

    private final String words;

    KillKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * Starts a program, kills it and looks at what is left.
     *
     * @param url of a cluster that nobody else asks
     * @param sample a bundle that stays as it is
     * @param folder where the bundle is made
     */
    abstract KilledRun run(String url, Path sample, Path folder, Random random)
            throws IOException, InterruptedException;

    /** Kills it so many milliseconds after that holds. */
    KilledRun killed(Captured program, BooleanSupplier when, long moment) throws IOException, InterruptedException {
        await(program, when, Long.MAX_VALUE);
        Thread.sleep(moment);
        program.kill();
        return KilledRun.look(this, moment, program.bundle(), program.part());
    }

    private static void await(Captured program, BooleanSupplier when, long longest) throws InterruptedException {
        for (long waited = 0; waited < longest && !when.getAsBoolean() && !program.ended(); waited += 2) {
            Thread.sleep(2);
        }
    }

    /** Its manifest says that it is finished, names are about to be replaced, or it is being packed. */
    private static boolean closes(Path part) {
        try {
            Path draft = part.resolve("manifest.json");
            return Files.exists(draft)
                    && FINISHED.matcher(Files.readString(draft)).find();
        } catch (IOException e) {
            return false;
        }
    }

    private static void fill(Path file, long bytes) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
    }
}
