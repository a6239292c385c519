package ergodiag.bundle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.sign.Signed.State;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.UnusableKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSignersTest {
    private static final Instant NOW = Instant.parse("2026-11-28T18:00:00Z");
    private static final String KEY = TestKeys.text("ed25519.pub").strip();
    private static final String OTHER = TestKeys.text("other.pub").strip();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com KEY",
                "ann@example.com   namespaces=\"ergodiag-bundle\" KEY",
                "ann@example.com NAMESPACES=\"file,ergodiag-*\" KEY",
                "\"ann@example.com\" valid-after=\"20261128\",valid-before=\"20261129Z\"\tKEY",
                "ann@example.com valid-before=\"20261128180000Z\" KEY",
                "ann@example.com valid-after=\"202611281800UTC\" KEY",
                "# nobody\n\nbob@example.com OTHER\nann@example.com KEY",
                "bob@example.com valid-before=\"20200101\" KEY\nann@example.com KEY"
            })
    void theOwnerOfTheKeyIsNamed(String lines) throws Exception {
        assertThat(judged(lines).state()).isEqualTo(State.SIGNED);
        assertThat(judged(lines).by().flatMap(Signed.Signer::principal)).contains("ann@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann@example.com OTHER",
                "ann@example.com namespaces=\"file\" KEY",
                "ann@example.com namespaces=\"\" KEY",
                "ann@example.com namespaces=\"*,!ergodiag-bundle\" KEY",
                "ann@example.com valid-before=\"20261128175959Z\" KEY",
                "ann@example.com valid-after=\"20261128180001Z\" KEY",
                "ann@example.com cert-authority KEY"
            })
    void aKeyThatMayNotSignDoesNot(String lines) throws Exception {
        Signed judged = judged(lines);
        assertThat(judged.state()).isEqualTo(State.NOT_ALLOWED);
        assertThat(judged.by().flatMap(Signed.Signer::principal)).isEmpty();
        assertThat(judged.words()).contains("not allowed").contains(TestKeys.ED25519);
    }

    @Test
    void anAuthorityIsIgnoredWithAWord() throws Exception {
        assertThat(read("ann@example.com cert-authority KEY").remarks())
                .singleElement()
                .asString()
                .contains("line 1")
                .contains("cert-authority");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com",
                "ann@example.com ssh-ed25519",
                "ann@example.com ssh-ed25519 ????",
                "ann@example.com ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIGk=",
                "ann@example.com no-such-option KEY",
                "ann@example.com namespaces=\"file\",namespaces=\"*\" KEY",
                "ann@example.com namespaces=\"file KEY",
                "ann@example.com valid-after=\"tomorrow\" KEY",
                "ann@example.com valid-after=\"20261340\" KEY",
                "\"ann KEY"
            })
    void aLineThatIsNotUnderstoodIsRefusedByItsNumber(String line) {
        assertThatThrownBy(() -> read("# first\n" + line))
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining("line 2");
    }

    private Signed judged(String lines) throws Exception {
        SshKey key = SshSignature.read(TestKeys.text("ed25519.sig")).key();
        return read(lines).judged(key, NOW);
    }

    private AllowedSigners read(String lines) throws Exception {
        return AllowedSigners.of(lines.replace("KEY", KEY).replace("OTHER", OTHER) + "\n");
    }
}
