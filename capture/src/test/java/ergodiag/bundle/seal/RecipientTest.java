package ergodiag.bundle.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.ssh.UnusableKey;
import ergodiag.testing.MadeUpKeys;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can be sealed for, and what is said of everybody else. */
class RecipientTest {
    private static final String AGE = MadeUpKeys.age().told();
    private static final String SSH = MadeUpKeys.ssh().told();

    @Test
    void recipientsOfAgeAndKeysOfOpensshAreTakenInEveryFormInWhichTheyAreHandedOn() throws UnusableKey {
        String key = SSH.replace(" joe@host", "");
        assertThat(Recipient.of(" " + AGE + "\t").text()).isEqualTo(AGE);
        for (String line : new String[] {
            SSH,
            key,
            "  " + key + "  Joe of the support, room 17 ",
            "restrict,command=\"echo \\\"a b\\\" ssh-ed25519\",no-pty " + SSH,
            "from=\"10.0.0.0/8\"\t" + key.replace(" ", "\t")
        }) {
            assertThat(Recipient.isMeantBy(line)).as(line).isTrue();
            assertThat(Recipient.of(line).text()).as(line).isEqualTo(key);
        }
    }

    @Test
    void theSameKeyIsTheSameRecipientWhateverItsOwnerWroteBehindIt() throws UnusableKey {
        Seal seal = new Seal(List.of(Recipient.of(SSH), Recipient.of(SSH + " (new)"), Recipient.of(AGE)));
        assertThat(seal.recipients()).hasSize(2);
        assertThat(seal.lines().lines()).containsExactly(SSH.replace(" joe@host", ""), AGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    age1pq1w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k8txqyp | kind 'pq' (post-quantum, or of a plugin)
                    age1tagpq1w508d6qejxtdg4y5r3zarvary0c5xw7k                   | kind 'tagpq'
                    age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t | kind 'yubikey'
                    age1se1qgg72x2qfk9wg3wh0qg9u0v7l5dkq4jx69fv80p6wdus3ftg6flwg5dz2dp | kind 'se'
                    age1                                                         | misspelt
                    age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnuj4d | misspelt
                    age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnuj4 | misspelt
                    AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJ4 | no public key
                    AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX | a secret key
                    ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ== joe                 | kind ssh-rsa
                    ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY= joe     | kind ecdsa-sha2-nistp256
                    sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t | kind sk-ssh-ed25519@openssh.com
                    ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI                        | damaged
                    ssh-ed25519 !                                                | no public key
                    ssh-ed25519 ====                                             | damaged
                    ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAABgQ==                 | kind ssh-rsa
                    ssh-ed25519                                                  | no public key
                    joe                                                          | no public key
                    """)
    void anybodyElseIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> Recipient.of(text))
                .isInstanceOf(UnusableKey.class)
                .hasMessageStartingWith("it ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("SECRET-KEY-1");
    }

    @Test
    void oneWrongLetterIsNoticed() {
        for (int i = "age1".length(); i < AGE.length(); i++) {
            String wrong = AGE.substring(0, i) + (AGE.charAt(i) == 'q' ? 'p' : 'q') + AGE.substring(i + 1);
            assertThatThrownBy(() -> Recipient.of(wrong)).as(wrong).isInstanceOf(UnusableKey.class);
        }
        assertThat(AGE).hasSize(62);
    }

    /** Sealed for one of these, a bundle could be opened by everybody, or by nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            })
    void pointsOfSmallOrderAreNoKeysOfAge(String point) {
        String recipient = MadeUpKeys.recipient(HexFormat.of().parseHex(point));
        assertThatThrownBy(() -> Recipient.of(recipient)).hasMessageContaining("no key that anybody could have");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            })
    void pointsThatAreNotOnTheCurveOrOfSmallOrderAreNoKeysOfOpenssh(String point) {
        String line = MadeUpKeys.sshLine(HexFormat.of().parseHex(point));
        assertThatThrownBy(() -> Recipient.of(line)).hasMessageContaining("no key that anybody could have");
    }

    @Test
    void aKeyWithTooFewOrTooManyBytesIsDamaged() {
        byte[] point = new byte[32];
        Arrays.fill(point, (byte) 7);
        assertThatThrownBy(() -> Recipient.of(MadeUpKeys.sshLine(Arrays.copyOf(point, 31))))
                .hasMessage("it is damaged");
        assertThatThrownBy(() -> Recipient.of(MadeUpKeys.sshLine(Arrays.copyOf(point, 33))))
                .hasMessage("it is damaged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"recipients.txt", "./age1.txt", "team/keys", "id_ed25519.pub", "ssh-keys", "authorized_keys"})
    void aNameOfAFileIsNoRecipient(String name) {
        assertThat(Recipient.isMeantBy(name)).isFalse();
    }
}
