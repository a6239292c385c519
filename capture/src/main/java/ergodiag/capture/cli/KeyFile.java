package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads files that hold keys. */
final class KeyFile {
    private static final int LARGEST = 1 << 20;

    private KeyFile() {}

    /**
     * The text of a file.
     *
     * @param option by which it was given, with its value, for a sentence
     * @throws UserError when it is no file, cannot be read, or is larger than any that holds keys
     */
    static String text(String option, String name) {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UserError("Reading " + option + ": it is no name of a file; check the path.", e);
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError("Reading " + option + ": "
                    + (Files.exists(file) ? "it is no ordinary file" : "there is no such file") + "; check the path.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] read = in.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new UserError("Reading " + option + ": it is larger than any file of keys; check the path.");
            }
            return new String(read, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(
                    "Reading " + option + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
    }
}
