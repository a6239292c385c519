package ergodiag.capture.ask;

import ergodiag.bundle.DataSize;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A reply that may not be longer than this, so that one that never ends does not fill the disk. */
final class BoundedInput extends FilterInputStream {
    private final long most;
    private final Allowance allowance;
    private long count;

    /** The reply is longer than what is accepted. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLong(String message) {
            super(message);
        }
    }

    /** @param allowance of the whole capture, from which what is read is taken */
    BoundedInput(InputStream in, long most, Allowance allowance) {
        super(in);
        this.most = most;
        this.allowance = allowance;
    }

    /** How much was read. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int c = in.read();
        counted(c < 0 ? 0 : 1);
        return c;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int read) throws TooLong {
        count += read;
        boolean had = allowance.take(read);
        if (count > most) {
            throw new TooLong("the reply is longer than " + DataSize.text(most) + ", which is not accepted");
        }
        if (!had) {
            throw new TooLong("the reply is longer than what is left of " + Budget.SIZE);
        }
    }
}
