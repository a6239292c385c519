package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One key, the same marks in all bundles; and the key in none of them. */
class SiteKeyTest {
    @TempDir
    private Path folder;

    @Test
    void withTheSameKeyTheSameSecretHasTheSameMarkAndWithAnotherAnother() throws IOException {
        Path key = key("one", random(1));

        assertThat(marked(SiteKey.of(key))).isEqualTo(marked(SiteKey.of(key)));
        assertThat(marked(SiteKey.of(key))).isNotEqualTo(marked(SiteKey.of(key("two", random(2)))));
        assertThat(marked(SiteKey.NONE)).isNotEqualTo(marked(SiteKey.NONE));
    }

    @Test
    void aLineFeedAtTheEndOfTheFileIsNoneOfTheKey() throws IOException {
        String hex = HexFormat.of().formatHex(random(1));

        assertThat(marked(SiteKey.of(key("a", hex.getBytes(StandardCharsets.US_ASCII)))))
                .isEqualTo(marked(SiteKey.of(key("b", (hex + "\r\n").getBytes(StandardCharsets.US_ASCII)))));
    }

    @Test
    void theKeyItselfIsNowhere() throws IOException {
        String hex = HexFormat.of().formatHex(random(1));
        Redaction redaction =
                new Redaction(Privacy.usual(SiteKey.of(key("a", hex.getBytes(StandardCharsets.US_ASCII)))));

        assertThat(redaction.text("read " + hex + " from site.key")).doesNotContain(hex.substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "0123456789abcdef0123456789abcde",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "passwordpasswordpasswordpasswo\n\n"
            })
    void aKeyThatCanBeGuessedIsRefusedAndNotQuoted(String text) throws IOException {
        Path file = key("weak", text.getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> SiteKey.of(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Reading --site-key " + file)
                .hasMessageContaining("32 random bytes")
                .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void oneThatIsNotThereOrIsNoKeyIsToldSo() throws IOException {
        assertThatThrownBy(() -> SiteKey.of(folder.resolve("none")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be read");
        Path large = key("large", new byte[5_000]);
        assertThatThrownBy(() -> SiteKey.of(large))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("larger");
    }

    private static String marked(SiteKey key) {
        return new Redaction(Privacy.usual(key)).text("password=Hunter-22x");
    }

    private Path key(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] random(long seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return key;
    }
}
