package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every help teaches with an example that the command would take. */
class HelpTest {
    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpHasAnExampleThatCanBeParsed(String command) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        assertThat(Main.run(out, out, command, "--help")).isEqualTo(ExitCode.DONE.number());
        assertThat(text.toString()).contains("Usage: ergodiag " + command);
        CommandLine line = Main.commandLine();
        String footer = String.join(
                "\n",
                line.getSubcommands()
                        .get(command)
                        .getCommandSpec()
                        .usageMessage()
                        .footer());
        List<String> examples = footer.lines()
                .filter(one -> one.matches("(Example: | {2})ergodiag .*"))
                .map(one -> one.replaceFirst("^(Example: | {2})ergodiag ", "").replaceFirst("( {2,}| > ).*", ""))
                .toList();
        assertThat(footer).contains("Example");
        assertThat(examples).isNotEmpty().allSatisfy(example -> {
            assertThat(example).startsWith(command);
            line.parseArgs(example.split(" "));
        });
    }

    @Test
    void theHelpOfCaptureShowsEachOptionOnceUnderAHeading() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Main.run(out, out, "capture", "--help");
        List<String> lines = text.toString().lines().toList();
        CommandLine capture = Main.commandLine().getSubcommands().get("capture");
        capture.getCommandSpec()
                .options()
                .forEach(option -> assertThat(lines)
                        .filteredOn(line -> line.matches(" {2,}(-., )?" + option.longestName() + "([=, ].*)?"))
                        .as(option.longestName())
                        .hasSize(1));
        int secrets = lines.indexOf("What must not be in it");
        assertThat(lines.indexOf("Where to ask, and with which credentials")).isBetween(0, secrets);
        assertThat(lines.get(secrets + 1)).contains("--redact-key");
        assertThat(lines.get(lines.indexOf("Before and while it runs") + 1)).contains("--dry-run");
    }
}
