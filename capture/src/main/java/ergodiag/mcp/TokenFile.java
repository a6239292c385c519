package ergodiag.mcp;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** A file whose first line is a token, so that it stands on no command line. */
public final class TokenFile {
    private TokenFile() {}

    /**
     * Reads the token.
     *
     * @param option by which the file was named
     * @throws UserError when it is no ordinary file, cannot be read, or its first line is empty
     */
    public static String read(String option, Path file) {
        try {
            String token = Endpoint.token(GivenFile.text(file, GivenFile.OF_A_PERSON)
                    .lines()
                    .findFirst()
                    .orElse(""));
            if (token.isEmpty()) {
                throw new UserError(
                        "Reading " + option + " " + file + ": its first line is empty; put the token there.");
            }
            return token;
        } catch (IOException e) {
            throw new UserError(
                    "Reading " + option + " " + file + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
    }
}
