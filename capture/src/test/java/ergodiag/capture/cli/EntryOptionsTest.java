package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EntryOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void oneTokenIsForAllEndpointsAndSeveralAreInTheirOrder() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "token-1\n");
        Path two = Files.writeString(folder.resolve("two"), "token-2\n");

        assertThat(tokens("http://a/mcp", "http://b/mcp", "--token-file=" + one))
                .containsExactly("token-1", "token-1");
        assertThat(tokens("http://a/mcp", "http://b/mcp", "--token-file=" + one, "--token-file=" + two))
                .containsExactly("token-1", "token-2");
        assertThatThrownBy(() -> tokens(
                        "http://a/mcp", "http://b/mcp", "http://c/mcp", "--token-file=" + one, "--token-file=" + two))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("2 files for 3 URLs");
    }

    @Test
    void nodesAreGivenWithCommasOrOneByOne() {
        EntryOptions options = parsed("http://a/mcp", "--nodes", "a@h,b*@*", "--nodes", "c@h", "--exclude", "d@h");

        assertThat(options.approach(() -> {}).only()).containsExactly("a@h", "b*@*", "c@h");
        assertThat(options.approach(() -> {}).without()).containsExactly("d@h");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --token-prompt                              | there is no terminal
            --ca-file no/such                           | the file cannot be read
            --cert-sha256 abc                           | is not a SHA-256
            --client-cert x                             | only one of them is given
            --client-cert x --client-keystore y         | leave one of them out
            --client-keystore no/such                   | there is no such file
            --nodes a@h,,b@h                            | a name is empty
            """)
    void whatCannotBeUsedIsTold(String words, String said) {
        String[] line = ("https://a/mcp " + words).split(" ");

        assertThatThrownBy(() -> {
                    EntryOptions options = parsed(line);
                    options.approach(() -> {});
                    options.endpoints();
                })
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said);
    }

    @Test
    void optionsForTlsWithoutAnHttpsAddressAreTold() {
        String mark = "ab".repeat(32);

        assertThatThrownBy(() -> parsed("http://a/mcp", "--cert-sha256", mark).endpoints())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no URL begins with https://");
        assertThat(parsed("https://a/mcp", "--cert-sha256", mark).endpoints()).hasSize(1);
    }

    private static List<String> tokens(String... words) {
        return parsed(words).endpoints().stream()
                .flatMap(endpoint -> endpoint.credentials().stream())
                .toList();
    }

    private static EntryOptions parsed(String... words) {
        EntryOptions options = new EntryOptions();
        new CommandLine(new Holder(options)).parseArgs(words);
        return options;
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final EntryOptions options;

        Holder(EntryOptions options) {
            this.options = options;
        }
    }
}
