package ergodiag.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
    private static final int SIZE = 100_001;

    @TempDir
    private Path folder;

    @Test
    void aFileThatIsSmallEnoughStaysWhole() throws IOException {
        Path file = file();
        assertThat(Parts.cut(file, SIZE)).containsExactly(file);
        assertThat(file).exists();
    }

    @Test
    void thePiecesAreTheFileAgain() throws IOException {
        Path file = file();
        byte[] whole = Files.readAllBytes(file);

        List<Path> parts = Parts.cut(file, 40_000);

        assertThat(parts)
                .extracting(part -> part.getFileName().toString())
                .containsExactly("e.zip.001", "e.zip.002", "e.zip.003", "e.zip.sha256");
        assertThat(file).doesNotExist();
        assertThat(Parts.join(parts.get(1))).isEqualTo(file).hasBinaryContent(whole);
        assertThatThrownBy(() -> Parts.join(parts.get(0)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void aPieceThatIsMissingOrCutIsTold() throws IOException {
        List<Path> parts = Parts.cut(file(), 40_000);
        byte[] last = Files.readAllBytes(parts.get(2));
        Files.delete(parts.get(2));
        refused(parts.get(0), "the 2 pieces from .001 on are not the whole file");
        Files.write(parts.get(2), new byte[last.length]);
        refused(parts.get(0), "the 3 pieces");
        Files.write(parts.get(2), last);
        assertThat(Parts.join(parts.get(0))).hasSize(SIZE);
    }

    @Test
    void whatIsNoPieceOrHasNoSumIsRefused() throws IOException {
        List<Path> parts = Parts.cut(file(), 40_000);
        refused(folder.resolve("e.zip"), "ends with a number of three digits");
        Files.writeString(parts.get(3), "nothing");
        refused(parts.get(0), "is no sum");
        Files.delete(parts.get(3));
        refused(parts.get(0), "e.zip.sha256, which has the sum of the whole, is missing");
    }

    @Test
    void tooManyPiecesAreNotMade() throws IOException {
        Path file = file();
        assertThatThrownBy(() -> Parts.cut(file, 100))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("more than 999 pieces");
        assertThat(file).exists();
    }

    private void refused(Path part, String why) {
        assertThatThrownBy(() -> Parts.join(part)).isInstanceOf(UserError.class).hasMessageContaining(why);
        assertThat(folder.resolve("e.zip")).doesNotExist();
    }

    private Path file() throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return Files.write(folder.resolve("e.zip"), bytes);
    }
}
