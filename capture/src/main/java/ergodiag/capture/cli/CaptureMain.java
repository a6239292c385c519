package ergodiag.capture.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The small program that only captures. */
@Command(
        name = "ergodiag",
        description = "Captures a running Ergo cluster into one bundle.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {CaptureCommand.class, RecoverCommand.class, VerifyCommand.class, HelpCommand.class})
public final class CaptureMain {

    public static void main(String[] arguments) {
        PrintWriter out =
                SafeWriter.of(new PrintWriter(System.out, true, Charset.defaultCharset()), Screen::isOutputTerminal);
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int code =
                Program.run(new CaptureMain(), out, err, arguments.length == 0 ? new String[] {"--help"} : arguments);
        System.exit(code);
    }
}
