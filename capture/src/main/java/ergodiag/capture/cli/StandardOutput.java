package ergodiag.capture.cli;

import ergodiag.bundle.WorldError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bundle on standard output, for {@code --out -}: captured in a folder of its own for temporary files, written when it is whole. */
final class StandardOutput {
    private StandardOutput() {}

    /** A folder that only this user may read, in which the bundle is made. */
    static Path folder() {
        try {
            return Files.createTempDirectory("ergodiag");
        } catch (IOException e) {
            throw new WorldError(
                    "Making a folder for temporary files: " + e.getMessage()
                            + "; free some space there, or give --out a file.",
                    e);
        }
    }

    /** Writes the finished bundle and removes it with its folder; what stands beside it stays. */
    static void write(Path bundle) {
        // not System.out, which keeps its failures to itself
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            Files.copy(bundle, out);
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the bundle to standard output: " + e.getMessage() + "; it stands whole at " + bundle
                            + ", take it from there.",
                    e);
        }
        remove(bundle);
    }

    /** Removes the folder in which no bundle was made. */
    static void unused(Path bundle) {
        remove(bundle);
    }

    private static void remove(Path bundle) {
        try {
            Files.deleteIfExists(bundle);
            Files.delete(bundle.toAbsolutePath().getParent());
        } catch (DirectoryNotEmptyException e) {
            // the map of pseudonyms stands there, as the summary said
        } catch (IOException e) {
            throw new WorldError("Removing " + bundle + ": " + e.getMessage() + "; remove it by hand.", e);
        }
    }
}
