package ergodiag.bundle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "passphrase, passphrase",
        "rsa, kind ssh-rsa",
        "ed25519.pub, the public key",
        "SHA256SUMS, no private key"
    })
    void anotherKeyIsRefusedWithTheWayOut(String file, String why) throws IOException {
        Path key = TestKeys.file(folder, file);
        assertThatThrownBy(() -> SigningKey.of(key))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why)
                .hasMessageContaining("ssh-keygen -Y sign -n ergodiag-bundle")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void whatIsDamagedIsRefused() throws IOException {
        String whole = TestKeys.text("ed25519");
        for (int i = 0; i < whole.length(); i += 3) {
            Path cut = Files.writeString(folder.resolve("cut"), whole.substring(0, i));
            assertThatThrownBy(() -> SigningKey.of(cut)).isInstanceOf(UserError.class);
        }
        Path long1 = Files.write(folder.resolve("long"), new byte[1 << 20]);
        assertThatThrownBy(() -> SigningKey.of(long1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> SigningKey.of(folder)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> SigningKey.of(folder.resolve("none"))).isInstanceOf(UserError.class);
    }

    @Test
    void nothingOfItIsPrinted() throws IOException {
        assertThat(SigningKey.of(TestKeys.file(folder, "ed25519")).toString()).doesNotContain("[", "PRIVATE");
    }
}
