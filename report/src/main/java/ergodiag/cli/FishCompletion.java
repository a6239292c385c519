package ergodiag.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli has not: one {@code complete} line for each command and each option, with its first sentence. */
final class FishCompletion {
    private static final int LONGEST = 80;

    private FishCompletion() {}

    static String of(CommandSpec whole) {
        List<String> lines = new ArrayList<>();
        String program = "complete -c " + whole.name();
        lines.add("# Completion of " + whole.name() + " for fish.");
        whole.options().forEach(option -> lines.add(program + " -n __fish_use_subcommand" + option(option)));
        whole.subcommands().forEach((name, line) -> {
            CommandSpec command = line.getCommandSpec();
            lines.add(program + " -n __fish_use_subcommand -f -a " + name
                    + about(command.usageMessage().description()));
            String within = program + " -n '__fish_seen_subcommand_from " + name + "'";
            command.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> lines.add(within + option(option)));
        });
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String option(OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0) {
            words.append(" -r");
            if (option.completionCandidates() != null) {
                words.append(" -f -a ").append(quoted(String.join(" ", option.completionCandidates())));
            }
        }
        return words.append(about(option.description())).toString();
    }

    /** The first sentence or clause, as far as a line of suggestions has room for it. */
    private static String about(String... description) {
        String text = String.join(" ", description)
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceFirst("(?s)(\\.|;|:) .*", "")
                .replaceFirst("\\.$", "");
        if (text.length() > LONGEST) {
            text = text.substring(0, text.lastIndexOf(' ', LONGEST)) + " …";
        }
        return text.isBlank() ? "" : " -d " + quoted(text);
    }

    /** In single quotes fish knows only the backslash and the quote itself. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
