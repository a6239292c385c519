package ergodiag.bundle.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** What was packed by DEFLATE, without a head around it. */
final class Inflated extends InflaterInputStream {
    private static final int LEAST = 1 << 9;
    private static final int MOST = 1 << 16;

    private boolean ended;

    /** @param size bytes as they are packed */
    Inflated(InputStream packed, long size) {
        super(packed, new Inflater(true), (int) Math.min(MOST, Math.max(LEAST, size)));
    }

    /** Without a head, {@link Inflater} wants one byte more than there is. */
    @Override
    protected void fill() throws IOException {
        if (ended) {
            throw new EOFException("it ends in the middle");
        }
        len = in.read(buf, 0, buf.length);
        if (len < 0) {
            buf[0] = 0;
            len = 1;
            ended = true;
        }
        inf.setInput(buf, 0, len);
    }

    @Override
    public void close() throws IOException {
        super.close();
        inf.end();
    }
}
