package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.redact.Privacy;
import ergodiag.redact.SecretPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrivacyOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void keys_and_patterns_come_from_options_and_files_together() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.txt"), """
                # ours
                key customer_id

                pattern iban=[A-Z]{2}[0-9]{20}
                """);

        Privacy privacy =
                parse("--redact-key", "tax", "--redact-pattern", "card=4[0-9]{15}", "--redact-file", "" + file);

        assertThat(privacy.keys()).containsExactly("tax", "customer_id");
        assertThat(privacy.patterns()).extracting(SecretPattern::name).containsExactly("card", "iban");
    }

    @Test
    void a_wrong_line_of_a_file_is_told_with_its_number() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.txt"), "key a\nvalue b\n");

        assertThatThrownBy(() -> parse("--redact-file", "" + file))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "'value b' is not understood");
    }

    @Test
    void a_key_without_a_letter_and_a_file_that_is_not_there_are_told() {
        assertThatThrownBy(() -> parse("--redact-key", "__")).hasMessageContaining("is no name of a key");
        assertThatThrownBy(() -> parse("--redact-file", "" + folder.resolve("none")))
                .hasMessageContaining("the file cannot be read");
    }

    private static Privacy parse(String... words) {
        PrivacyOptions options = new PrivacyOptions();
        new CommandLine(new Holder(options)).parseArgs(words);
        return options.privacy();
    }

    @CommandLine.Command(name = "x")
    private static final class Holder {
        @CommandLine.Mixin
        private final PrivacyOptions privacy;

        Holder(PrivacyOptions privacy) {
            this.privacy = privacy;
        }
    }
}
