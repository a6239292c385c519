package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Verification;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.seal.Identities;
import ergodiag.bundle.seal.Recipient;
import ergodiag.bundle.seal.Seal;
import ergodiag.capture.FakeNode;
import ergodiag.testing.InMemory;
import ergodiag.testing.MadeUpKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --encrypt-to} and {@code --identity} of the small program: capture, recover, verify. */
class SealedCaptureTest {
    private static final MadeUpKeys AGE = MadeUpKeys.age();
    private static final MadeUpKeys SSH = MadeUpKeys.ssh();

    @TempDir(factory = InMemory.class)
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void aCaptureIsSealedForEverybodyNamed() throws Exception {
        Path team = write(
                "team.txt",
                "# the team\n\n" + SSH.told() + "\n  # " + MadeUpKeys.ssh().told() + "\n");
        try (FakeNode cluster = new FakeNode()) {
            int code = run(
                    "capture",
                    cluster.url(),
                    "--profile",
                    "quick",
                    "--out",
                    folder + "/a.zip",
                    "--encrypt-to",
                    AGE.told(),
                    "--encrypt-to",
                    "" + team);
            assertThat(code).as("" + said).isZero();
        }
        Path bundle = folder.resolve("a.zip.age");
        assertThat("" + said)
                .contains(
                        "Bundle    " + bundle,
                        "Sealed    for 2 recipients",
                        "Next      ergodiag report " + bundle + " --identity KEY-FILE");
        assertThat(files()).containsExactlyInAnyOrder("team.txt", "a.zip.age");
        for (MadeUpKeys keys : List.of(AGE, SSH)) {
            try (Bundle opened = Bundle.open(bundle, Identities.in(keys.kept()))) {
                assertThat(opened.manifest().capture().complete()).isTrue();
                assertThat(Verification.of(opened).faults()).isEmpty();
            }
        }
    }

