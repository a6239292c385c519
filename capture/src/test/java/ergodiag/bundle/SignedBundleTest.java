package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.bytes;
import static ergodiag.bundle.BundleSamples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.sign.AllowedSigners;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.bundle.sign.Signed;
import ergodiag.bundle.sign.Signed.State;
import ergodiag.bundle.sign.SigningKey;
import ergodiag.bundle.sign.TestKeys;
import ergodiag.bundle.ssh.UnusableKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle and its signature, and what may become of the two. */
class SignedBundleTest {
    private static final String REPLY = "nodes/node1@localhost/process_list.mailbox.001.json";
    private static final SigningKey KEY = TestKeys.signing();
    private static final Wrapping BY_KEY = new Wrapping(Seal.NONE, Optional.of(KEY));

    @TempDir
    private Path folder;

    private final Map<String, String> entries = new TreeMap<>();
    private Path whole = Path.of("");
    private Path signature = Path.of("");

    @BeforeEach
    void write() {
        whole = write("x.zip");
        signature = folder.resolve("x.zip.sig");
        try (Bundle bundle = Bundle.open(whole)) {
            bundle.files().forEach(file -> entries.put("x/" + file, bundle.text(file)));
        }
    }

    private Path write(String name) {
        BundleWriter writer = BundleWriter.create(folder.resolve(name), BY_KEY);
        writer.append(BundleSamples.ok(1, writer.store(REPLY, bytes("[]"))));
        writer.store("attached/notes.txt", bytes("node2 was slow"));
        writer.log("it went well");
        return writer.close(manifest(), "Read me.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tar.gz", "a.tgz"})
    void itStandsBesideAndSignsTheSumsOfEverythingElse(String name) {
        Path bundle = write(name);
        assertThat(folder.resolve(name + ".sig")).exists();
        Signed signed = who(bundle);
        assertThat(signed.state()).isEqualTo(State.SIGNED);
        assertThat(signed.words())
                .isEqualTo("signed with the key " + TestKeys.ED25519 + " (ssh-ed25519); nobody said whose key that is");
        try (Bundle opened = Bundle.open(bundle)) {
            List<String> summed = opened.text("SHA256SUMS")
                    .lines()
                    .map(line -> line.substring(66))
                    .toList();
            assertThat(summed).doesNotHaveDuplicates().contains("manifest.json").doesNotContain("SHA256SUMS");
            assertThat(opened.files()).containsAll(summed).hasSize(summed.size() + 1);
            assertThat(opened.oddities()).isEmpty();
        }
    }

    @Test
    void theSameBundleWithoutItIsUnsigned() throws Exception {
        Files.delete(signature);
        assertThat(who(whole).state()).isEqualTo(State.UNSIGNED);
        assertThat(who(whole).isAcceptable()).isTrue();
        assertThat(who(whole, Optional.empty(), signers("ed25519")).state()).isEqualTo(State.MISSING);
    }

    @Test
    void theOwnerOfTheKeyIsNamedWhereTheUserSaysWhoMaySign() throws UnusableKey {
        Signed signed = who(whole, Optional.empty(), signers("ed25519"));
        assertThat(signed.state()).isEqualTo(State.SIGNED);
        assertThat(signed.words()).startsWith("signed by ann@example.com, with the key " + TestKeys.ED25519);
        assertThat(who(whole, Optional.empty(), signers("other")).state()).isEqualTo(State.NOT_ALLOWED);
    }

    @Test
    void whoeverAltersTheContentAndItsSumsIsTold() throws IOException {
        entries.put("x/README.txt", "All is well.\n");
        entries.put("x/SHA256SUMS", entries.get("x/SHA256SUMS").replace(sum("Read me.\n"), sum("All is well.\n")));
        Path forged = zipped();
        assertThat(Verification.of(Bundle.open(forged)).sound()).isTrue();
        assertThat(who(forged).state()).isEqualTo(State.MISMATCH);
        assertThat(who(forged).words()).contains("does not match SHA256SUMS", "prove nothing");
    }

