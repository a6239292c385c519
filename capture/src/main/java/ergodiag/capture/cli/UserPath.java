package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path inside a word that a user wrote. */
final class UserPath {
    private UserPath() {}

    /** @throws UserError when no file can have that name here */
    static Path of(String option, String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new UserError(
                    "Reading " + option + ": no file can be called '" + word + "' here (" + e.getReason()
                            + "); check what was written.",
                    e);
        }
    }
}
