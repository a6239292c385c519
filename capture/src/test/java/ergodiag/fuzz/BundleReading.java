package ergodiag.fuzz;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What has to hold of any file, or folder, that is opened as a bundle: it is read, or refused in words. */
final class BundleReading {
    /** A file in it is read no further; deflate makes a thousand of one. */
    private static final int FAR_ENOUGH = 1 << 20;

    private BundleReading() {}

    /** What is tried with a bundle that could be opened. */
    interface Trial {
        void with(Bundle bundle) throws IOException;
    }

    /** Opens, verifies and reads one file of that content. */
    static void ofFile(String name, byte[] content) throws IOException {
        of(Map.of(name, content), Optional.of(name), BundleReading::readAll);
    }

    /** The same for a folder, and what else is to be tried. */
    static void ofFolder(Map<String, byte[]> files, Trial more) throws IOException {
        of(files, Optional.empty(), bundle -> {
            readAll(bundle);
            more.with(bundle);
        });
    }

    private static void of(Map<String, byte[]> files, Optional<String> opened, Trial trial) throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
            Path folder = Files.createDirectory(disk.getPath("/b"));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            try (Bundle bundle = Bundle.open(opened.map(folder::resolve).orElse(folder))) {
                trial.with(bundle);
            } catch (NotABundle | UserError e) {
                if (String.valueOf(e.getMessage()).isBlank()) {
                    throw new AssertionError("refused without a word", e);
                }
            }
        }
    }

    private static void readAll(Bundle bundle) {
        Verification.of(bundle);
        for (String file : bundle.files()) {
            try (InputStream in = bundle.open(file)) {
                in.readNBytes(FAR_ENOUGH);
            } catch (IOException | NotABundle e) {
                // this file costs itself only
            }
        }
    }
}
