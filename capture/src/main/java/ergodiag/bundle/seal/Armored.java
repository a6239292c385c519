package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.PayloadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What is in an armored file: lines of Base64 between a first line and a last one. */
final class Armored extends InputStream {
    private static final String LAST = "-----END AGE ENCRYPTED FILE-----";
    /** Longer than any line of the format, its end included. */
    private static final int LONGEST = 80;

    private final InputStream file;
    private byte[] line = {};
    private int next;
    private boolean ended;

    /**
     * Begins after the first line.
     *
     * @param file is asked for byte after byte, and closed by the caller
     */
    Armored(InputStream file) throws IOException {
        this.file = file;
        while (line().isEmpty()) {
            // blank lines may stand before it
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (next == line.length && !ended) {
            String text = line();
            ended = text.equals(LAST);
            line = ended ? new byte[0] : decoded(text);
            next = 0;
        }
        if (ended) {
            return -1;
        }
        int some = Math.min(length, line.length - next);
        System.arraycopy(line, next, bytes, offset, some);
        next += some;
        return some;
    }

    private static byte[] decoded(String text) throws IOException {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (decoded.length > 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            throw new PayloadException("a line of the armor is damaged", e);
        }
        throw new PayloadException("a line of the armor is empty");
    }

    private String line() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int each = file.read();
        while (each >= 0 && each != '\n' && read.size() < LONGEST) {
            read.write(each);
            each = file.read();
        }
        if (each != '\n' && !read.toString(StandardCharsets.ISO_8859_1).strip().equals(LAST)) {
            throw new PayloadException("the armor ends before its last line, or a line of it is too long");
        }
        return read.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
