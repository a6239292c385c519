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
    void keysAndPatternsComeFromOptionsAndFilesTogether() throws IOException {
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
    void aWrongLineOfAFileIsToldWithItsNumber() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.txt"), "key a\nvalue b\n");

        assertThatThrownBy(() -> parse("--redact-file", "" + file))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "'value b' is not understood");
    }

    @Test
    void aKeyWithoutALetterAndAFileThatIsNotThereAreTold() {
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
