package ergodiag.bundle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(18).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatComesAsAStreamIsReadInAnyOrder() throws IOException {
        byte[] all = bytes(200_000);
        try (SeekableByteChannel spool = Spool.of(new ByteArrayInputStream(all), all.length, folder)) {
            assertThat(spool.position()).isZero();
            assertThat(spool.size()).isEqualTo(all.length);
            assertThat(Piece.of(spool, 150_000, 50_000).array()).isEqualTo(Arrays.copyOfRange(all, 150_000, 200_000));
            assertThat(Piece.of(spool, 0, 10).array()).isEqualTo(Arrays.copyOf(all, 10));
        }
    }

    /** The name is gone while the file is read: no signal, and no {@code kill -9}, leaves anything behind. */
    @Test
    void nothingStandsInTheFolderWhileItIsRead() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        try (SeekableByteChannel spool = Spool.of(new ByteArrayInputStream(bytes(10)), 10, folder)) {
            assertThat(folder).isEmptyDirectory();
            assertThat(Piece.of(spool, 0, 10).array()).isEqualTo(bytes(10));
        }
    }

    @Test
    void nothingStaysWhenItIsClosedOrCannotBeTaken() throws IOException {
        Spool.of(new ByteArrayInputStream(bytes(10)), 10, folder).close();
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> Spool.of(new ByteArrayInputStream(bytes(11)), 10, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than any bundle could be");
        InputStream torn = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("torn");
            }
        };
        assertThatThrownBy(() -> Spool.of(torn, 10, folder)).hasMessage("torn");
        assertThat(folder).isEmptyDirectory();
    }
}
