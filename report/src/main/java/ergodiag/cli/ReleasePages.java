package ergodiag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the manual pages and the completion that a release has beside the program; the build runs it. */
public final class ReleasePages {
    private ReleasePages() {}

    /** @param arguments the folder to write to, the version, and the instant of the release, {@code 2026-11-23T00:00:00Z} */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        CommandLine whole = Main.commandLine();
        Path manuals = Files.createDirectories(folder.resolve("man").resolve("man1"));
        for (CommandSpec command : Stream.concat(Stream.of(whole), whole.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .toList()) {
            Files.writeString(
                    manuals.resolve(ManPage.name(command) + ".1"),
                    ManPage.of(command, arguments[1], arguments[2].substring(0, 10)));
        }
        Path completion = Files.createDirectories(folder.resolve("completion"));
        // The script for bash turns on what zsh has for such scripts when it finds itself in zsh.
        String bash = AutoComplete.bash(whole.getCommandName(), whole);
        Files.writeString(completion.resolve("ergodiag.bash"), bash);
        Files.writeString(completion.resolve("ergodiag.zsh"), bash);
        Files.writeString(completion.resolve("ergodiag.fish"), FishCompletion.of(whole.getCommandSpec()));
    }
}
