package ergodiag.bundle.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** What is written once and then read from its first byte: in memory while it is small, and else in a {@link Spool}, however large it becomes. */
public final class Overflow extends OutputStream {
    private static final int SMALL = 4 << 20;

    private final int small;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Optional<SeekableByteChannel> spool = Optional.empty();
    private OutputStream out = memory;

    public Overflow() {
        this(SMALL);
    }

    /** @param small bytes that are kept in memory */
    Overflow(int small) {
        this.small = small;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
        if (spool.isEmpty() && memory.size() + length > small) {
            spool = Optional.of(Spool.of(new ByteArrayInputStream(memory.toByteArray()), Long.MAX_VALUE));
            SeekableByteChannel large = spool.get();
            large.position(large.size());
            out = Channels.newOutputStream(large);
            memory.reset();
        }
        out.write(from, start, length);
    }

    /** All that was written. Nothing of it is left when that is closed. */
    public InputStream written() throws IOException {
        return spool.isEmpty()
                ? new ByteArrayInputStream(memory.toByteArray())
                : Channels.newInputStream(spool.get().position(0));
    }

    /** Forgets what was written, where nobody reads it. */
    public void discard() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
        }
    }
}
