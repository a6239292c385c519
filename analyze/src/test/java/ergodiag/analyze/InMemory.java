package ergodiag.analyze;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary folders of tests in memory: a bundle is hundreds of small files, and a disk takes longer over them than we do. */
public final class InMemory implements TempDirFactory {
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) {
        return files.getPath("/work");
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
