package ergodiag.cli;

import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.ShellWord;
import ergodiag.ticket.Parts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The evidence of a ticket, whole again. */
@Command(
        name = "join",
        description = "Puts a file together that 'ergodiag ticket' cut into pieces, and checks that it is what it was.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  ergodiag join ergodiag-39f7bb2d-evidence.zip.001"})
final class JoinCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PIECE",
            description = "Any of the pieces, NAME.001 and so on; the others and NAME.sha256 lie beside it.")
    private Path piece = Path.of("");

    @Override
    public Integer call() {
        Path whole = Parts.join(piece);
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("Joined    " + whole + ", as it was");
        screen.println("Next      ergodiag report " + ShellWord.of(whole));
        return ExitCode.DONE.number();
    }
}
