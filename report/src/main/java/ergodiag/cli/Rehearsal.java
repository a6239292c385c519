package ergodiag.cli;

import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.Findings;
import ergodiag.findings.FindingsJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a start does in the end when the launcher keeps the classes it has loaded for later starts (two properties of the Java it is started with
 * say so).
 */
final class Rehearsal {
    /** Names a file that is made when the command came to its end: only then has it loaded what such a command needs. */
    private static final String WHOLE = "ergodiag.whole";
    /** Is there when other commands than the one that was called are to find their classes as well. */
    private static final String OTHERS = "ergodiag.rehearse";

    private static final Set<Integer> CAME_TO_AN_END =
            Set.of(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number(), ExitCode.FAIL_ON.number());

    private Rehearsal() {}

    /** Runs the words of a command line. */
    interface Commands {
        int run(PrintWriter out, PrintWriter err, String... words);
    }

    /**
     * Does what is wanted; when that fails, later starts are slower and nothing else.
     *
     * @param code how the command ended that was called
     */
    static void after(int code, Commands commands) {
        String whole = System.getProperty(WHOLE, "");
        if (whole.isEmpty() || !CAME_TO_AN_END.contains(code)) {
            return;
        }
        if (isForOthers()) {
            PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream());
            commands.run(nowhere, nowhere, "--help");
        }
        try {
            Files.createFile(Path.of(whole));
        } catch (IOException e) {
            // told nobody: nothing depends on it
        }
    }

    /** Of a report: writes for nobody what {@code analyze} makes of the same. */
    static void judged(Findings findings) {
        if (isForOthers()) {
            FindingsJson.write(findings);
        }
    }

    private static boolean isForOthers() {
        return System.getProperty(OTHERS) != null;
    }
}
