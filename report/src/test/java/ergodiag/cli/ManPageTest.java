package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual pages tell what the help tells; that they are good roff is tried by the checks of the whole project. */
class ManPageTest {
    static Stream<CommandSpec> commands() {
        CommandLine whole = Main.commandLine();
        return Stream.concat(Stream.of(whole), whole.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tellsOfEachOptionOnceAndNeverBeginsALineOfTextWithARequest(CommandSpec command) {
        String page = ManPage.of(command, "1.2.3", "2026-11-23");
        assertThat(page.lines().findFirst().orElse(""))
                .startsWith(".TH \"ERGODIAG")
                .endsWith("\"2026-11-23\" \"ergodiag 1.2.3\" \"ergodiag\"");
        command.options()
                .forEach(option -> assertThat(page.lines())
                        .as(option.longestName())
                        .filteredOn(line -> Arrays.asList(line.split("[, =]+"))
                                .contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"))
                        .hasSize(1));
        assertThat(page.lines())
                .filteredOn(line -> line.startsWith("."))
                .allMatch(line -> line.matches("\\.(TH|SH|TP|nf|fi|sp)( .*)?"));
    }
}
