package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import ergodiag.report.format.Format;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CompletionCommandTest {
    private static final Map<String, CommandLine> COMMANDS = Main.commandLine().getSubcommands();

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void bashAndZshKnowEveryCommandAndOption(String shell) {
        String script = script(shell);
        COMMANDS.forEach((name, line) -> {
            String header = "function _picocli_ergodiag_" + name + "() {";
            assertThat(script).contains(header);
            int begin = script.indexOf(header);
            String function = script.substring(begin, script.indexOf("\n}", begin));
            for (OptionSpec option : line.getCommandSpec().options()) {
                assertThat(function).as(name).contains("'" + option.longestName() + "'");
            }
        });
    }

    @Test
    void fishKnowsEveryCommandAndOption() {
        List<String> lines = script("fish").lines().toList();
        COMMANDS.forEach((name, line) -> {
            assertThat(lines)
                    .anyMatch(one ->
                            one.startsWith("complete -c ergodiag -n __fish_use_subcommand -f -a " + name + " -d '"));
            for (OptionSpec option : line.getCommandSpec().options()) {
                String word = " -l " + option.longestName().substring(2) + " ";
                assertThat(lines)
                        .as(name + word)
                        .anyMatch(one ->
                                one.startsWith("complete -c ergodiag -n '__fish_seen_subcommand_from " + name + "' ")
                                        && one.contains(word));
            }
        });
    }

    @Test
    void bashOffersTheWordsThatAnOptionTakes() {
        assertThat(script("bash"))
                .contains(Stream.of(Format.values())
                        .map(format -> "\"" + format + "\"")
                        .collect(Collectors.joining(" ", "FORMAT_option_args=(", ")")))
                .contains("SIZE_option_args=(\"a4\" \"letter\")")
                .contains("NAME_option_args=(\"quick\" \"standard\" \"deep\" \"complete\")")
                .contains("STYLE_option_args=(\"auto\" \"plain\" \"json\" \"none\")")
                .contains("WHAT_option_args=(\"hosts\" \"names\")");
    }

    @Test
    void fishOffersTheWordsThatAnOptionTakes() {
        assertThat(script("fish")).contains(" -l fail-on -r -f -a 'new worse lost' ");
    }

    @Test
    void fishTextsStandInQuotesThatHold() {
        assertThat(script("fish").lines().skip(1))
                .allMatch(line -> line.matches("complete (?:[^'\\\\]|'(?:[^'\\\\]|\\\\['\\\\])*')*"));
    }

    @Test
    void bashCompletesWithIt(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("ergodiag"), script("bash"));
        Process bash = new ProcessBuilder(
                        "bash",
                        "--norc",
                        "-c",
                        "source \"$0\"; COMP_WORDS=(ergodiag report --op); COMP_CWORD=2; _complete_ergodiag;"
                                + " echo \"${COMPREPLY[@]}\"",
                        script.toString())
                // compopt says that nobody is typing
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("--open");
    }

    private static String script(String shell) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        assertThat(Main.run(out, out, "completion", shell)).isEqualTo(ExitCode.DONE.number());
        return text.toString();
    }
}