    @Test
    void theSignatureHoldsForTheSumsAndTheSumsTellWhatWasAlteredAddedOrTakenOut() throws IOException {
        entries.put("x/README.txt", "All is well.\n");
        entries.put("x/nodes/extra.json", "{}");
        entries.put("outside/manifest.json.txt", "?");
        entries.remove("x/capture.log");
        Path altered = zipped();
        assertThat(who(altered).state()).isEqualTo(State.SIGNED);
        assertThat(Verification.of(Bundle.open(altered)).faults())
                .containsExactlyInAnyOrder(
                        "altered  README.txt",
                        "missing  capture.log",
                        "added    nodes/extra.json",
                        "'outside/manifest.json.txt' stands outside the root folder.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "twice", "longer", "empty"})
    void sumsThatAreNotThoseThatWereSignedDoNotMatch(String how) throws IOException {
        String sums = entries.remove("x/SHA256SUMS");
        switch (how) {
            case "twice" -> entries.put("x/SHA256SUMS", sums + sums);
            case "longer" -> entries.put("x/SHA256SUMS", sums + "\n");
            case "empty" -> entries.put("x/SHA256SUMS", "");
            default -> entries.put("y/SHA256SUMS", sums);
        }
        assertThat(who(zipped()).state()).isEqualTo(State.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "p256", "sk-ed25519", "ed25519"})
    void theSignatureOfAnotherBundleDoesNotMatch(String name) throws IOException {
        Files.writeString(signature, TestKeys.text(name + ".sig"));
        assertThat(who(whole).state()).isEqualTo(State.MISMATCH);
        assertThat(who(whole).isAcceptable()).isFalse();
    }

    @Test
    void aSignatureForAnotherPurposeOrOfAnUnknownKindIsNotGood() throws IOException {
        Files.writeString(signature, TestKeys.text("other-purpose.sig"));
        assertThat(who(whole).state()).isEqualTo(State.OTHER_PURPOSE);
        Files.writeString(signature, TestKeys.text("certificate.sig"));
        assertThat(who(whole).state()).isEqualTo(State.UNKNOWN_KIND);
        assertThat(who(whole).words()).contains("cannot be told");
        assertThat(who(whole).isAcceptable()).isFalse();
    }

    @Test
    void whatIsNoSignatureIsSaidToBeNone() throws IOException {
        Files.writeString(signature, "");
        assertThat(who(whole).state()).isEqualTo(State.MALFORMED);
        Files.writeString(signature, "-----BEGIN SSH SIGNATURE-----\n" + "A".repeat(1 << 20));
        assertThat(who(whole).words()).contains("longer than any signature");
        Files.delete(signature);
        Files.createDirectory(signature);
        assertThat(who(whole).state()).isEqualTo(State.MALFORMED);
        Files.delete(signature);
        Files.createSymbolicLink(signature, folder.resolve("nowhere"));
        assertThat(who(whole).state()).isEqualTo(State.MALFORMED);
    }

    @Test
    void itSignsTheContentSoThatItGoesWithAnyContainer() throws IOException {
        assertThat(who(zipped()).state()).isEqualTo(State.SIGNED);
        assertThat(Signed.beside(Path.of("b", "a.zip.age"))).isEqualTo(Path.of("b", "a.zip.sig"));
        assertThat(Signed.beside(Path.of("a.tar.gz"))).isEqualTo(Path.of("a.tar.gz.sig"));
    }

    @Test
    void nothingIsOverwrittenAndNoBundleIsPutBesideTheSignatureOfAnother() throws IOException {
        Path other = folder.resolve("other.zip");
        Files.writeString(folder.resolve("other.zip.sig"), "mine");
        for (Wrapping wrapping : List.of(BY_KEY, Wrapping.PLAIN)) {
            assertThatThrownBy(() -> BundleWriter.create(other, wrapping))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("other.zip.sig exists already");
        }
        assertThat(folder.resolve("other.zip.sig")).hasContent("mine");
        assertThat(folder.resolve("other.part")).doesNotExist();
    }

    @Test
    void aSignatureThatCameToStandThereMeanwhileStaysAndTheBundleIsSaidToBeUnsigned() throws IOException {
        BundleWriter writer = BundleWriter.create(folder.resolve("late.zip"), BY_KEY);
        writer.append(BundleSamples.failed(1));
        Files.writeString(folder.resolve("late.zip.sig"), "mine");
        assertThatThrownBy(() -> writer.close(manifest(), ""))
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("whole, and not signed")
                .hasMessageContaining("--sign-with KEY");
        assertThat(folder.resolve("late.zip.sig")).hasContent("mine");
        Files.delete(folder.resolve("late.zip.sig"));
        assertThat(Salvage.closedAlready(folder.resolve("late.part"), folder.resolve("late.zip"), BY_KEY))
                .isPresent();
        assertThat(who(folder.resolve("late.zip")).state()).isEqualTo(State.SIGNED);
        assertThat(folder.resolve("late.part")).doesNotExist();
    }

    private static Optional<AllowedSigners> signers(String key) throws UnusableKey {
        return Optional.of(AllowedSigners.of("ann@example.com " + TestKeys.text(key + ".pub")));
    }

    private static Signed who(Path path) {
        return who(path, Optional.empty(), Optional.empty());
    }

    private static Signed who(Path path, Optional<Path> file, Optional<AllowedSigners> allowed) {
        try (Bundle bundle = Bundle.open(path)) {
            return Verification.signed(bundle, new SignatureCheck(file, allowed));
        }
    }

    /** Puts what the entries say in the place of the bundle. */
    private Path zipped() throws IOException {
        Files.delete(whole);
        String[] flat = entries.entrySet().stream()
                .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                .toArray(String[]::new);
        return BundleSamples.zip(whole, flat);
    }

    private static String sum(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
