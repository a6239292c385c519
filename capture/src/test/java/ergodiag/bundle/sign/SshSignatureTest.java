package ergodiag.bundle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.SshReader;
import ergodiag.bundle.ssh.SshWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshSignatureTest {
    private static final byte[] SUMS = TestKeys.bytes("SHA256SUMS");

    @ParameterizedTest
    @CsvSource({
        "ed25519, ssh-ed25519, SHA256:uncwch6V8XqVQaA/Rd4k5a35hbTGxaa/tKBoow/TYx4",
        "sha256, ssh-ed25519, SHA256:uncwch6V8XqVQaA/Rd4k5a35hbTGxaa/tKBoow/TYx4",
        "rsa, ssh-rsa, SHA256:uOHBbW3hhn9bm77nrrMcxco2v2mpqnHfrgRH/kJ91js",
        "p256, ecdsa-sha2-nistp256, SHA256:InZ9Nu4tbVzuSStuTDG7oZ1tdjh8DnzO4AXZWQHWAiY",
        "p384, ecdsa-sha2-nistp384, SHA256:rfpoffZqKpgXXmdMpPBkfH5w3K1OV3epPQRzFFvY0Jo",
        "p521, ecdsa-sha2-nistp521, SHA256:tGtjp2legq9B2j4owAYaBpjZbHmxzZS6Mqzzhauxwtg",
        "sk-ed25519, sk-ssh-ed25519@openssh.com, SHA256:KHQdcEsIWt6mUneDMFyXpK00JRXRKl74WIcg++mrYds",
        "sk-p256, sk-ecdsa-sha2-nistp256@openssh.com, SHA256:TbjL4a4ucdigkmsUz2GREZNECJYFrj9HKwHUsemshyk"
    })
    void whatSshKeygenSignedHoldsForThatTextOnly(String name, String type, String fingerprint) throws IOException {
        SshSignature signature = SshSignature.read(TestKeys.text(name + ".sig"));
        assertThat(signature.holds(stream(SUMS))).contains(true);
        assertThat(signature.key().type()).isEqualTo(type);
        assertThat(signature.key().fingerprint()).isEqualTo(fingerprint);
        byte[] other = SUMS.clone();
        other[3] ^= 1;
        assertThat(signature.holds(stream(other))).contains(false);
        assertThat(signature.holds(stream(new byte[0]))).contains(false);
    }

    @Test
    void weSignAsSshKeygenDoesByteForByte() throws IOException {
        SigningKey key = TestKeys.signing();
        assertThat(key.signature(stream(SUMS))).isEqualTo(TestKeys.text("ed25519.sig"));
        assertThat(key.key().fingerprint()).isEqualTo(TestKeys.ED25519);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short-rsa", "certificate"})
    void aKindOfKeyThatProvesNothingHereIsNeverGood(String name) throws IOException {
        assertThat(SshSignature.read(TestKeys.text(name + ".sig")).holds(stream(SUMS)))
                .isEmpty();
    }

    @Test
    void theTextMayHaveCrossedAMailServer() throws IOException {
        String mailed = TestKeys.text("ed25519.sig").replace("\n", "\r\n") + "\r\n-- \r\nAnn\r\n";
        assertThat(SshSignature.read(mailed).holds(stream(SUMS))).contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN SSH SIGNATURE-----\n",
                "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
                "-----BEGIN SSH SIGNATURE-----\n????\n-----END SSH SIGNATURE-----\n",
                "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n",
                "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----\n",
                "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n"
            })
    void whatIsNoSignatureIsRefused(String text) {
        assertThatThrownBy(() -> SshSignature.read(text)).isInstanceOf(MalformedSsh.class);
    }

    /** Every octet of a signature, changed or cut off there: it may be refused or not hold, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "p256", "sk-p256"})
    void nothingElseIsTheSignature(String name) throws IOException {
        byte[] blob = blob(name);
        Random random = new Random(18);
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            assertThat(good(changed)).as("octet " + i + " of " + name).isFalse();
            assertThat(good(Arrays.copyOf(blob, i))).as(name + " cut at " + i).isFalse();
        }
        assertThat(good(Arrays.copyOf(blob, blob.length + 1))).isFalse();
        assertThat(good(blob)).isTrue();
    }

    /** Java before 17.0.3 took them for a signature of anything (CVE-2022-21449). */
    @Test
    void twoZerosAreNoSignatureOnACurve() throws IOException {
        SshKey key = SshSignature.read(TestKeys.text("p256.sig")).key();
        for (byte[] number : new byte[][] {{}, {0}, {0, 0}}) {
            byte[] zeros = new SshWriter().string(number).string(number).written();
            SshReader signature = new SshReader(new SshWriter().string(zeros).written());
            assertThatThrownBy(() -> SignatureAlgorithm.holds(key, key.type(), signature, SUMS))
                    .isInstanceOf(MalformedSsh.class);
        }
    }

    @Test
    void theOldSumOfRsaDoesNotCount() throws IOException {
        SshKey key = SshSignature.read(TestKeys.text("rsa.sig")).key();
        SshReader signature =
                new SshReader(new SshWriter().string(new byte[256]).written());
        assertThat(SignatureAlgorithm.holds(key, "ssh-rsa", signature, SUMS)).isEmpty();
    }

    private static boolean good(byte[] blob) throws IOException {
        String text = "-----BEGIN SSH SIGNATURE-----\n" + Base64.getEncoder().encodeToString(blob)
                + "\n-----END SSH SIGNATURE-----\n";
        try {
            SshSignature signature = SshSignature.read(text);
            return signature.namespace().equals(Signed.PURPOSE)
                    && signature.holds(stream(SUMS)).orElse(false);
        } catch (MalformedSsh e) {
            return false;
        }
    }

    private static byte[] blob(String name) {
        String text = TestKeys.text(name + ".sig").replaceAll("-----[A-Z ]+-----|\\s", "");
        return Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteArrayInputStream stream(byte[] content) {
        return new ByteArrayInputStream(content);
    }
}
