package ergodiag.cli;

import ergodiag.capture.cli.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page {@code report/OPTIONS.md}: every command with its options, from what their help is made of. */
final class OptionsPage {
    /** Each command has these. */
    private static final List<String> EVERYWHERE = List.of("--help", "--version");

    private OptionsPage() {}

    static String markdown(CommandLine whole) {
        return whole.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .map(OptionsPage::command)
                .collect(Collectors.joining(
                        "\n",
                        "# Commands and options\n\nMade from the commands themselves; `ergodiag COMMAND --help` prints the same"
                                + " with examples.\n\n",
                        "\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n" + exitCodes()));
    }

    private static String command(CommandSpec command) {
        StringBuilder text = new StringBuilder("## " + command.name() + "\n\n"
                + text(command.usageMessage().description()) + "\n\n| | |\n| --- | --- |\n");
        command.positionalParameters()
                .forEach(parameter -> text.append(row("`" + parameter.paramLabel() + "`", parameter)));
        for (OptionSpec option : command.options()) {
            if (!option.hidden() && !EVERYWHERE.contains(option.longestName())) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                text.append(row("`" + String.join("`, `", option.names()).replaceAll("$", value + "`"), option));
            }
        }
        return text.toString();
    }

    private static String row(String name, ArgSpec of) {
        return "| " + name + " | " + text(of.description()) + " |\n";
    }

    private static String exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.number() + " | " + code.sentence() + " |\n")
                .collect(Collectors.joining());
    }

    private static String text(String... description) {
        return String.join(" ", description)
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceAll("([\\\\|<>*\\[\\]])", "\\\\$1");
    }
}
