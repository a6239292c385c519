package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Which files need not be looked through once more at the end. */
final class UpToDateTest {
    private static final String SECRET = "{\"password\": \"hX7pQ2zL9vT4\"}";

    private final Redaction redaction = new Redaction();

    @Test
    void aFileIsUpToDateUntilSomethingIsLearnt() throws IOException {
        copy("a.json", "{\"State\": \"running\"}");
        assertThat(redaction.isUpToDate("a.json")).isTrue();
        copy("b.json", SECRET);
        assertThat(redaction.isUpToDate("a.json")).isFalse();
    }

    @Test
    void whatIsLearntWithinAFileMayStandAtItsBeginning() throws IOException {
        copy("b.json", SECRET);
        assertThat(redaction.isUpToDate("b.json")).isFalse();
    }

    @Test
    void aFileThatNobodyCopiedIsNot() {
        assertThat(redaction.isUpToDate("c.json")).isFalse();
    }

    private void copy(String file, String text) throws IOException {
        int known = redaction.known();
        redaction.copy(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                Carrier.APPLICATION);
        redaction.copied(file, known);
    }
}
