package ergodiag.cli;

import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.cli.CaptureCommand;
import ergodiag.capture.cli.Program;
import ergodiag.capture.cli.RecoverCommand;
import ergodiag.capture.cli.SafeWriter;
import ergodiag.capture.cli.Screen;
import ergodiag.capture.cli.VerifyCommand;
import ergodiag.capture.cli.Version;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole program: every command in one jar. */
@Command(
        name = "ergodiag",
        description =
                "Captures a running Ergo cluster into one bundle, and writes the incident report from it, offline.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            CaptureCommand.class,
            RecoverCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            AnalyzeCommand.class,
            ShowCommand.class,
            EvidenceCommand.class,
            TicketCommand.class,
            IncidentCommand.class,
            JoinCommand.class,
            DiffCommand.class,
            PlaybooksCommand.class,
            RedactCommand.class,
            ServeCommand.class,
            DemoCommand.class,
            CompletionCommand.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = SafeWriter.of(
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true),
                Screen::isOutputTerminal);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int code = run(out, err, arguments);
        Rehearsal.after(code, Main::run);
        System.exit(code);
    }

    /** Runs a command line with these streams; the number for the shell, one of {@link ergodiag.capture.cli.ExitCode}. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(CaptureClock.SYSTEM, out, err, arguments);
    }

    /** The same with another time for what is captured. */
    static int run(CaptureClock clock, PrintWriter out, PrintWriter err, String... arguments) {
        return Program.run(new Main(), COMMANDS, clock, out, err, arguments);
    }

    /** All commands and their options, for whoever describes them. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        COMMANDS.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "A command is missing; 'ergodiag --help' lists them.");
    }
}
