package ergodiag.bundle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.ssh.UnusableKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    @ParameterizedTest
    @CsvSource({
        "passphrase, passphrase",
        "rsa, kind ssh-rsa",
        "ed25519.pub, the public key",
        "sk-p256.pub, the public key",
        "SHA256SUMS, no private key"
    })
    void anotherKeyIsRefused(String file, String why) {
        assertThatThrownBy(() -> SigningKey.of(TestKeys.text(file)))
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsDamagedIsRefused() throws UnusableKey {
        String whole = TestKeys.text("ed25519");
        for (int i = 0; i < whole.length() - 1; i += 3) {
            String cut = whole.substring(0, i);
            assertThatThrownBy(() -> SigningKey.of(cut)).isInstanceOf(UnusableKey.class);
        }
        assertThat(SigningKey.of(whole).key().fingerprint()).isEqualTo(TestKeys.ED25519);
    }

    /** Signing with halves of two keys would tell the secret one. */
    @Test
    void halvesOfTwoKeysAreRefused() {
        byte[] blob = blob("ed25519");
        byte[] other = blob("other");
        int seed = indexOf(blob, new byte[] {0, 0, 0, 64}) + 4;
        System.arraycopy(other, seed, blob, seed, 32);
        String mixed = "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(blob) + "\n-----END OPENSSH PRIVATE KEY-----\n";
        assertThatThrownBy(() -> SigningKey.of(mixed))
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining("halves");
    }

    private static byte[] blob(String name) {
        return Base64.getDecoder().decode(TestKeys.text(name).replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    private static int indexOf(byte[] all, byte[] some) {
        for (int i = 0; i + some.length <= all.length; i++) {
            if (java.util.Arrays.equals(all, i, i + some.length, some, 0, some.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