    @Test
    void theNameTellsContainerAndSeal() throws Exception {
        for (Map.Entry<String, String> name : Map.of(
                        "b.zip.age", "b.zip.age", "c.tar.gz", "c.tar.gz.age", "d.tgz.age", "d.tgz.age")
                .entrySet()) {
            try (FakeNode cluster = new FakeNode()) {
                assertThat(run(
                                "capture",
                                cluster.url(),
                                "--profile",
                                "quick",
                                "--out",
                                folder + "/" + name.getKey(),
                                "--encrypt-to",
                                AGE.told()))
                        .as("" + said)
                        .isZero();
            }
            assertThat(run("verify", folder + "/" + name.getValue(), "--identity", "" + write("key", AGE.kept())))
                    .as("" + said)
                    .isZero();
        }
        try (FakeNode cluster = new FakeNode()) {
            assertThat(run(
                            "capture",
                            cluster.url(),
                            "--profile",
                            "quick",
                            "--name",
                            "e",
                            "--out",
                            "" + folder,
                            "--encrypt-to",
                            AGE.told()))
                    .isZero();
        }
        assertThat(files()).anyMatch(name -> name.matches("ergodiag-e-\\d{8}T\\d{6}Z\\.zip\\.age"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    age1pq1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq | kind 'pq' (post-quantum, or of a plugin)
                    age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t | kind 'yubikey'
                    age1qqq                                                          | misspelt
                    ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ== joe                     | kind ssh-rsa
                    AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX | a secret key
                    no/such/file                                                     | there is no such file
                    /dev/null                                                        | it is a pipe or a device
                    .                                                                | it is a folder
                    """)
    void whoCannotBeSealedForIsAWrongCommandLineBeforeAnythingIsAsked(String recipient, String reason)
            throws IOException {
        int code = run(
                "capture",
                "http://127.0.0.1:1/mcp",
                "--out",
                "" + folder,
                "--encrypt-to",
                AGE.told(),
                "--encrypt-to",
                recipient);

        isOneSentence(code, 1, "Reading --encrypt-to", reason);
        assertThat("" + said).doesNotContain("GFPYYSJZ");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '# nobody'                                              | no recipient is in it
                    joe                                                     | line 1: it is no public key of OpenSSH
                    '# joe\\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ== joe'   | line 2: it is a key of the kind ssh-rsa
                    -----BEGIN OPENSSH PRIVATE KEY-----                     | line 1: it is no public key
                    """)
    void aFileOfRecipientsIsTakenWholeOrNotAtAll(String text, String reason) throws IOException {
        Path file = write("team.txt", text.replace("\\n", "\n"));

        isOneSentence(
                run("capture", "http://127.0.0.1:1/mcp", "--out", "" + folder, "--encrypt-to", "" + file), 1, reason);
        assertThat(files()).containsExactly("team.txt");
    }

    @Test
    void aNameThatSaysSealedWithoutAnybodyToSealForIsAWrongCommandLine() throws IOException {
        isOneSentence(
                run("capture", "http://127.0.0.1:1/mcp", "--out", folder + "/a.zip.age"),
                1,
                "say it with --encrypt-to");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsRecoveredIsSealedAsTheCaptureWasToBe() throws Exception {
        Path part = left();
        assertThat(Files.readString(part.resolve("SEAL-FOR.txt"))).contains("not\n# sealed", AGE.told());

        assertThat(run("recover", "" + part)).as("" + said).isZero();

        assertThat(files()).containsExactly("left.zip.age");
        assertThat("" + said).contains("Sealed    for 1 recipient");
        assertThat(run("verify", folder + "/left.zip.age", "--identity", "" + write("key", AGE.kept())))
                .isZero();
    }

    @Test
    void whoeverRecoversMaySealForOthers() throws Exception {
        assertThat(run("recover", "" + left(), "--out", folder + "/b.tar.gz", "--encrypt-to", SSH.told()))
                .as("" + said)
                .isZero();

        isOneSentence(
                run("verify", folder + "/b.tar.gz.age", "--identity", "" + write("key", AGE.kept())),
                2,
                "none of the keys");
        assertThat(run("verify", folder + "/b.tar.gz.age", "--identity", "" + write("key", SSH.kept())))
                .isZero();
    }

    @Test
    void aFolderThatDoesNotTellForWhomAnyMoreIsNotRecoveredUnsealed() throws Exception {
        Path part = left();
        Files.writeString(part.resolve("SEAL-FOR.txt"), "age1qqq\n");

        isOneSentence(run("recover", "" + part), 1, "say it with --encrypt-to");
        assertThat(files()).containsExactly("left.part");
    }

    @Test
    void whatASealedBundleNeedsIsSaid() throws Exception {
        assertThat(run("recover", "" + left())).isZero();
        String bundle = folder + "/left.zip.age";
        byte[] whole = Files.readAllBytes(Path.of(bundle));
        String key = "" + write("key", AGE.kept());

        isOneSentence(
                run("verify", bundle),
                2,
                "it is sealed (age); give the file with the key that opens it with --identity.");
        isOneSentence(
                run("verify", bundle, "--identity", "" + write("other", SSH.kept())),
                2,
                "none of the keys given with --identity opens it");
        isOneSentence(
                run(
                        "verify",
                        bundle,
                        "--identity",
                        "" + write("locked", MadeUpKeys.lockedSsh().kept())),
                1,
                "protected by a passphrase",
                "age -d -i KEY");
        isOneSentence(run("verify", bundle, "--identity", "none"), 1, "there is no such file");
        isOneSentence(
                run("verify", bundle, "--identity", AGE.kept().lines().toList().get(2)), 1, "this is the key itself");
        assertThat("" + said)
                .doesNotContain(
                        "AGE-SECRET-KEY-1" + AGE.kept().lines().toList().get(2).substring(16));
        whole[whole.length - 1] ^= 1;
        Files.write(Path.of(bundle), whole);
        isOneSentence(run("verify", bundle, "--identity", key), 2, "it was altered or cut short since it was sealed");
        assertThat(run("verify", "../samples/healthy-three-nodes.zip", "--identity", key))
                .isZero();
    }

    /** The folder that a capture left which was to be sealed. */
    private Path left() throws Exception {
        try (Bundle sample = Bundle.open(Path.of("../samples/healthy-three-nodes.zip"))) {
            BundleWriter writer = BundleWriter.create(
                    folder.resolve("left.zip.age"), Wrapping.PLAIN.sealed(new Seal(List.of(Recipient.of(AGE.told())))));
            sample.calls().stream()
                    .filter(call -> call.file().isEmpty())
                    .limit(3)
                    .forEach(writer::append);
            writer.abandon();
            return writer.folder();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void isOneSentence(int code, int expected, String... words) {
        String last = said.toString().strip().replaceFirst("(?s).*\n", "");
        assertThat(code).as("" + said).isEqualTo(expected);
        assertThat(last).startsWith("ergodiag: ").endsWith(".").contains(words);
        assertThat("" + said).doesNotContain("\tat ");
    }

    private int run(String... words) {
        PrintWriter out = new PrintWriter(said, true);
        return Program.run(new CaptureMain(), out, out, words);
    }
}
