package ergodiag.capture.close;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.GivenFile;
import ergodiag.capture.scope.Purpose;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * A log or a note. Of a long one the last part is kept, from the beginning of a line on.
 *
 * @param file where it stands
 * @param length its bytes, after unpacking
 * @param skipped bytes at its beginning that are left out
 */
record AttachedLog(Path file, long length, long skipped) implements AttachedFile {
    static final Purpose WHY =
            Purpose.of("what was logged before the window and beside it", CLUSTER_HEALTH, RESTART_LOOP);

    /** What is unpacked of one file to find its end. */
    private static final long MOST_UNPACKED = 8_000_000_000L;

    static AttachedLog of(Path file, long largest) throws IOException {
        long length = length(file);
        return new AttachedLog(file, length, Math.max(0, length - largest));
    }

    /**
     * The bytes of a text, after unpacking.
     *
     * @throws IOException when it is none, or too long
     */
    static long length(Path file) throws IOException {
        try (InputStream in = GivenFile.unpacked(file)) {
            byte[] buffer = new byte[1 << 16];
            long length = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == 0) {
                        throw new IOException("it is not a text");
                    }
                }
                length += count;
                if (length > MOST_UNPACKED) {
                    throw new IOException(
                            "it is larger than " + DataSize.text(MOST_UNPACKED) + "; attach its last part");
                }
            }
            return length;
        }
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public String inWords() {
        return length + " bytes" + (cut() ? ", the first " + skipped + " left out" : "");
    }

    @Override
    public boolean cut() {
        return skipped > 0;
    }

    @Override
    public Purpose why() {
        return WHY;
    }

    @Override
    public Map<String, Object> arguments() {
        return Map.of("bytes", length);
    }

    @Override
    public long copy(Redaction redaction, OutputStream out) throws IOException {
        try (InputStream in = GivenFile.unpacked(file)) {
            if (cut()) {
                in.skipNBytes(skipped);
                // the rest of the line into which the cut fell
                for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                    continue;
                }
            }
            return redaction.copyLines(in, out, Carrier.APPLICATION);
        }
    }
}
