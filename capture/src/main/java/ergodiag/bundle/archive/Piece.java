package ergodiag.bundle.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A piece of a file. */
public final class Piece {
    private Piece() {}

    /** Reads exactly so many bytes, or fails where there are fewer. */
    public static ByteBuffer of(SeekableByteChannel from, long start, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        from.position(start);
        while (bytes.hasRemaining() && from.read(bytes) >= 0) {
            // goes on until full or at the end
        }
        if (bytes.hasRemaining()) {
            throw new EOFException("it ends in the middle of an entry");
        }
        return bytes.flip();
    }
}
