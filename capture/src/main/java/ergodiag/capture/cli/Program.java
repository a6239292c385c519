package ergodiag.capture.cli;

import ergodiag.bundle.NotABundle;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.ask.CaptureClock;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs a picocli command and turns whatever happens into an exit code. Commands are {@code Callable<Integer>} that return
 * {@link ExitCode#number()}, write to {@code spec.commandLine().getOut()} and {@code getErr()}, and throw for everything that goes wrong.
 */
public final class Program {
    /** The command that writes down what all others take. */
    private static final String COMPLETION = "completion";

    private Program() {}

    /**
     * Runs a command line.
     *
     * @param command an object annotated with {@link CommandLine.Command}
     * @param out what a shell calls standard output
     * @param err what a shell calls standard error
     * @param arguments the words of the command line
     * @return the number for the shell, one of {@link ExitCode}
     */
    public static int run(Object command, PrintWriter out, PrintWriter err, String... arguments) {
        return run(command, CaptureClock.SYSTEM, out, err, arguments);
    }

    /** The same with another time for what is captured. */
    public static int run(Object command, CaptureClock clock, PrintWriter out, PrintWriter err, String... arguments) {
        return run(new CommandLine(command, commands(clock)), out, err, arguments);
    }

    /** The same with subcommands that the command does not name itself; only those that the words may call are built. */
    public static int run(
            Object command,
            List<Class<?>> subcommands,
            CaptureClock clock,
            PrintWriter out,
            PrintWriter err,
            String... arguments) {
        CommandLine line = new CommandLine(command, commands(clock));
        add(line, subcommands, commands(clock), Arrays.asList(arguments));
        return run(line, out, err, arguments);
    }

    /** To read the options of all commands takes longer than most commands do: of those that are not called, by a word or one in a file of words, only what help lists is read. */
    private static void add(
            CommandLine line, List<Class<?>> subcommands, CommandLine.IFactory factory, List<String> words) {
        boolean all = words.stream().anyMatch(word -> word.equals(COMPLETION) || word.startsWith("@"));
        for (Class<?> kind : subcommands) {
            Command told = kind.getAnnotation(Command.class);
            if (all || words.contains(told.name())) {
                line.addSubcommand(told.name(), new CommandLine(kind, factory));
            } else {
                CommandSpec outline = CommandSpec.create().name(told.name());
                outline.usageMessage().description(told.description());
                line.addSubcommand(told.name(), outline);
            }
        }
    }

    private static int run(CommandLine command, PrintWriter out, PrintWriter err, String... arguments) {
        return run(command, SafeWriter.of(out, () -> false), SafeWriter.of(err, () -> false), arguments);
    }

    private static int run(CommandLine command, SafeWriter out, SafeWriter err, String... arguments) {
        CommandLine line = command.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, words) -> usage(wrong, err))
                .setExecutionExceptionHandler((failure, where, parsed) -> failed(failure, err));
        line.setExecutionStrategy(parsed -> run(line, parsed, out));
        try {
            return line.execute(Arrays.stream(arguments).map(ForeignText::whole).toArray(String[]::new));
        } catch (Error e) {
            return failed(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Help is all ours, colours included; what a command prints is not. */
    private static int run(CommandLine line, CommandLine.ParseResult parsed, SafeWriter out) {
        line.setOut(out.unguarded());
        Integer help;
        try {
            help = CommandLine.executeHelpRequest(parsed);
        } finally {
            line.setOut(out);
        }
        return help != null ? help : new CommandLine.RunLast().execute(parsed);
    }

    private static CommandLine.IFactory commands(CaptureClock clock) {
        CommandLine.IFactory usual = CommandLine.defaultFactory();
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> kind) throws Exception {
                return kind == CaptureCommand.class ? kind.cast(new CaptureCommand(clock)) : usual.create(kind);
            }
        };
    }

    /** Says what went wrong and gives the code for it: the one place that decides. */
    public static int failed(Throwable failure, PrintWriter err) {
        if (failure instanceof CommandLine.ParameterException wrong) {
            return usage(wrong, err);
        }
        if (failure instanceof UserError) {
            err.println("ergodiag: " + failure.getMessage());
            return ExitCode.USAGE.number();
        }
        if (failure instanceof NotABundle) {
            err.println("ergodiag: " + failure.getMessage());
            return ExitCode.NOT_A_BUNDLE.number();
        }
        if (failure instanceof WorldError) {
            err.println("ergodiag: " + failure.getMessage());
            return ExitCode.WORLD.number();
        }
        if (MemoryRanOut.isCauseOf(failure)) {
            err.println("ergodiag: " + MemoryRanOut.said(Runtime.getRuntime().maxMemory()));
            return ExitCode.WORLD.number();
        }
        err.println("ergodiag: this is a bug of ergodiag, not of your cluster. Please report it with the lines below.");
        failure.printStackTrace(err);
        return ExitCode.BUG.number();
    }

    private static int usage(CommandLine.ParameterException wrong, PrintWriter err) {
        CommandLine command = wrong.getCommandLine();
        Optional<String> unread = Optional.ofNullable(wrong.getArgSpec()).flatMap(of -> unread(wrong, of));
        if (unread.isPresent()) {
            err.println("ergodiag: Reading " + unread.get());
            return ExitCode.USAGE.number();
        }
        err.println("ergodiag: " + wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE.number();
    }

    /** What is wrong with a value and what to write instead, where its type says so: a word of a few, or one that a converter of ours reads. */
    private static Optional<String> unread(CommandLine.ParameterException wrong, ArgSpec of) {
        String name = of instanceof OptionSpec option ? option.longestName() : of.paramLabel();
        if (!(wrong.getCause() instanceof CommandLine.TypeConversionException cause)) {
            return Optional.empty();
        }
        if (of.typeInfo().isEnum()) {
            String words = String.join(", ", of.completionCandidates()).replaceFirst(", (?=[^,]*$)", " or ");
            return Optional.of(name + ": '" + wrong.getValue() + "' is not known; use " + words + ".");
        }
        return of.converters().length == 0 ? Optional.empty() : Optional.of(name + ": " + cause.getMessage());
    }
}
