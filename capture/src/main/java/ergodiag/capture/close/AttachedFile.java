package ergodiag.capture.close;

import ergodiag.capture.scope.Purpose;
import ergodiag.redact.Redaction;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

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

    /** Opens a file, unpacked where it is compressed with gzip. */
    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
