package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.testing.InMemory;
import ergodiag.testing.MadeUpKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed bundles in every command that reads or writes them. */
class SealedBundlesTest {
    private static final String SAMPLE = "../samples/blocked-consumer.zip";
    private static final MadeUpKeys AGE = MadeUpKeys.age();
    private static final MadeUpKeys SSH = MadeUpKeys.ssh();

    @TempDir(factory = InMemory.class)
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String sealed = "";
    private String key = "";

    @BeforeEach
    void seal() throws IOException {
        key = Files.writeString(folder.resolve("key.txt"), AGE.kept()).toString();
        assertThat(run(
                        "redact",
                        SAMPLE,
                        "--out",
                        folder + "/sealed.zip",
                        "--encrypt-to",
                        AGE.told(),
                        "--encrypt-to",
                        SSH.told()))
                .as("" + err)
                .isZero();
        sealed = folder + "/sealed.zip.age";
        assertThat(Path.of(sealed)).exists();
    }

    @Test
    void theSameIsFoundInIt() {
        assertThat(run("redact", SAMPLE, "--out", folder + "/open.zip")).isZero();
        List<String> open = judged(said("analyze", folder + "/open.zip"));
        List<String> closed = judged(said("analyze", sealed, "--identity", key));
        assertThat(closed).isEqualTo(open).anyMatch(line -> line.contains("ED0201"));
    }

    /** Verdicts and codes; marks in place of secrets and times of writing are others each time. */
    private static List<String> judged(String findings) {
        return findings.lines()
                .filter(line -> line.matches(" *\"(verdict|code|severity|id)\" : .*"))
                .toList();
    }

    @Test
    void everyCommandThatReadsOpensIt() throws IOException {
        String ssh = Files.writeString(folder.resolve("id_ed25519"), SSH.kept()).toString();
        assertThat(said("show", sealed, "calls.jsonl:1", "--identity", ssh)).contains("\"outcome\"");
        assertThat(said("verify", sealed, "--identity", key))
                .contains("all as they were written", "SHA-256 of the file");
        assertThat(said("report", sealed, "--identity", key, "--format", "md", "--out", folder + "/r"))
                .contains("report.md");
        assertThat(said("diff", sealed, sealed, "--identity", key)).isNotEmpty();
        assertThat(said("incident", sealed, "--identity", key, "--out", folder + "/i"))
                .contains(folder + "/i/incident.pdf");
        assertThat(said("evidence", sealed, "--identity", key, "--encrypt-to", SSH.told()))
                .contains(folder + "/sealed-evidence.zip.age", "Sealed    for 1 recipient", "--identity KEY-FILE");
        assertThat(said("verify", folder + "/sealed-evidence.zip.age", "--identity", ssh))
                .contains("as they were written");
        assertThat(said(
                        "redact",
                        sealed,
                        "--identity",
                        key,
                        "--out",
                        folder + "/again.tar.gz",
                        "--pseudonymise",
                        "hosts"))
                .contains("Names     " + folder + "/again.names.json");
    }

    @Test
    void theFolderOfTheReportIsNamedLikeTheBundle() {
        assertThat(run("report", sealed, "--identity", key, "--format", "md"))
                .as("" + err)
                .isZero();
        assertThat(folder.resolve("sealed-report")).isDirectory();
    }

    @Test
    void withoutItsKeyNoCommandReadsItAndNothingIsWritten() throws IOException {
        for (List<String> command : List.of(
                List.of("report", sealed),
                List.of("analyze", sealed),
                List.of("show", sealed, "calls.jsonl:1"),
                List.of("evidence", sealed),
                List.of("diff", sealed, SAMPLE),
                List.of("serve", sealed),
                List.of("verify", sealed),
                List.of("redact", sealed, "--out", folder + "/no.zip"))) {
            err.getBuffer().setLength(0);
            assertThat(run(command.toArray(String[]::new))).as(command.get(0)).isEqualTo(2);
            assertThat("" + err)
                    .as(command.get(0))
                    .hasLineCount(1)
                    .contains("it is sealed (age); give the file with the key");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("key.txt", "sealed.zip.age");
        }
    }

    @Test
    void ofAFolderThatWasToBecomeASealedBundleNothingIsMadeUnsealed() throws IOException {
        Path part = folder.resolve("left.part");
        try (FileSystem zip = FileSystems.newFileSystem(Path.of(SAMPLE))) {
            Path root = zip.getPath("/blocked-consumer");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    Files.copy(file, part.resolve(root.relativize(file).toString()));
                }
            }
        }
        Files.writeString(part.resolve("SEAL-FOR.txt"), "# for the team\n" + SSH.told() + "\n");
        assertThat(said("evidence", "" + part)).contains(folder + "/left-evidence.zip.age");
        assertThat(said("redact", "" + part, "--out", folder + "/copy.zip")).contains(folder + "/copy.zip.age");
        assertThat(said(
                        "verify",
                        folder + "/copy.zip.age",
                        "--identity",
                        "" + Files.writeString(folder.resolve("id"), SSH.kept())))
                .contains("as they were written");
        assertThat(folder.resolve("copy.zip")).doesNotExist();
    }

    @Test
    void whatIsWrittenSealedHasANameThatSaysSo() {
        assertThat(run("redact", SAMPLE, "--out", folder + "/a.zip.age")).isEqualTo(1);
        assertThat(run("evidence", SAMPLE, "--out", folder + "/a.zip.age")).isEqualTo(1);
        assertThat("" + err).contains("ends like a sealed bundle, but nothing says for whom");
    }

    private String said(String... words) {
        out.getBuffer().setLength(0);
        assertThat(run(words)).as(words[0] + ": " + err + out).isZero();
        return out.toString();
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), words);
    }
}
