package ergodiag.capture.close;

import ergodiag.redact.Secrets;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Takes a text and keeps nothing of it but the number of marks that stand for removed values. */
final class MarkCount extends OutputStream {
    private static final byte[] MARK = Secrets.MARK.getBytes(StandardCharsets.US_ASCII);

    private int matched;
    private long marks;

    @Override
    public void write(int one) {
        int value = one & 0xff;
        matched = value == MARK[matched] ? matched + 1 : value == MARK[0] ? 1 : 0;
        if (matched == MARK.length) {
            marks++;
            matched = 0;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    long marks() {
        return marks;
    }
}
