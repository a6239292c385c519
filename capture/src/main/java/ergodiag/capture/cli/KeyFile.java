package ergodiag.capture.cli;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads files that hold keys. */
final class KeyFile {
    private KeyFile() {}

    /**
     * The text of a file.
     *
     * @param option by which it was given, with its value, for a sentence
     * @throws UserError when it is no file, cannot be read, or is larger than any that holds keys
     */
    static String text(String option, String name) {
        try {
            return new String(GivenFile.bytes(Path.of(name), GivenFile.OF_A_PERSON), StandardCharsets.UTF_8);
        } catch (InvalidPathException e) {
            throw new UserError("Reading " + option + ": it is no name of a file; check the path.", e);
        } catch (IOException e) {
            throw new UserError("Reading " + option + ": " + e.getMessage() + "; check the path and the rights.", e);
        }
    }
}
