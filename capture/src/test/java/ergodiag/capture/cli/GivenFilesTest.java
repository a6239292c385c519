package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.FakeNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the command line names: what is none, or none that can be read or written, is found before anything is asked. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class GivenFilesTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final FakeNode cluster = new FakeNode();

    private String said = "";

    static Stream<Arguments> odd() {
        List<String> options = List.of(
                "--token-file=@",
                "--ca-file=@",
                "--client-cert=@ --client-key=@",
                "--client-keystore=@",
                "--site-key=@",
                "--redact-file=@",
                "--attach=@",
                "--metrics=@");
        return options.stream()
                .flatMap(option -> Stream.of("/dev/zero", "/dev/null", "pipe", "folder", "dangling", "missing", "huge")
                        .map(file -> Arguments.of(option, file)));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aFileThatIsNoneIsRefusedAtOnce(String option, String kind) throws IOException, InterruptedException {
        if (kind.equals("huge") && (option.startsWith("--attach") || option.startsWith("--metrics"))) {
            return; // of these a beginning is taken, or they are said in the bundle
        }
        Path file = made(kind);

        int exit = capture(option.replace("@", file.toString()).split(" "));

        assertThat(exit).as(said).isEqualTo(1);
        assertThat(said).startsWith("ergodiag: Reading --").hasLineCount(1);
        assertThat(cluster.asked()).isEmpty();
        assertThat(folder.resolve("x.part")).doesNotExist();
    }

    private Path made(String kind) throws IOException, InterruptedException {
        Path file = folder.resolve(kind);
        switch (kind) {
            case "pipe" ->
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            case "folder" -> Files.createDirectory(file);
            case "dangling" -> Files.createSymbolicLink(file, folder.resolve("nothing"));
            case "huge" -> {
                try (SeekableByteChannel sparse =
                        Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    sparse.position(1L << 40).write(ByteBuffer.wrap(new byte[1]));
                }
            }
            default -> {
                return kind.startsWith("/") ? Path.of(kind) : file;
            }
        }
        return file;
    }

    @Test
    void aTargetThatIsALinkToNothingIsFoundBeforeAnythingIsAsked() throws IOException {
        Files.createSymbolicLink(folder.resolve("x.zip"), folder.resolve("elsewhere.zip"));

        assertThat(capture()).isEqualTo(1);
        assertThat(said).contains("x.zip exists already").contains("give another --out");
        assertThat(cluster.asked()).isEmpty();
        assertThat(folder.resolve("x.part")).doesNotExist();
    }

    @Test
    void soAreATargetThatStandsThereAndOneInAFolderThatIsNone() throws IOException {
        Files.writeString(folder.resolve("x.zip"), "mine");
        assertThat(capture()).isEqualTo(1);
        assertThat(said).contains("exists already");

        assertThat(capture("--out=" + folder.resolve("x.zip/y.zip"))).isIn(1, 74);
        assertThat(capture("--out=/dev/null/y.zip")).isIn(1, 74);
        assertThat(capture("--out=/dev/null")).isIn(1, 74);
        assertThat(folder.resolve("x.zip")).hasContent("mine");
        assertThat(cluster.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {251, 252, 300})
    void soIsANameThatGetsTooLongAlsoOnlyWhileTheBundleIsPacked(int length) {
        String name = "x".repeat(length - 4) + ".zip";

        assertThat(capture("--out=" + folder.resolve(name))).isEqualTo(74);

        assertThat(said).contains("Creating the bundle").contains("--out");
        assertThat(cluster.asked()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatMayBeASecretInTheAddressIsNowhereInTheBundleAndNotOnTheTerminal() throws IOException {
        String url = cluster.url().replace("http://", "http://someone:Pa55w0rd-zq@")
                + "/tEn4nt-K3y-9911?apikey=qU3ry%2FS3cret";

        int exit = captureOf(url, "--profile=quick");

        assertThat(exit).as(said).isZero();
        assertThat(said).doesNotContain("Pa55w0rd", "tEn4nt", "qU3ry", "S3cret");
        try (Bundle bundle = Bundle.open(folder.resolve("x.zip"))) {
            for (String file : bundle.files()) {
                assertThat(bundle.text(file)).as(file).doesNotContain("Pa55w0rd", "tEn4nt", "qU3ry", "S3cret");
            }
            assertThat(bundle.manifest().capture().labels().command())
                    .startsWith("ergodiag capture http://someone:")
                    .contains("@127.0.0.1:", "/mcp/", "?apikey=", "--profile=quick");
            assertThat(bundle.manifest().capture().entry().url()).endsWith("/mcp/...?...");
        }
    }

    @ParameterizedTest
    @CsvSource({"x.zip, x.zip", "x.tar.gz, x.tar.gz", "x.TGZ, x.tgz"})
    void whatIsRecoveredIsOfTheKindThatItWasToBe(String target, String bundle) throws IOException {
        BundleWriter left = BundleWriter.create(folder.resolve(target), Wrapping.PLAIN);
        left.log("begun");
        Files.writeString(left.folder().resolve("manifest.json"), "{\"format\": \"ergodiag.bundle/1\"}");
        left.abandon();

        StringWriter told = new StringWriter();
        PrintWriter out = new PrintWriter(told);
        int exit = Program.run(
                new CaptureMain(), out, out, "recover", left.folder().toString());

        assertThat(exit).as(told.toString()).isZero();
        try (Bundle made = Bundle.open(folder.resolve(bundle))) {
            assertThat(made.text("capture.log")).startsWith("begun");
        }
        assertThat(left.folder()).doesNotExist();
    }

    @Test
    void whatTheFolderSaysOfItsTargetLeadsNowhereElse() throws IOException {
        Path part = BundleWriter.create(folder.resolve("x.zip"), Wrapping.PLAIN).folder();
        Path lock = part.resolve(".lock");
        for (String name : List.of("../../etc/cron.d/evil.tar.gz", "/etc/evil.tar.gz", "y.tar.gz")) {
            Files.writeString(lock, name);
            assertThat(BundleWriter.becomes(part)).isEqualTo(folder.resolve("x.tar.gz"));
        }
        Files.delete(lock);
        assertThat(BundleWriter.becomes(part)).isEqualTo(folder.resolve("x.zip"));
        Files.createSymbolicLink(lock, Path.of("/dev/zero"));
        assertThat(BundleWriter.becomes(part)).isEqualTo(folder.resolve("x.zip"));
    }

    @Test
    void onlyItsOwnerMayLookIntoTheFolderOfAnUnfinishedBundle() throws IOException {
        Path part = BundleWriter.create(folder.resolve("x.zip"), Wrapping.PLAIN).folder();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                .isEqualTo("rwx------");
    }

    private int capture(String... options) {
        return captureOf(cluster.url(), options);
    }

    private int captureOf(String url, String... options) {
        StringWriter told = new StringWriter();
        PrintWriter out = new PrintWriter(told);
        List<String> words = new ArrayList<>(List.of("capture", url, "--progress=none"));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--out"))) {
            words.add("--out=" + folder.resolve("x.zip"));
        }
        words.addAll(List.of(options));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--profile"))) {
            words.add("--profile=quick");
        }
        int exit = Program.run(new CaptureMain(), out, out, words.toArray(String[]::new));
        said = told.toString();
        return exit;
    }
}
