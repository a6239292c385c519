package ergodiag.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders of tests in memory where Linux offers that and there is room, elsewhere where they always are: an unfinished bundle is
 * hundreds of small files, and a disk takes longer over them than we do. They have to be the machine's, because command lines name them.
 */
public final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_BYTES = 1L << 30;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return isOfUse() ? Files.createTempDirectory(MEMORY, "ergodiag") : Files.createTempDirectory("ergodiag");
    }

    private static boolean isOfUse() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
    }
}
