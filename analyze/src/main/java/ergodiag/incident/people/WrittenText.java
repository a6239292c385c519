package ergodiag.incident.people;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** The text of a file that a person wrote. */
final class WrittenText {
    private WrittenText() {}

    /**
     * The whole of it, as it is.
     *
     * @param what what it holds, as messages say it: {@code events}
     * @throws UserError when it cannot be read, or is no UTF-8, which writing it anew would damage
     */
    static String of(Path file, String what) {
        try {
            return GivenFile.text(file, GivenFile.OF_A_PERSON);
        } catch (CharacterCodingException e) {
            throw new UserError(
                    "Reading the " + what + " in " + file + ": it is no text in UTF-8; save it as UTF-8 and try again.",
                    e);
        } catch (IOException e) {
            throw new UserError(
                    "Reading the " + what + " in " + file + ": " + e.getMessage() + "; check the path and the rights.",
                    e);
        }
    }
}
