package ergodiag.bundle.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error when more bytes come than there may be. */
public final class AtMost extends FilterInputStream {
    private final String otherwise;
    private long left;

    /** @param otherwise what is wrong when more come, as a part of a sentence */
    public AtMost(InputStream in, long most, String otherwise) {
        super(in);
        this.otherwise = otherwise;
        left = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException(otherwise);
        }
    }
}
