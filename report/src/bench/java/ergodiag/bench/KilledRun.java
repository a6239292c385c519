package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.Verification;
import ergodiag.capture.cli.ExitCode;
import ergodiag.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was left of a program that was killed.
 *
 * @param moment when that was
 * @param calls whole lines of the ledger at that moment
 * @param lost of those, what cannot be read afterwards
 * @param said what went wrong, "" where nothing did
 */
record KilledRun(KillKind kind, End end, String moment, int calls, int lost, String said) {

    /** How it ended. */
    enum End {
        /** Nothing was left, or the recovery says so. */
        NOTHING_ASKED,
        ENDED,
        RECOVERED,
        UNUSABLE
    }

    /** What a command said, and its exit code. */
    private record Ended(int code, String words) {
        static Ended of(String... arguments) {
            StringWriter words = new StringWriter();
            PrintWriter out = new PrintWriter(words);
            return new Ended(Main.run(out, out, arguments), words.toString());
        }

        boolean is(ExitCode exit) {
            return code == exit.number();
        }
    }

    /** Recovers on a disk where that may not succeed; what was wrong with how that was said, "" where nothing was. */
    static String recoveredOnFullDisk(Path part) {
        Ended ended = Ended.of("recover", part.toString());
        return ended.is(ExitCode.DONE) || ended.is(ExitCode.WORLD) || ended.is(ExitCode.NOT_A_BUNDLE)
                ? ""
                : "recovering on the full disk ended with " + ended.code() + ": " + ended.words();
    }

    /** Looks at a bundle and at the folder in which it was being made, and recovers it with the command itself. */
    static KilledRun look(KillKind kind, String moment, LeftLedger left, Path bundle, Path part) throws IOException {
        if (Files.exists(bundle)) {
            // what is missing in the folder by now was removed since the bundle has its name
            return made(kind, End.ENDED, moment, new LeftLedger(left.lines(), left.calls(), 0), bundle);
        }
        if (!Files.exists(part)) {
            return new KilledRun(kind, End.NOTHING_ASKED, moment, 0, 0, "");
        }
        Ended ended = Ended.of("recover", part.toString());
        if (ended.is(ExitCode.NOT_A_BUNDLE) && left.lines() == 0) {
            return new KilledRun(kind, End.NOTHING_ASKED, moment, 0, 0, "");
        }
        return ended.is(ExitCode.DONE)
                ? made(kind, left.lines() == 0 ? End.NOTHING_ASKED : End.RECOVERED, moment, left, bundle)
                : new KilledRun(
                        kind, End.UNUSABLE, moment, left.lines(), left.lines(), "recovering ended with " + ended);
    }

    private static KilledRun made(KillKind kind, End end, String moment, LeftLedger left, Path bundle)
            throws IOException {
        try (Bundle made = Bundle.open(bundle)) {
            List<String> faults = Verification.of(made).faults();
            return new KilledRun(
                    kind,
                    faults.isEmpty() ? end : End.UNUSABLE,
                    moment,
                    left.lines() == 0 ? made.calls().size() : left.lines(),
                    left.lost(made),
                    String.join("; ", faults));
        } catch (NotABundle e) {
            return new KilledRun(kind, End.UNUSABLE, moment, left.lines(), left.lines(), e.getMessage());
        }
    }

    /** The same with a fault. */
    KilledRun unusable(String fault) {
        return new KilledRun(kind, End.UNUSABLE, moment, calls, lost, fault);
    }
}
