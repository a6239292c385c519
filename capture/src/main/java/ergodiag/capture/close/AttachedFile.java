package ergodiag.capture.close;

import ergodiag.capture.scope.Purpose;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A file of the user's on its way into a bundle. */
interface AttachedFile {

    /** What it is to be called in the bundle. */
    String name();

    /** What it is, and what of it is left out. */
    String inWords();

    /** Whether a part of it is left out. */
    boolean cut();

    /** Who reads it. */
    Purpose why();

    /** What the ledger's line tells of it, but for its name. */
    Map<String, Object> arguments() throws IOException;

    /**
     * Copies what is kept of it.
     *
     * @return the number of lines
     */
    long copy(Redaction redaction, OutputStream out) throws IOException;
}
