package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ergodiag.bundle.UserError;
import ergodiag.redact.Privacy;
import ergodiag.redact.SecretPattern;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrivacyOptionsTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

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

    @Test
    void aSiteKeyThatEverybodyCanReadIsToldAndUsedAllTheSame() throws IOException {
        Path key = key();
        assumeTrue(key.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(parse("--site-key", "" + key).siteKey().lasts()).isTrue();
        assertThat(err.toString()).contains("can be read by everybody").contains("chmod 600");

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        err.getBuffer().setLength(0);
        assertThat(parse("--site-key", "" + key).siteKey().lasts()).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theSiteKeyIsNotTakenAlongByWhateverPath() throws IOException {
        Path key = key();
        PrivacyOptions options = new PrivacyOptions();
        line(options).parseArgs("--site-key", "" + key);

        assertThatThrownBy(() -> options.refuseKeyIn(List.of(folder.resolve(".").resolve("site.key"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must be in no bundle");
        options.refuseKeyIn(List.of(Files.writeString(folder.resolve("other.log"), "x")));
    }

    private Path key() throws IOException {
        return Files.writeString(folder.resolve("site.key"), "0123456789abcdef".repeat(4));
    }

    private Privacy parse(String... words) {
        PrivacyOptions options = new PrivacyOptions();
        line(options).parseArgs(words);
        return options.privacy();
    }

    private CommandLine line(PrivacyOptions options) {
        return new CommandLine(new Holder(options)).setErr(new PrintWriter(err, true));
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
