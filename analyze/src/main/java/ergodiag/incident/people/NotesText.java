package ergodiag.incident.people;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file with notes. */
final class NotesText {
    /** Larger ones are no notes. */
    private static final long LARGEST = 4_000_000;

    private NotesText() {}

    /** @throws UserError when it cannot be read */
    static String of(Path file) {
        try {
            GivenFile.check(file);
            if (Files.size(file) > LARGEST) {
                throw new UserError(
                        "Reading the notes " + file + ": it is larger than 4 MB; give the Markdown that people wrote.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError("Reading the notes " + file + ": " + e + "; check the path and the rights.", e);
        }
    }
}
