package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.FolderFiles;
import ergodiag.bundle.ledger.Stored;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files of a bundle that are written once more beside the old ones, and take their places after the ledger has their sums. Whatever cuts that
 * short, a file stands there with the sum that the ledger has: a recovery gives it its place.
 */
final class WrittenAnew {
    private final BundleWriter writer;
    private final Set<String> waiting = new TreeSet<>();

    WrittenAnew(BundleWriter writer) {
        this.writer = writer;
    }

    /** What writes a file. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Writes a file beside the old one; what it is like, for the ledger. */
    Stored write(String file, Content content) throws IOException {
        try (OutputStream out = Files.newOutputStream(beside(file))) {
            content.to(out);
        }
        waiting.add(file);
        Stored stored = writer.describe(file + FolderFiles.SWEPT);
        return new Stored(file, stored.bytes(), stored.sha256());
    }

    /** Leaves the old file where it is. */
    void discard(String file) {
        waiting.remove(file);
        try {
            Files.delete(beside(file));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Puts all that was written in the places of the old files. */
    void settle() {
        for (String file : waiting) {
            try {
                Files.move(beside(file), writer.changing(file), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw failed(file, e);
            }
        }
        waiting.clear();
    }

    private Path beside(String file) {
        return writer.changing(file + FolderFiles.SWEPT);
    }

    private WorldError failed(String file, IOException e) {
        return new WorldError(
                "Writing " + writer.path(file) + " anew without a secret: " + WorldError.reason(e)
                        + "; do not hand the folder on.",
                e);
    }
}
