package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.sign.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed bundles in the commands that make and read them, and their custody log. */
class SignedBundlesTest {
    private static final String SAMPLE = "../samples/blocked-consumer.zip";
    /** Made for tests, protecting nothing. */
    private static final Path KEYS = Path.of("../capture/src/test/resources/ergodiag/sign");

    private static final String KEY = KEYS.resolve("ed25519").toString();
    private static final String FINGERPRINT = "SHA256:uncwch6V8XqVQaA/Rd4k5a35hbTGxaa/tKBoow/TYx4";

    @TempDir
    private static Path once;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String bundle = "";
    private String allowed = "";

    @BeforeAll
    static void sign() {
        StringWriter said = new StringWriter();
        int code = Main.run(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                "redact",
                SAMPLE,
                "--out",
                once + "/b.zip",
                "--sign-with",
                KEY,
                "--by",
                "Ann Example");
        assertThat(code).as("" + said).isZero();
        assertThat("" + said).contains("Signed    " + once + "/b.zip.sig by the key " + FINGERPRINT);
    }

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of("b.zip", "b.zip.sig")) {
            Files.copy(once.resolve(name), folder.resolve(name));
        }
        bundle = folder + "/b.zip";
        allowed = Files.writeString(
                        folder.resolve("allowed_signers"),
                        "ann@example.com namespaces=\"ergodiag-bundle\" "
                                + Files.readString(KEYS.resolve("ed25519.pub")))
                .toString();
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void verifySaysWhoSignedAndWhatWasDone() {
        assertThat(run("verify", bundle)).isZero();
        assertThat(out.toString())
                .contains("all as they were written")
                .contains("Signature: signed with the key " + FINGERPRINT
                        + " (ssh-ed25519); nobody said whose key that is")
                .containsPattern("Custody: captured \\S+Z with ergodiag")
                .containsPattern(
                        "Custody: redacted \\S+Z by Ann Example with ergodiag \\S+, from the file with the SHA-256 "
                                + "[0-9a-f]{64}");
        assertThat(run("verify", bundle, "--allowed-signers", allowed)).isZero();
        assertThat(out.toString()).contains("Signature: signed by ann@example.com, with the key " + FINGERPRINT);
    }

    @Test
    void whoeverTakesTheSignatureAwayLeavesAnUnsignedBundle() throws IOException {
        Files.delete(folder.resolve("b.zip.sig"));
        assertThat(run("verify", bundle)).isZero();
        assertThat(out.toString()).contains("Signature: not signed");
        assertThat(run("verify", bundle, "--allowed-signers", allowed)).isEqualTo(2);
        assertThat(out.toString()).contains("Signature: not good: it is not signed");
        assertThat(run("analyze", bundle)).isZero();
        assertThat(out.toString()).doesNotContain("signed_by", "\"signature\"");
        assertThat(run("analyze", bundle, "--allowed-signers", allowed)).isEqualTo(3);
        assertThat(out.toString()).contains("\"signature\" : \"missing\"");
    }

    @Test
    void whoeverAltersAnEntryIsTold() throws IOException {
        change(Map.of("README.txt", "All is well.\n"));
        assertThat(run("verify", bundle, "--allowed-signers", allowed)).isEqualTo(2);
        assertThat(out.toString())
                .contains("altered  README.txt")
                .contains("signed by ann@example.com", "what is named above is not what was signed");
    }

    @Test
    void whoeverAltersTheSumsAsWellIsToldThatTheyProveNothing() throws IOException {
        change(Map.of("README.txt", "", "SHA256SUMS", withoutReadme()));
        assertThat(run("verify", bundle)).isEqualTo(2);
        assertThat(out.toString())
                .contains("all as they were written")
                .contains(
                        "Signature: not good: its signature does not match SHA256SUMS, so that the sums in it prove nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.sig, does not match SHA256SUMS, mismatch",
        "other-purpose.sig, was made for another purpose, other_purpose",
        "certificate.sig, cannot be told here, unknown_kind",
        "README.md, is none, malformed"
    })
    void aSignatureThatIsNotGoodIsSaidByEveryReader(String file, String said, String word) throws IOException {
        Files.copy(KEYS.resolve(file), folder.resolve("b.zip.sig"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("verify", bundle)).isEqualTo(2);
        assertThat(out.toString())
                .contains("Signature: not good: ")
                .contains(said)
                .doesNotContain("signed by");
        assertThat(run("report", bundle, "--out", folder + "/r", "--format", "html,md,json"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("nobody vouches for it").contains(said);
        for (String page : List.of("report.html", "report.md")) {
            String text = Files.readString(folder.resolve("r").resolve(page));
            assertThat(text.substring(0, text.length() / 2))
                    .contains("Nobody vouches for this bundle: ")
                    .contains(said);
        }
        assertThat(folder.resolve("r/findings.json"))
                .content()
                .contains("\"signature\" : \"" + word + "\"")
                .doesNotContain("signed_by");
        assertThat(run("analyze", bundle, "--trust-altered")).isZero();
        assertThat(err.toString()).contains("because of --trust-altered");
    }

    @Test
    void aKeyThatIsNotAllowedIsNotGoodAndAnAuthorityIsPassedOverWithAWord() throws IOException {
        String others = Files.writeString(
                        folder.resolve("others"),
                        "ca@example.com cert-authority " + Files.readString(KEYS.resolve("ed25519.pub"))
                                + "bob@example.com " + Files.readString(KEYS.resolve("other.pub")))
                .toString();
        assertThat(run("verify", bundle, "--allowed-signers", others)).isEqualTo(2);
        assertThat(out.toString()).contains("not good: it is signed with a key that is not allowed", FINGERPRINT);
        assertThat(err.toString()).contains("line 1", "cert-authority");
        assertThat(run("diff", bundle, bundle, "--allowed-signers", others)).isEqualTo(3);
        assertThat(out.toString()).contains("Nobody vouches for b.zip");
        assertThat(run("verify", bundle, "--allowed-signers", folder + "/none")).isEqualTo(1);
    }

    @Test
    void theReportSaysWhoSignedAndWhatWasDone() throws IOException {
        assertThat(run("report", bundle, "--out", folder + "/r", "--format", "html,json", "--allowed-signers", allowed))
                .as("" + err)
                .isZero();
        assertThat(folder.resolve("r/findings.json"))
                .content()
                .contains("\"signed_by\"", "\"principal\" : \"ann@example.com\"", FINGERPRINT, "\"did\" : \"redacted\"")
                .doesNotContain("\"signature\"");
        assertThat(folder.resolve("r/report.html"))
                .content()
                .contains("all as they were written; signed by ann@example.com")
                .contains("Ann Example")
                .doesNotContain("Nobody vouches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passphrase", "rsa", "ed25519.pub", "SHA256SUMS"})
    void anotherKeyIsRefusedBeforeAnythingIsWritten(String key) {
        List<List<String>> commands = List.of(
                List.of("capture", "http://127.0.0.1:1/mcp", "--out", folder + "/new.zip"),
                List.of("redact", bundle, "--out", folder + "/new.zip"),
                List.of("evidence", bundle, "--out", folder + "/new.zip"),
                List.of("recover", folder + "/new.part"));
        for (List<String> command : commands) {
            String[] words = Stream.concat(
                            command.stream(),
                            Stream.of("--sign-with", KEYS.resolve(key).toString()))
                    .toArray(String[]::new);
            assertThat(run(words)).as(command.get(0)).isEqualTo(1);
            assertThat(err.toString()).hasLineCount(1).contains("ssh-keygen -Y sign -n ergodiag-bundle");
        }
        assertThat(folder.resolve("new.zip")).doesNotExist();
        assertThat(folder.resolve("new.part")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecoverySaysThatASignatureWasAskedForAndIsMissing(boolean withKey) throws Exception {
        Wrapping signing = new Wrapping(Seal.NONE, Optional.of(SigningKey.of(Files.readString(Path.of(KEY)))));
        BundleWriter left = BundleWriter.create(folder.resolve("left.zip"), signing);
        try (Bundle sample = Bundle.open(Path.of(bundle))) {
            left.draft(sample.manifest());
        }
        left.abandon();

        List<String> words = withKey ? List.of("--sign-with", KEY) : List.of();
        assertThat(run(Stream.concat(Stream.of("recover", "" + left.folder()), words.stream())
                        .toArray(String[]::new)))
                .as("" + err)
                .isZero();

        String unsigned = "Unsigned  the capture was to sign it with the key " + FINGERPRINT;
        assertThat(out.toString().contains(unsigned)).isEqualTo(!withKey);
        assertThat(folder.resolve("left.zip")).exists();
        assertThat(Files.exists(folder.resolve("left.zip.sig"))).isEqualTo(withKey);
        assertThat(run("verify", folder + "/left.zip")).isZero();
    }

    @Test
    void standardOutputHasNothingBesideIt() {
        assertThat(run("capture", "http://127.0.0.1:1/mcp", "--out", "-", "--sign-with", KEY))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("nothing is beside standard output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"e.zip", "e.tar.gz"})
    void anExcerptIsSignedAnewAndItsLogGoesOn(String name) throws IOException {
        assertThat(run("evidence", bundle, "--out", folder + "/" + name, "--sign-with", KEY, "--by", "Bob"))
                .isZero();
        assertThat(run("verify", folder + "/" + name, "--allowed-signers", allowed))
                .as("" + out)
                .isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("Custody: ")))
                .hasSize(3)
                .last()
                .asString()
                .contains("excerpted", "by Bob");
        try (Bundle opened = Bundle.open(folder.resolve(name))) {
            assertThat(opened.manifest().custody().get(2).from()).contains(run("verify", bundle) == 0 ? sumSaid() : "");
            assertThat(opened.manifest().redaction().again()).isEmpty();
        }
    }

    @Test
    void whoDidItIsRedactedLikeEverythingElse() {
        assertThat(run(
                        "redact",
                        bundle,
                        "--out",
                        folder + "/c.zip",
                        "--by",
                        "Bob of staff-4711",
                        "--redact-pattern",
                        "staff=staff-[0-9]+"))
                .isZero();
        try (Bundle opened = Bundle.open(folder.resolve("c.zip"))) {
            assertThat(opened.manifest().custody()).hasSize(3);
            assertThat(opened.manifest().custody().get(2).by().orElse("")).startsWith("Bob of [removed:");
        }
    }

    @Test
    void whatALogSaysCannotLookLikeOurOwnWords() throws IOException {
        String by = "Eve\\nSignature: signed by ann@example.com\\u001b[2J\\u202e\\u2028# All is well";
        change(Map.of("manifest.json", manifest().replace("Ann Example", by)));
        run("verify", bundle);
        assertThat(out.toString().lines()).noneMatch(line -> line.startsWith("Signature: signed by ann"));
        assertThat(out.toString()).contains("by Eve□Signature: ").doesNotContain("\u001b", "\u202e", "\u2028");
        run("report", bundle, "--out", folder + "/r", "--format", "md,html");
        assertThat(Files.readString(folder.resolve("r/report.md")).lines())
                .noneMatch(line -> line.startsWith("Signature") || line.startsWith("# All"));
    }

    @Test
    void ofALongLogTheEndIsShown() throws IOException {
        String entry = "{\"did\":\"moved\",\"at\":\"2026-11-28T18:00:00Z\",\"version\":\"9\",\"more\":1},";
        change(Map.of(
                "manifest.json",
                manifest()
                        .replaceFirst(
                                "(\"custody\" : \\[) ",
                                "$1" + entry.repeat(100_000).replace("$", ""))));
        run("verify", bundle);
        assertThat(out.toString()).contains("Custody: 980 more before", "Custody: moved 2026-11-28", "by Ann Example");
        assertThat(out.toString()).hasLineCount(25);
    }

    private String manifest() {
        try (Bundle opened = Bundle.open(Path.of(bundle))) {
            return opened.text("manifest.json");
        }
    }

    private String sumSaid() {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith("SHA-256 of the file: "))
                .map(line -> line.substring(21))
                .findFirst()
                .orElse("none");
    }

    private String withoutReadme() {
        try (Bundle opened = Bundle.open(Path.of(bundle))) {
            return String.join(
                            "\n",
                            opened.text("SHA256SUMS")
                                    .lines()
                                    .filter(line -> !line.endsWith("  README.txt"))
                                    .toList())
                    + "\n";
        }
    }

    /** Puts other texts in the place of entries; an empty one takes its entry out. */
    private void change(Map<String, String> texts) throws IOException {
        Path changed = folder.resolve("changed.zip");
        try (ZipFile zip = new ZipFile(bundle);
                ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(changed))) {
            zip.stream().forEach(entry -> {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                try {
                    byte[] content = texts.containsKey(name)
                            ? texts.get(name).getBytes(StandardCharsets.UTF_8)
                            : zip.getInputStream(entry).readAllBytes();
                    if (content.length > 0 || !texts.containsKey(name)) {
                        copy.putNextEntry(new ZipEntry(entry.getName()));
                        copy.write(content);
                        copy.closeEntry();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.move(changed, Path.of(bundle), StandardCopyOption.REPLACE_EXISTING);
    }
}
