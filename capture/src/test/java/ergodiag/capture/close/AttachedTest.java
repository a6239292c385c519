package ergodiag.capture.close;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.scope.Attachment;
import ergodiag.redact.Redaction;
import ergodiag.testing.MadeUpProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    @Test
    void aProfileIsKeptAsATextThatIsMadeOfIt() throws IOException {
        byte[] profile = MadeUpProfile.cpu(Instant.parse("2026-11-28T14:00:00.5Z"), Duration.ofSeconds(10))
                .burnt(
                        Duration.ofSeconds(6),
                        Map.of("pid", "<1B30E9C5.0.1048>", "tenant", "password=Hunter-22x"),
                        "main.burn",
                        "main.(*Scanner).HandleMessage")
                .gzipped();

        Call call = attach(Files.write(folder.resolve("cpu.pb.gz"), profile));

        assertThat(call.outcome()).isEqualTo(Outcome.OK);
        assertThat(call.file()).hasValue("attached/cpu.txt");
        assertThat(text(call))
                .startsWith("CPU profile: 10.000 seconds, 6000000000 total samples, showing 2\n")
                .contains("main.(*Scanner).HandleMessage", "pid <1B30E9C5.0.1048>\t100.00\n")
                .doesNotContain("Hunter", "tenant");
        assertThat(call.asked().arguments())
                .containsEntry("file", "cpu.pb.gz")
                .containsEntry("bytes", (long) profile.length)
                .containsEntry("profile", "cpu")
                .containsEntry("taken", "2026-11-28T14:00:00.500Z")
                .containsEntry("sha256", HexFormat.of().formatHex(sha256(profile)));
        assertThat(call.asked().why()).startsWith("3: ");
    }

    @Test
    void aProfileIsKnownByItsContentNotByItsName() throws IOException {
        Call log = attach(file("cpu.pb", "[2026-11-23] login\n"));
        Call profile = attach(Files.write(
                folder.resolve("app.log"),
                MadeUpProfile.heap(Instant.EPOCH).held(9, 8, "main.f").bytes()));

        assertThat(log.file()).hasValue("attached/cpu.pb");
        assertThat(log.argument("profile")).isEmpty();
        assertThat(profile.argument("profile")).isEqualTo("heap");
        assertThat(profile.file()).hasValue("attached/app.log.txt");
    }

    @Test
    void aTextOfGoIsKeptAsItIsFromItsBeginningOn() throws IOException {
        String dump = "goroutine 7 [chan receive, 3 minutes]:\nmain.wait(0xc000012345)\n\tmain.go:3 +0x1\n\n"
                + "goroutine 8 [running]:\nmain.main()\n\tmain.go:4 +0x1\n";

        Call whole = attach(file("goroutine2.txt", dump));
        Call part = attach(file("long.txt", dump), 90);

        assertThat(text(whole)).isEqualTo(dump);
        assertThat(whole.argument("profile")).isEqualTo("goroutine-debug2");
        assertThat(whole.argument("written")).endsWith("Z");
        assertThat(text(part))
                .startsWith("goroutine 7 [chan receive")
                .doesNotContain("main.main")
                .endsWith("\n");
        assertThat(part.part().truncated()).isTrue();
    }

    @Test
    void aProfileThatCannotBeReadCostsItselfOnly() throws IOException {
        byte[] whole = MadeUpProfile.cpu(Instant.EPOCH, Duration.ofSeconds(1))
                .burnt(Duration.ofSeconds(1), Map.of(), "main.burn")
                .bytes();
        Call broken = attach(Files.write(folder.resolve("cpu.pb"), Arrays.copyOf(whole, whole.length - 5)));
        Call unread = attach(Files.write(
                folder.resolve("mutex.pb"),
                MadeUpProfile.of("contentions", "count", "delay", "nanoseconds").bytes()));

        assertThat(broken.outcome()).isEqualTo(Outcome.GARBLED);
        assertThat(broken.error()).contains("it is a profile that cannot be read");
        assertThat(broken.file()).isEmpty();
        assertThat(unread.error()).contains("contentions, delay");
    }

    @Test
    void aSecretInALabelOfATextIsTakenOut() throws IOException {
        Call call = attach(file("goroutine1.txt", """
                goroutine profile: total 1
                1 @ 0x489ace 0x44cbf7
                # labels: {"pid":"<1B30E9C5.0.1048>", "dsn":"postgres://app:Hunter-22x@db/x", "password":"Hunter-33x"}
                #\t0x488ca4\tmain.(*Scanner).HandleMessage+0x84\tmain.go:351
                """));

        assertThat(text(call))
                .doesNotContain("Hunter")
                .contains("\"pid\":\"<1B30E9C5.0.1048>\"", "main.(*Scanner).HandleMessage+0x84\tmain.go:351");
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
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
