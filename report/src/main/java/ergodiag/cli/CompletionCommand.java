package ergodiag.cli;

import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.SafeWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description =
                "Prints a script with which a shell completes commands and options; it is for a program or an alias named ergodiag.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag completion bash > ~/.local/share/bash-completion/completions/ergodiag",
            "  ergodiag completion zsh > ~/.ergodiag.zsh",
            "      and in ~/.zshrc: source ~/.ergodiag.zsh",
            "  ergodiag completion fish > ~/.config/fish/completions/ergodiag.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        CommandLine whole = spec.root().commandLine();
        String name = whole.getCommandName();
        // The script for bash turns on what zsh has for such scripts when it finds itself in zsh.
        String script =
                shell == Shell.FISH ? FishCompletion.of(whole.getCommandSpec()) : AutoComplete.bash(name, whole);
        SafeWriter.lines(spec.commandLine().getOut(), script);
        return ExitCode.DONE.number();
    }
}
