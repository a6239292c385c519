package ergodiag.bundle.seal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/**
 * What stands between the first and the last line of an armored file: Base64, up to the next hyphen. It is not as strict as the format is:
 * whatever was done to the armor, what is inside proves itself.
 */
final class Armored extends FilterInputStream {
    private boolean ended;

    private Armored(InputStream in) {
        super(in);
    }

    /** The bytes inside. */
    static InputStream contents(InputStream file) throws IOException {
        int each = file.read();
        while (each >= 0 && each != '\n') {
            each = file.read();
        }
        return Base64.getMimeDecoder().wrap(new Armored(file));
    }

    @Override
    public int read() throws IOException {
        int read = ended ? -1 : super.read();
        ended = read < 0 || read == '-';
        return ended ? -1 : read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int read = read();
            if (read < 0) {
                return count == 0 ? -1 : count;
            }
            bytes[offset + count++] = (byte) read;
        }
        return count;
    }
}
