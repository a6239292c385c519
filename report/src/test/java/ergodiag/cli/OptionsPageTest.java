package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of options is what the commands say. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("OPTIONS.md");

    @Test
    void equalsTheCommittedPage() throws IOException {
        String made = OptionsPage.markdown(Main.commandLine());
        if (System.getenv("ERGODIAG_WRITE_PAGES") != null) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE))
                .as("made again by: ERGODIAG_WRITE_PAGES=yes mvn -q test -pl report -am -Dtest=OptionsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(made);
    }

    @Test
    void tellsOfEachOptionOfEachCommand() throws IOException {
        String page = Files.readString(PAGE);
        Main.commandLine().getSubcommands().forEach((name, line) -> {
            int begin = page.indexOf("\n## " + name + "\n");
            assertThat(begin).as(name).isPositive();
            String section = page.substring(begin, page.indexOf("\n## ", begin + 4));
            assertThat(line.getCommandSpec().options())
                    .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                    .allMatch(option -> section.contains("`" + option.longestName()));
        });
        assertThat(page).doesNotContain("${");
    }
}
