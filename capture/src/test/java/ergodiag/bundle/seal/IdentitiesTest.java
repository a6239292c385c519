package ergodiag.bundle.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.ssh.SshPrivateKey;
import ergodiag.bundle.ssh.SshPublicKey;
import ergodiag.bundle.ssh.UnusableKey;
import ergodiag.testing.MadeUpKeys;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files with secret keys are taken, and that nothing of them is told. */
class IdentitiesTest {
    private static final String AGE = MadeUpKeys.age().kept();

    @Test
    void aFileMayHoldSeveralKeysOfAgeAndSomeThatAreOfNoUseHere() throws UnusableKey {
        String text = "\n# mine\r\n" + AGE + MadeUpKeys.age().kept() + "AGE-PLUGIN-YUBIKEY-1QGQ6VYQYZ2E6G5QY0Q9LWVM\n"
                + "AGE-SECRET-KEY-PQ-1QGQ6VYQYZ2E6G5QY0Q9LWVM\n";
        assertThat(Identities.in(text).count()).isEqualTo(2);
        assertThat(Identities.in(text)
                        .and(Identities.in(MadeUpKeys.ssh().kept()))
                        .count())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                             | no key is in it
                    '# only a word'                                                | no key is in it
                    AGE-SECRET-KEY-PQ-1QGQ6VYQYZ2E6G5QY0Q9LWVM                     | post-quantum
                    AGE-PLUGIN-YUBIKEY-1QGQ6VYQYZ2E6G5QY0Q9LWVM                    | of plugins
                    AGE-SECRET-KEY-1QQPQYCRQSRQDPGCRQSRQDPGCRQSRQDPGCRQSRQDPGCRQSRQ | its line 1 is no secret key
                    AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEQ | the key in its line 1 is misspelt
                    age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnuj4c | its line 1 is no secret key
                    -----BEGIN RSA PRIVATE KEY-----                                | its line 1 is no secret key
                    -----BEGIN OPENSSH PRIVATE KEY-----                            | it does not end with
                    -----BEGIN AGE ENCRYPTED FILE-----                             | protected by a passphrase
                    age-encryption.org/v1                                          | protected by a passphrase
                    """)
    void whatHoldsNoKeyForUseHereIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> Identities.in(text))
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("AGE-");
    }

    @Test
    void aKeyOfOpensshIsReadWithWhatBelongsToIt() throws UnusableKey {
        MadeUpKeys keys = MadeUpKeys.ssh();
        SshPrivateKey key = SshPrivateKey.of(keys.kept().replace("\n", "\r\n"));

        assertThat(key.told()).isEqualTo(SshPublicKey.of(keys.told()));
        assertThat(key.told().comment()).isEqualTo("joe@host");
        assertThat(key.seed()).hasSize(32);
        assertThat(key.toString()).doesNotContain(Base64.getEncoder().encodeToString(key.seed()));
    }

    @Test
    void aKeyOfOpensshWithAPassphraseOrOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Identities.in(MadeUpKeys.lockedSsh().kept()))
                .hasMessage("it is protected by a passphrase");
        assertThatThrownBy(() -> Identities.in(MadeUpKeys.otherSsh("ssh-rsa").kept()))
                .hasMessage("it is a key of the kind ssh-rsa");
    }

    @Test
    void aDamagedKeyOfOpensshIsRefusedWhereverTheDamageIs() {
        String whole = MadeUpKeys.ssh().kept();
        String inside = whole.replaceAll("-----.*?-----|\\s", "");
        byte[] bytes = Base64.getDecoder().decode(inside);
        int comment = "joe@host".length() + 3;
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            String text = whole.replaceAll(
                    "(?s)(KEY-----\n).*(\n-----END)", "$1" + Base64.getEncoder().encodeToString(altered) + "$2");
            int seed = bytes.length - comment - 4 - 64;
            boolean seedOrComment = i >= seed && i < seed + 32 || i >= seed + 64;
            if (!seedOrComment) {
                assertThatThrownBy(() -> SshPrivateKey.of(text))
                        .as("byte %s", i)
                        .isInstanceOf(UnusableKey.class);
            }
        }
        for (int length = 0; length < whole.length() - 1; length += 7) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> SshPrivateKey.of(cut)).isInstanceOf(UnusableKey.class);
        }
    }
}
