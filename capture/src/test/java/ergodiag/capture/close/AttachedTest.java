package ergodiag.capture.close;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.scope.Attachment;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the user's on their way into a bundle. */
class AttachedTest {
    @TempDir
    private Path folder;

    private BundleWriter writer;
    private final Redaction redaction = new Redaction();

    @BeforeEach
    void begin() {
        writer = BundleWriter.create(folder.resolve("b.zip"));
    }

    @Test
    void aLogIsRedactedLineByLineJsonLinesToo() throws IOException {
        Call call = attach(file("x.log", """
                [2026-11-23] login password=Hunter-22x
                {"level": "error", "token": "Hunter-33x", "message": "lost"}
                {not json, token=Hunter-44x
                """));

        assertThat(text(call)).doesNotContain("Hunter").contains("[2026-11-23] login password=[removed:", "\"lost\"");
        assertThat(call.outcome()).isEqualTo(Outcome.OK);
        assertThat(call.part().rows()).hasValue(3);
        assertThat(call.part().truncated()).isFalse();
    }

    @Test
    void ofALongFileTheLastWholeLinesAreKeptAndThatIsSaid() throws IOException {
        Call call = attach(file("x.log", "first line\nsecond line\nthird line\n"), 15);

        assertThat(text(call)).isEqualTo("third line\n");
        assertThat(call.part().truncated()).isTrue();
        assertThat(call.argument("bytes")).isEqualTo("34");
    }

    @Test
    void aPrivateKeyIntoWhichTheCutFallsGoesToItsEnd() throws IOException {
        String line = "MIIEpAIBAAKCAQEA75q1w2e3r4t5y6u7i8o9p0\n";
        String text = "-----BEGIN RSA PRIVATE KEY-----\n" + line.repeat(8)
                + "q1w2e3==\n-----END RSA PRIVATE KEY-----\nlast\n";

        Call call = attach(file("x.log", text), 5 * line.length());

        assertThat(text(call)).doesNotContain("MIIE", "q1w2e3").endsWith("\nlast\n");
        assertThat(call.part().truncated()).isTrue();
    }

    @Test
    void aFileOfExactlyTheLimitIsWhole() throws IOException {
        Call call = attach(file("x.log", "0123456789\n"), 11);

        assertThat(text(call)).isEqualTo("0123456789\n");
        assertThat(call.part().truncated()).isFalse();
    }

    @Test
    void aCompressedFileIsUnpacked() throws IOException {
        Path packed = folder.resolve("x.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("password=Hunter-22x\n".getBytes(StandardCharsets.UTF_8));
        }

        Call call = attach(packed);

        assertThat(call.file()).hasValue("attached/x.log");
        assertThat(text(call)).startsWith("password=[removed:");
    }

    @Test
    void whatIsNoTextOrNotThereCostsItselfOnly() throws IOException {
        Call binary = attach(file("core", "a\u0000b"));
        Call gone = attach(folder.resolve("gone.log"));

        assertThat(binary.outcome()).isEqualTo(Outcome.GARBLED);
        assertThat(binary.error()).contains("it is not a text");
        assertThat(gone.file()).isEmpty();
        assertThat(gone.error()).contains("could not be taken along");
    }

    @Test
    void twoFilesOfOneNameAreBothKept() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Attached attached = attached(Attached.LARGEST);
        attached.take(List.of(
                new Attachment(Optional.empty(), file("x.log", "one\n")),
                new Attachment(Optional.of("a@b"), Files.writeString(other.resolve("x.log"), "two\n"))));

        assertThat(writer.calls())
                .extracting(call -> call.file().orElse(""))
                .containsExactly("attached/x.log", "attached/2-x.log");
        assertThat(writer.calls()).extracting(Call::node).containsExactly("", "a@b");
    }

    private Call attach(Path file) {
        return attach(file, Attached.LARGEST);
    }

    private Call attach(Path file, long largest) {
        attached(largest).take(List.of(new Attachment(Optional.empty(), file)));
        return writer.calls().get(writer.calls().size() - 1);
    }

    private Attached attached(long largest) {
        return new Attached(writer, redaction, new Ledger(writer, redaction), largest);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String text(Call call) throws IOException {
        return Files.readString(writer.path(call.file().orElseThrow()));
    }
}
