package ergodiag.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/** A file of the bundle whose failures are those of the disk, and not of what is copied into it. */
final class WatchedOutput extends FilterOutputStream {
    private final Function<IOException, WorldError> failure;

    WatchedOutput(OutputStream out, Function<IOException, WorldError> failure) {
        super(out);
        this.failure = failure;
    }

    @Override
    public void write(int one) {
        doing(() -> out.write(one));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        doing(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        doing(out::flush);
    }

    @Override
    public void close() {
        doing(out::close);
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
