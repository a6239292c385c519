package ergodiag.bundle;

import ergodiag.bundle.archive.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * A file of the bundle whose failures are those of the disk, and not of what is copied into it. It is summed while it is written, so that
 * nobody has to read it again for that.
 */
final class WatchedOutput extends FilterOutputStream {
    private final Function<IOException, WorldError> failure;
    private final Written written;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;
    private boolean closed;

    /** Is told what a file has when all of it is written. */
    interface Written {
        void whole(long bytes, String sha256);
    }

    WatchedOutput(OutputStream out, Function<IOException, WorldError> failure, Written written) {
        super(out);
        this.failure = failure;
        this.written = written;
    }

    @Override
    public void write(int one) {
        doing(() -> out.write(one));
        digest.update((byte) one);
        bytes++;
    }

    @Override
    public void write(byte[] data, int offset, int length) {
        doing(() -> out.write(data, offset, length));
        digest.update(data, offset, length);
        bytes += length;
    }

    @Override
    public void flush() {
        doing(out::flush);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        doing(out::close);
        written.whole(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void doing(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }
}
