package ergodiag.bench;

import ergodiag.cli.Main;
import java.io.IOException;
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
    ANY_MOMENT("at any moment of a capture", false) {
        @Override
        KilledRun run(Try one) throws IOException, InterruptedException {
            Captured captured = Captured.start(one.folder(), one.url(), SOON_UP, List.of("--window", "5s"));
            return killed(captured, captured::parted, one.random().nextInt(8_000));
        }
    },

    /** Half of them with names to be replaced, which is the most that closing does. */
    CLOSING("while a capture closes its bundle", false) {
        @Override
        KilledRun run(Try one) throws IOException, InterruptedException {
            Captured captured = Captured.start(one.folder(), one.url(), SOON_UP, quick(one.random()));
            return killed(captured, () -> closes(captured.part()), one.random().nextInt(300));
        }
    },

    /** The bundle that is copied has to stay as it is as well. */
    REDACTING("while a bundle is redacted once more", false) {
        @Override
        KilledRun run(Try one) throws IOException, InterruptedException {
            Path place = Files.createTempDirectory(one.folder(), "redact");
            Path old = Files.copy(one.sample(), place.resolve("old.zip"));
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
            KilledRun run = killed(copied, copied::parted, one.random().nextInt(4_000));
            return Files.mismatch(one.sample(), old) < 0 ? run : run.unusable("the old bundle is not what it was");
        }
    },

    /** The disk is full from some line of the ledger on. */
    FULL_DISK("on a disk that is full from some call on", true) {
        @Override
        KilledRun run(Try one) throws IOException, InterruptedException {
            int line = 1 + one.random().nextInt(one.calls());
            Captured captured = Captured.start(one.folder(), one.url(), SOON_UP, quick(one.random()));
            return filled(
                    one,
                    captured,
                    () -> LeftLedger.lines(captured.part()) >= line,
                    one.random().nextInt(100_000));
        }
    },

    /** The disk is full when the bundle is closed, which needs room for the packed bundle and, with pseudonyms, for its files once more. */
    CLOSING_ON_A_FULL_DISK("on a disk that is full when a capture closes its bundle", true) {
        @Override
        KilledRun run(Try one) throws IOException, InterruptedException {
            Captured captured = Captured.start(one.folder(), one.url(), SOON_UP, quick(one.random()));
            return filled(
                    one, captured, () -> closes(captured.part()), one.random().nextInt(150_000));
        }
    };

    /**
     * One try.
     *
     * @param url of a cluster that nobody else asks
     * @param sample a bundle that stays as it is
     * @param folder where the bundle is made
     * @param calls how many a quick capture of that cluster writes down
     */
    record Try(String url, Path sample, Path folder, int calls, Random random) {}

    /** A capture of seconds is over before the better compiler is worth its while. */
    private static final List<String> SOON_UP = List.of("-XX:TieredStopAtLevel=1");

    private static final Pattern FINISHED = Pattern.compile("\"finished\"\\s*:\\s*\"");

    private final String words;
    private final boolean fillsDisk;

    KillKind(String words, boolean fillsDisk) {
        this.words = words;
        this.fillsDisk = fillsDisk;
    }

    String words() {
        return words;
    }

    /** Whether its folder has to be a disk of its own. */
    boolean fillsDisk() {
        return fillsDisk;
    }

    /** Starts a program, kills it and looks at what is left. */
    abstract KilledRun run(Try one) throws IOException, InterruptedException;

    /** How many calls a quick capture of that cluster writes down when nothing happens to it. */
    static int calls(String url, Path folder) throws IOException, InterruptedException {
        Captured captured = Captured.start(folder, url, SOON_UP, List.of("--profile", "quick"));
        await(captured, captured::ended, Long.MAX_VALUE);
        return KilledRun.look(ANY_MOMENT, "", LeftLedger.NONE, captured.bundle(), captured.part())
                .calls();
    }

    private static List<String> quick(Random random) {
        List<String> options = new ArrayList<>(List.of("--profile", "quick"));
        if (random.nextBoolean()) {
            options.addAll(List.of("--pseudonymise", "hosts,names"));
        }
        return options;
    }

    /** Kills it so many milliseconds after that holds. */
    KilledRun killed(Captured program, BooleanSupplier when, long moment) throws IOException, InterruptedException {
        await(program, when, Long.MAX_VALUE);
        Thread.sleep(moment);
        program.kill();
        return KilledRun.look(this, moment + " ms", LeftLedger.in(program.part()), program.bundle(), program.part());
    }

    /**
     * Fills the disk up to so many bytes when that holds, and kills it soon after unless it ends by itself. Half of what is left is recovered
     * in vain first, on the full disk: that must not cost anything either.
     */
    KilledRun filled(Try one, Captured program, BooleanSupplier when, long room)
            throws IOException, InterruptedException {
        SmallDisk disk = new SmallDisk(one.folder());
        try {
            await(program, when, Long.MAX_VALUE);
            int lines = LeftLedger.lines(program.part());
            disk.fill(room);
            await(program, program::ended, one.random().nextInt(5_000));
            program.kill();
            LeftLedger left = LeftLedger.in(program.part());
            String first = one.random().nextBoolean() && Files.exists(program.part())
                    ? KilledRun.recoveredOnFullDisk(program.part())
                    : "";
            disk.makeRoom();
            String moment = "from line " + lines + " on, " + room + " bytes free";
            KilledRun run = KilledRun.look(this, moment, left, program.bundle(), program.part());
            return first.isEmpty() ? run : run.unusable(first);
        } finally {
            disk.makeRoom();
            CaptureCost.delete(program.bundle().getParent());
        }
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
}
