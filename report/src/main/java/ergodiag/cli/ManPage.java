package ergodiag.cli;

import ergodiag.capture.cli.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command in the {@code man} macros of roff, made from what its help is made of. picocli's own generator writes AsciiDoc,
 * which would need another program to become a page.
 */
final class ManPage {
    private final CommandSpec command;
    private final List<String> lines = new ArrayList<>();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** The page of a command in that version of the program, of that day ({@code 2026-11-23}). */
    static String of(CommandSpec command, String version, String day) {
        return new ManPage(command).page(version, day);
    }

    /** The name of its page, {@code ergodiag-capture}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private String page(String version, String day) {
        String name = name(command);
        String[] description = command.usageMessage().description();
        lines.add(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 1 \"" + day + "\" " + quoted("ergodiag " + version)
                + " \"ergodiag\"");
        lines.add(".SH NAME");
        lines.add(escaped(name) + " \\- " + escaped(firstSentence(description)));
        lines.add(".SH SYNOPSIS");
        synopsis();
        lines.add(".SH DESCRIPTION");
        paragraph(String.join(" ", description));
        parameters();
        options();
        subcommands();
        examples();
        exitCodes();
        seeAlso();
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private void synopsis() {
        String words = command.subcommands().isEmpty()
                ? "[OPTIONS] "
                        + command.positionalParameters().stream()
                                .map(PositionalParamSpec::paramLabel)
                                .collect(Collectors.joining(" "))
                : "COMMAND [OPTIONS]";
        lines.add("\\fB" + escaped(command.qualifiedName()) + "\\fR " + escaped(words.trim()));
    }

    private void parameters() {
        if (!command.positionalParameters().isEmpty()) {
            lines.add(".SH ARGUMENTS");
            command.positionalParameters()
                    .forEach(parameter ->
                            entry("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter.description()));
        }
    }

    private void options() {
        lines.add(".SH OPTIONS");
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> {
            String names = Arrays.stream(option.names())
                    .map(word -> "\\fB" + escaped(word) + "\\fR")
                    .collect(Collectors.joining(", "));
            entry(names + value(option), option.description());
        });
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return "=\\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private void subcommands() {
        if (!command.subcommands().isEmpty()) {
            lines.add(".SH COMMANDS");
            command.subcommands()
                    .forEach((name, line) -> entry(
                            "\\fB" + escaped(name) + "\\fR",
                            line.getCommandSpec().usageMessage().description()));
        }
    }

    private void examples() {
        String[] footer = command.usageMessage().footer();
        if (footer.length > 0) {
            lines.add(".SH EXAMPLES AND NOTES");
            lines.add(".nf");
            String.join("\n", footer)
                    .strip()
                    .replace("%n", "\n")
                    .replace("%%", "%")
                    .lines()
                    .forEach(line -> lines.add(line.isEmpty() ? ".sp" : text(line)));
            lines.add(".fi");
        }
    }

    private void exitCodes() {
        lines.add(".SH EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            entry("\\fB" + code.number() + "\\fR", code.sentence());
        }
    }

    private void seeAlso() {
        lines.add(".SH SEE ALSO");
        CommandSpec root = command.root();
        List<String> others = new ArrayList<>();
        if (command.parent() != null) {
            others.add(root.name());
        }
        root.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(other -> !other.equals(command))
                .forEach(other -> others.add(name(other)));
        lines.add(
                others.stream().map(name -> "\\fB" + escaped(name) + "\\fR(1)").collect(Collectors.joining(",\n")));
    }

    private void entry(String head, String... description) {
        lines.add(".TP");
        lines.add(head);
        paragraph(String.join(" ", description));
    }

    private void paragraph(String words) {
        lines.add(text(words.replace("%n", " ")
                .replace("%%", "%")
                .replaceAll("\\s+", " ")
                .strip()));
    }

    private static String firstSentence(String... description) {
        return String.join(" ", description)
                .replace("%n", " ")
                .replaceFirst("(?s)(?<=[a-z])[.;:] .*", "")
                .replaceFirst("\\.$", "");
    }

    /** A line of text: a dot or an apostrophe at its beginning would be a request. */
    private static String text(String words) {
        String escaped = escaped(words);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String quoted(String words) {
        return '"' + escaped(words).replace("\"", "\\(dq") + '"';
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-");
    }
}
